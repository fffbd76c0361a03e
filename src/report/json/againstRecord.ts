import type { EnvironmentEntry } from '../../exec/environment.js';
import type { ExecResult } from '../../exec/execResult.js';
import type { ResultDifference } from '../comparison/resultDifferences.js';
import { execResultRecord } from './execRecord.js';
import { type MessageIdentity, messageRecordLine } from './messageRecord.js';

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
  return messageRecordLine(identity, (texts) => ({
    ...execResultRecord(after, daemonEnvironment, texts),
    against: {
      differences: differences.map(({ aspect }) => aspect),
      ...execResultRecord(before, daemonEnvironment, texts.within('against')),
    },
  }));
}
