import { type Address, parseAddress } from '../sip/address.js';
import type { Malformed } from '../sip/span.js';
import type { ServerMessage } from './serverMessage.js';

/** The From of the message, parsed as its server parses it; undefined where there is none. */
export function fromOf(message: ServerMessage): Address | Malformed | undefined {
  const header = message.header('from');
  if (header === undefined) return undefined;
  return parseAddress(message.bytes, header.bodyStart, header.bodyEnd, message.profile.from);
}
