import type { Expansion } from '../../server/pseudoVariables/expand.js';
import { jsonLine } from './jsonLine.js';
import { type MessageIdentity, messageRecord } from './messageRecord.js';
import { RecordText } from './recordText.js';

/** The JSON record of `expand` for one message (cli.md, "JSON records"), without its line end. */
export function expandRecordLine(
  identity: MessageIdentity,
  server: string,
  result: Expansion | { readonly outcome: 'dropped'; readonly reason: string },
): string {
  const texts = new RecordText(identity.summary.latin1?.map((name) => `message.${name}`));
  const record: Record<string, unknown> = { message: messageRecord(identity), server };
  if (result.outcome === 'expanded') {
    record.outcome = 'ran';
    record.text = texts.of('text', result.bytes);
  } else {
    record.outcome = result.outcome;
    record.reason = result.reason;
  }
  if (texts.latin1.length > 0) record.latin1 = texts.latin1;
  return jsonLine(record);
}
