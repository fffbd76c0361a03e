import type { Place } from '../../errors.js';
import type { EnvironmentEntry } from '../../exec/environmentEntry.js';
import type { Warning } from '../../warnings.js';
import { seenEnvironment } from '../seenEnvironment.js';
import { jsonLine } from './jsonLine.js';
import { type MessageIdentity, messageRecord } from './messageRecord.js';
import { RecordText } from './recordText.js';

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
  const texts = new RecordText(identity.summary.latin1?.map((name) => `message.${name}`));
  const record: Record<string, unknown> = {
    message: messageRecord(identity),
    server: report.server,
    outcome: report.outcome,
  };
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
  if (texts.latin1.length > 0) record.latin1 = texts.latin1;
  return jsonLine(record);
}
