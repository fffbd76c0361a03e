import { isSipVersion } from '../../sip/firstLine/sipVersion.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const blank = 0x20;
const colon = 0x3a;
const tab = 0x09;

/** 1 for the bytes that a method may hold: the characters of a token, RFC 3261 §25.1. */
const tokenBytes = new Uint8Array(256);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~") {
  tokenBytes[character.charCodeAt(0)] = 1;
}

/** Longest run of line ends, blanks and NULs before a first line. */
const maxFillerBytes = 64;

/** Longest method of which a segment of a connection may hold the first part alone; servers have no such limit. */
const maxCutMethodBytes = 64;

/**
 * Where in `bytes` the first line of a SIP message begins, when what stands from `start` to `end` is one:
 * after what servers pass over (line ends, RFC 3261 §7.5; some blanks and NULs too) and after a byte order mark.
 * -1 where it is anything else. Only the first line is judged, in either case of letters; one that the data's
 * end cuts before its version is not SIP.
 */
export function sipStart(bytes: Buffer, start: number, end: number): number {
  let at = start;
  let byte = at < end ? (bytes[at] as number) : 0;
  if (byte === 0xef && end - at > 3 && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) {
    at += 3;
    byte = bytes[at] as number;
  }
  while (isFiller(byte)) {
    at++;
    if (at >= end || at - start > maxFillerBytes) return -1;
    byte = bytes[at] as number;
  }
  if (tokenBytes[byte] === 0) return -1;
  return isStatusLine(bytes, at, end) || isRequestLine(bytes, at, end) ? at : -1;
}

/**
 * The same for a datagram, which is there as a whole: any number of line ends, blanks and NULs may stand before the first
 * line.
 */
export function datagramStart(bytes: Buffer, start: number, end: number): number {
  const first = bytes[start] as number;
  return sipStart(bytes, isFiller(first) ? skipFiller(bytes, start, end) : start, end);
}

/**
 * The same for a request whose method may hold any bytes but blanks and line ends: a line of three words of which the last
 * is the version. -1 where there is no such line. Also -1 where the first word ends in a control character and a registered
 * method: that is the header of an unknown tunnel with an ordinary request behind it.
 */
export function oddSipStart(bytes: Buffer, start: number, end: number): number {
  // Not `indexOf`, which would search on behind the packet, in all that was read of the file.
  let lineEnd = start;
  while (lineEnd < end && bytes[lineEnd] !== lineFeed) lineEnd++;
  if (lineEnd === end) return -1;
  let last = lineEnd;
  while (last > start && isFiller(bytes[last - 1] as number)) last--;
  if (last - start < 11 || !isSipVersion(bytes, last - 7, last) || !isBlank(bytes[last - 8] as number))
    return -1;
  const first = skipFiller(bytes, start, lineEnd);
  let methodEnd = first;
  while (methodEnd < lineEnd && (bytes[methodEnd] as number) !== blank) {
    const byte = bytes[methodEnd] as number;
    if (byte === carriageReturn || byte === tab) return -1;
    methodEnd++;
  }
  const uri = skipBlanks(bytes, methodEnd, lineEnd);
  const isRequest = methodEnd > first && uri < last - 8 && !hasBlank(bytes, uri, last - 8);
  return isRequest && !endsInHiddenMethod(bytes, first, methodEnd) ? first : -1;
}

/** The methods of SIP's RFCs (IANA's registry of SIP methods). */
export const registeredMethods: ReadonlySet<string> = new Set(
  'ACK BYE CANCEL INFO INVITE MESSAGE NOTIFY OPTIONS PRACK PUBLISH REFER REGISTER SUBSCRIBE UPDATE'.split(
    ' ',
  ),
);

/** Whether a registered method stands at the end of the word, behind a control character. */
function endsInHiddenMethod(bytes: Buffer, start: number, end: number): boolean {
  let at = end;
  while (at > start && tokenBytes[bytes[at - 1] as number] === 1) at--;
  return (
    at > start &&
    (bytes[at - 1] as number) < blank &&
    registeredMethods.has(bytes.toString('latin1', at, end))
  );
}

function hasBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isBlank(bytes[at] as number)) return true;
  return false;
}

function skipFiller(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && isFiller(bytes[at] as number)) at++;
  return at;
}

/** Whether the bytes from `start` to `end` begin with a method or version and a blank, or could do so once more bytes come. */
export function beginsWithToken(bytes: Buffer, start: number, end: number): boolean {
  const limit = Math.min(end, start + maxCutMethodBytes + 1);
  for (let at = start; at < limit; at++) {
    const byte = bytes[at] as number;
    if (isBlank(byte)) return at > start;
    if (tokenBytes[byte] === 0 && byte !== 0x2f) return false;
  }
  return end - start <= maxCutMethodBytes;
}

/** `SIP/2.0 200`: a version, a blank and three digits that end there. */
function isStatusLine(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 11 || !isSipVersion(bytes, start, end)) return false;
  let at = start + 7;
  if (bytes[at] !== blank) return false;
  while (at < end && bytes[at] === blank) at++;
  if (at + 3 > end) return false;
  for (const stop = at + 3; at < stop; at++) {
    if (!isDigit(bytes[at] as number)) return false;
  }
  return at === end || (bytes[at] as number) <= blank;
}

/** A token, a blank, something, a blank, `SIP/2.0` and the line's end. */
function isRequestLine(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at < end && tokenBytes[bytes[at] as number] === 1) at++;
  if (at >= end || !isBlank(bytes[at] as number)) return false;
  const uriStart = skipBlanks(bytes, at, end);
  let lastWord = uriStart;
  let blanks = 0;
  for (at = uriStart; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte > blank) continue;
    if (byte === lineFeed || byte === carriageReturn) break;
    if (!isBlank(byte)) return false;
    const next = skipBlanks(bytes, at, end);
    if (next < end && (bytes[next] as number) > blank) {
      lastWord = next;
      blanks++;
    }
    at = next - 1;
  }
  if (lastWord === uriStart || !isSipVersion(bytes, lastWord, end)) return false;
  const after = lastWord + 7;
  // A URI with blanks in it is still a request that a server may be sent; a line of prose is not.
  if (after < end && (bytes[after] as number) > blank) return false;
  return blanks === 1 || hasColonBeforeBlank(bytes, uriStart, end);
}

function hasColonBeforeBlank(bytes: Buffer, from: number, end: number): boolean {
  let at = from;
  while (at < end && bytes[at] !== colon && (bytes[at] as number) > blank) at++;
  return at < end && bytes[at] === colon;
}

function skipBlanks(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at] as number)) at++;
  return at;
}

/** What one server or another passes over before a first line: line ends, blanks, NULs. */
function isFiller(byte: number): boolean {
  return byte <= blank && (byte === lineFeed || byte === carriageReturn || byte === blank || byte === 0);
}

function isBlank(byte: number): boolean {
  return byte === blank || byte === tab;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
