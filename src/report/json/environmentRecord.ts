import type { Place } from '../../errors.js';
import type { EnvironmentEntry } from '../../exec/environment.js';
import type { Warning } from '../../warnings.js';
import { seenEnvironment } from '../seenEnvironment.js';
import { type MessageIdentity, messageRecordLine } from './messageRecord.js';
import type { RecordText } from './recordText.js';

/** What a call would see for one message. */
export type EnvironmentReport = {
  readonly server: string;
  readonly warnings: readonly Warning[];
  /** Values of pseudo-variables that were asked for. */
  readonly pseudoVariables?: readonly (readonly [name: string, value: Buffer])[];
} & (
  | { readonly outcome: 'ran'; readonly entries: readonly EnvironmentEntry[] }
  | { readonly outcome: 'refused' | 'dropped'; readonly reason: string; readonly place?: Place }
);

/** The JSON record of `env` for one message (cli.md, "JSON records"), without its line end. */
export function environmentRecordLine(
  identity: MessageIdentity,
  report: EnvironmentReport,
  daemonEnvironment: readonly EnvironmentEntry[],
): string {
  return messageRecordLine(identity, (texts) => reportRecord(report, daemonEnvironment, texts));
}

function reportRecord(
  report: EnvironmentReport,
  daemonEnvironment: readonly EnvironmentEntry[],
  texts: RecordText,
): Record<string, unknown> {
  const record: Record<string, unknown> = { server: report.server, outcome: report.outcome };
  if (report.outcome === 'ran') {
    record.environment = texts.environment(seenEnvironment(daemonEnvironment, report.entries));
    record.environmentBlock = texts.block(report.entries);
  } else {
    record.reason = report.reason;
  }
  if (report.pseudoVariables !== undefined && report.pseudoVariables.length > 0) {
    const values = report.pseudoVariables.map(([name, value]) => [
      name,
      texts.of(`pseudoVariables.${name}`, value),
    ]);
    record.pseudoVariables = Object.fromEntries(values);
  }
  record.warnings = report.warnings;
  return record;
}
