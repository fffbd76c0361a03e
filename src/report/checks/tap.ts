import { exactly } from '../../shownText.js';
import type { CheckResult } from '../../suite/run/checkResult.js';
import { jsonLine } from '../json/recordText.js';
import { differenceLines } from './differenceText.js';
import { commandLines, notRunLines, stderrLines, summaryText, warningLines } from './failureText.js';
import type { MakeReporter } from './reporter.js';

/** TAP version 14 (testanything.org): a test point a check, and a YAML block beneath each that failed. */
export const tap: MakeReporter = () => {
  let number = 0;
  let hasBailed = false;
  return {
    begin: (checks) => `TAP version 14\n1..${checks.length}\n`,
    result(result) {
      if (hasBailed) return '';
      number += 1;
      if (result.status !== 'not-run') return testPoint(number, result);
      hasBailed = true;
      return `Bail out! ${exactly(result.reason ?? '')}\n`;
    },
    end: (_results, summary) => (hasBailed ? '' : `# ${summaryText(summary)}\n`),
  };
};

function testPoint(number: number, result: CheckResult): string {
  const { check, status, reason } = result;
  const title = `${check.case.file}: ${check.title}`;
  const point = `${status === 'failed' ? 'not ok' : 'ok'} ${number} - ${escaped(title)}`;
  if (status === 'skipped') return `${point} # SKIP ${escaped(reason ?? '')}\n`;
  if (status === 'passed') return `${point}\n`;
  return `${point}\n${diagnostics(result)
    .map((line) => `  ${line}\n`)
    .join('')}`;
}

/** `#` begins a directive, and a backslash escapes it. */
function escaped(text: string): string {
  return exactly(text).replace(/[\\#]/g, '\\$&');
}

/** A YAML block; its strings are written as JSON has them, which is YAML, too. */
function diagnostics(result: CheckResult): string[] {
  const { check, failures, durationMs, runs, failedRuns } = result;
  const { file, line, column } = failures[0]?.place ?? check.case.place;
  const list = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${name}:`, ...lines.map((text) => `  - ${jsonLine(text)}`)];
  return [
    '---',
    `message: ${jsonLine(failures.map(({ message }) => message).join('; '))}`,
    'severity: fail',
    `at: { file: ${jsonLine(file)}, line: ${line}, column: ${column} }`,
    `duration_ms: ${Math.round(durationMs * 1000) / 1000}`,
    ...(runs > 1 ? [`runs: ${runs}`, `failed_runs: ${failedRuns}`] : []),
    ...list(
      'difference',
      failures.flatMap((failure) => differenceLines(failure.difference).map(({ text }) => text)),
    ),
    ...list('not_run', notRunLines(result)),
    ...list('warnings', warningLines(result)),
    ...list('command_line', commandLines(result)),
    ...list('stderr', stderrLines(result)),
    `by_hand: ${jsonLine(check.byHand)}`,
    '...',
  ];
}
