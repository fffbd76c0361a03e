import { type Address, parseAddress } from '../../sip/headers/address/address.js';
import type { Malformed } from '../../sip/span.js';
import type { ServerMessage } from './serverMessage.js';

/** The From of the message, parsed as its server parses it; undefined where there is none. */
export function fromOf(message: ServerMessage): Address | Malformed | undefined {
  const header = message.header('from');
  if (header === undefined || header.from !== undefined) return header?.from;
  // The servers hand over one byte more than the body has: its line end.
  const end = Math.min(header.bodyEnd + 1, message.bytes.length);
  return parseAddress(message.bytes, header.bodyStart, end, message.profile.from);
}
