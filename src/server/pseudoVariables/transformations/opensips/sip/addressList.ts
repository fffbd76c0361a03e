import { COMMA, GREATER, LESS, QUOTE } from '../../../../../sip/characters.js';
import { isWhite } from '../../../../../sip/whitespace.js';
import type { Transformation } from '../../transformation.js';

/** `{nameaddr.1.uri}` and its kin: the transformation of one address of a list, from the end where the index is negative. */
export function ofListedAddress(index: number, transform: Transformation): Transformation {
  return (value, call) => {
    const address = addressesOf(value).at(index);
    return address === undefined ? undefined : transform(address, call);
  };
}

/** The texts between commas outside of quotes and angle brackets, white space around them removed. */
function addressesOf(value: Buffer): Buffer[] {
  const addresses: Buffer[] = [];
  let start = 0;
  let isQuoted = false;
  let isEnclosed = false;
  for (let p = 0; p <= value.length; p++) {
    const byte = value[p];
    if (byte === QUOTE && !isEnclosed) isQuoted = !isQuoted;
    else if (!isQuoted && (byte === LESS || byte === GREATER)) isEnclosed = byte === LESS;
    if (p < value.length && (byte !== COMMA || isQuoted || isEnclosed)) continue;
    addresses.push(trimmed(value.subarray(start, p)));
    start = p + 1;
  }
  return addresses;
}

function trimmed(bytes: Buffer): Buffer {
  let start = 0;
  let end = bytes.length;
  while (start < end && isWhite(bytes[start])) start++;
  while (end > start && isWhite(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}
