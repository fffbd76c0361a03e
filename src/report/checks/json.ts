import type { CheckResult } from '../../suite/run/checkResult.js';
import { execResultRecord } from '../json/execRecord.js';
import { RecordText, recordLine } from '../json/recordText.js';
import type { MakeReporter } from './reporter.js';

/** NDJSON: an object a check, and at the end one with a `summary`. */
export const json: MakeReporter = () => ({
  begin: () => '',
  result: (result) => `${recordLine(checkRecord(result))}\n`,
  end: (_results, summary) =>
    `${recordLine({ summary: { ...summary, durationMs: rounded(summary.durationMs) } })}\n`,
});

function checkRecord(outcome: CheckResult): Record<string, unknown> {
  const { check, status, reason, failures, result, durationMs, runs, failedRuns } = outcome;
  const texts = new RecordText();
  const record: Record<string, unknown> = {
    suite: check.case.file,
    line: check.case.place.line,
    name: check.case.name,
    title: check.title,
    row: check.case.row && {
      file: check.case.row.file,
      line: check.case.row.line,
      columns: Object.fromEntries(check.case.row.values),
    },
    server: check.server,
    message: check.message && { index: check.message.index, ...check.message.summary },
    status,
    reason,
    durationMs: rounded(durationMs),
    runs,
    failedRuns,
    failures: failures.map(({ key, place, message, difference }) => ({
      key,
      place: { file: place.file, line: place.line, column: place.column },
      message,
      missing: difference.filter(({ kind }) => kind === 'missing').map(({ text }) => text),
      extra: difference.filter(({ kind }) => kind === 'extra').map(({ text }) => text),
    })),
    byHand: check.byHand,
  };
  if (result !== undefined) record.result = execResultRecord(result, [], texts.within('result'));
  if (texts.latin1.length > 0) record.latin1 = texts.latin1;
  return record;
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
