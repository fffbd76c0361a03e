import { isUtf8 } from 'node:buffer';
import { type ShownAs, shownText } from '../../shownText.js';

/** Bytes that came from a message or a command, as people are shown text; bytes that are no UTF-8 as `\xE9`. */
export function visible(bytes: Buffer, as: Exclude<ShownAs, 'exact'>): string {
  return shownText(isUtf8(bytes) ? bytes.toString('utf8') : escapeHighBytes(bytes), as);
}

function escapeHighBytes(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) {
    text += byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase()}`;
  }
  return text;
}
