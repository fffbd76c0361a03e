import type { EnvironmentEntry } from '../../exec/environmentEntry.js';
import type { ExecResult } from '../../exec/execResult.js';
import { execResultRecord } from '../json/execRecord.js';
import { jsonLine } from '../json/jsonLine.js';
import { type MessageIdentity, messageRecord } from '../json/messageRecord.js';
import { RecordText } from '../json/recordText.js';
import type { ResultDifference } from './differences.js';

/**
 * The JSON record of a request that two commands treat differently: the record of the new command's call, and in
 * `against` that of the old one's, with the names of what differs. One line without its line end.
 */
export function againstRecordLine(
  identity: MessageIdentity,
  before: ExecResult,
  after: ExecResult,
  differences: readonly ResultDifference[],
  daemonEnvironment: readonly EnvironmentEntry[],
): string {
  const texts = new RecordText(identity.summary.latin1?.map((name) => `message.${name}`));
  const ofOld = new RecordText();
  const record: Record<string, unknown> = {
    message: messageRecord(identity),
    ...execResultRecord(after, daemonEnvironment, texts),
    against: {
      differences: differences.map(({ aspect }) => aspect),
      ...execResultRecord(before, daemonEnvironment, ofOld),
    },
  };
  const latin1 = [...texts.latin1, ...ofOld.latin1.map((path) => `against.${path}`)];
  if (latin1.length > 0) record.latin1 = latin1;
  return jsonLine(record);
}
