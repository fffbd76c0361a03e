import { jsonLine } from './jsonLine.js';
import { type MessageIdentity, messageRecord } from './messageRecord.js';

/** The record of `list --json` for one message, without its line end. */
export function listRecordLine(identity: MessageIdentity): string {
  // The record does not tell a reply's reason.
  const latin1 = identity.summary.latin1
    ?.filter((name) => name !== 'reason')
    .map((name) => `message.${name}`);
  const message = messageRecord(identity);
  return jsonLine(latin1 === undefined || latin1.length === 0 ? { message } : { message, latin1 });
}
