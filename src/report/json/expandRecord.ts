import { guessedValues } from '../../exec/warnings/guessedValues.js';
import type { Expansion } from '../../server/pseudoVariables/expand.js';
import { type MessageIdentity, messageRecordLine } from './messageRecord.js';

/** The JSON record of `expand` for one message (cli.md, "JSON records"), without its line end. */
export function expandRecordLine(
  identity: MessageIdentity,
  server: string,
  result: Expansion | { readonly outcome: 'dropped'; readonly reason: string },
): string {
  return messageRecordLine(identity, (texts) =>
    result.outcome === 'expanded'
      ? {
          server,
          outcome: 'ran',
          text: texts.of('text', result.bytes),
          warnings: guessedValues(result.spans),
        }
      : { server, outcome: result.outcome, reason: result.reason },
  );
}
