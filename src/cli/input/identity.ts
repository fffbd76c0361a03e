import type { MessageIdentity } from '../../report/json/messageRecord.js';
import type { InputMessage } from '../../run/input/inputMessage.js';

/** What reports say of a message. */
export function identityOf({ index, input, captured, summary }: InputMessage): MessageIdentity {
  const { frame, time, transport, source, destination } = captured;
  return { index, input, frame, time, transport, source, destination, summary };
}
