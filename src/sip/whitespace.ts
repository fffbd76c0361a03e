import { CR, isBlank, isLineEnd, LF } from './characters.js';

/**
 * Where the linear white space that starts at `at` ends: blanks, and line ends (CR LF or LF) that a blank follows
 * (LWS of RFC 3261 §25.1). A line end that no blank follows ends the header, and is not skipped.
 */
export function skipLinearWhitespace(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end) {
    const byte = bytes[p];
    if (isBlank(byte)) p += 1;
    else if (byte === LF && p + 1 < end && isBlank(bytes[p + 1])) p += 2;
    else if (byte === CR && p + 2 < end && bytes[p + 1] === LF && isBlank(bytes[p + 2])) p += 3;
    else break;
  }
  return p;
}

/** Whether the byte is a blank or belongs to a line end. */
export function isWhite(byte: number | undefined): boolean {
  return isBlank(byte) || isLineEnd(byte);
}

/** Where the blanks and line ends that start at `at` end, folded or not. */
export function skipWhite(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isWhite(bytes[p])) p++;
  return p;
}

/** Where the blanks that start at `at` end. */
export function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isBlank(bytes[p])) p++;
  return p;
}

/** Where the run of bytes that are neither blanks nor line ends stops. */
export function skipWord(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && !isBlank(bytes[p]) && !isLineEnd(bytes[p])) p++;
  return p;
}

/**
 * Where the next line begins, when a line end begins at `at`: CR LF, LF, or a lone CR, which the servers' header
 * automata take as a line end too.
 */
export function afterLineEnd(bytes: Uint8Array, at: number, end: number): number {
  return bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF ? at + 2 : at + 1;
}
