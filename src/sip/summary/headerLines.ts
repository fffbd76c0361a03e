import { withoutTrailing } from '../withoutTrailing.js';

/**
 * Finds headers in the bytes of a message without being any server: `list`, the selection of messages and the guess at
 * a message's way look at messages that no server has received yet, and look at many. Whoever wants to know what a
 * server makes of a header reads it with that server's rules (server/message/headerReader.ts); whoever cuts a stream into
 * messages needs only Content-Length, from bytes that come little by little (capture/content/headerScan.ts).
 */

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const colon = 0x3a;
const hyphen = 0x2d;
const blank = 0x20;

/** How far into a message headers are looked for. */
export const searchedBytes = 65_536;

/** Where in a message a text stands; `start` is -1 where there is none. */
export interface FoundSpan {
  start: number;
  end: number;
}

/** How many bytes a span has; none where nothing was found. */
export function lengthOf({ start, end }: FoundSpan): number {
  return start < 0 ? 0 : end - start;
}

/**
 * The value of the first header with one of two names, given in lower case, as text of one character a byte: unfolded
 * (RFC 3261 §7.3.1), without the white space around it. Undefined where there is none.
 */
export function headerText(bytes: Buffer, name: string, compactName: string): string | undefined {
  for (const text of headerTexts(bytes, name, compactName)) return text;
  return undefined;
}

/** The values of all such headers, in order. */
export function* headerTexts(bytes: Buffer, name: string, compactName: string): Generator<string, void> {
  const end = Math.min(bytes.length, searchedBytes);
  const value: FoundSpan = { start: -1, end: -1 };
  let lineEnd = nextOf(lineFeed, bytes, firstLineStart(bytes, end), end);
  for (let line = lineEnd + 1; line < end; line = lineEnd + 1) {
    lineEnd = nextOf(lineFeed, bytes, line, end);
    if (withoutReturn(bytes, lineEnd) <= line) return;
    if (!isNamed(bytes, line, lineEnd, name) && !isNamed(bytes, line, lineEnd, compactName)) continue;
    lineEnd = endOfFolded(bytes, lineEnd, end);
    setValue(value, bytes, line, lineEnd);
    yield unfolded(bytes.toString('latin1', value.start, value.end));
  }
}

/** A header's value in one line (RFC 3261 §7.3.1). */
export function unfolded(value: string): string {
  if (!value.includes('\n')) return value;
  const lines = value.split(/\r?\n[ \t]+/);
  return lines.map((line, i) => (i < lines.length - 1 ? withoutTrailing(line, ' \t') : line)).join(' ');
}

/** Where the first line begins: a byte order mark, blank lines and NULs before it are passed over. */
export function firstLineStart(bytes: Buffer, end: number): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < end && ((bytes[at] as number) === 0 || isWhite(bytes[at] as number))) at++;
  return at;
}

/** Where the next such byte stands, at most `end`. Node looks for it several times as fast as a loop here would. */
export function nextOf(byte: number, bytes: Buffer, from: number, end: number): number {
  const at = bytes.indexOf(byte, from);
  return at < 0 || at > end ? end : at;
}

/** Where the line that ends at `lineEnd` ends without its CR. */
export function withoutReturn(bytes: Buffer, lineEnd: number): number {
  return bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
}

/** Where the last of the lines ends that are folded into the one that ends at `lineEnd`. */
export function endOfFolded(bytes: Buffer, lineEnd: number, end: number): number {
  let last = lineEnd;
  while (last + 1 < end && isBlank(bytes[last + 1])) last = nextOf(lineFeed, bytes, last + 1, end);
  return last;
}

/** Whether the header line has this name, given in lower case, in any case of letters. */
export function isNamed(bytes: Buffer, line: number, lineEnd: number, name: string): boolean {
  let at = line;
  for (let index = 0; index < name.length; index++, at++) {
    const code = name.charCodeAt(index);
    const byte = bytes[at] as number;
    if (byte !== code && (code === hyphen || (byte | 0x20) !== code)) return false;
  }
  while (at < lineEnd && isBlank(bytes[at])) at++;
  return at < lineEnd && bytes[at] === colon;
}

/** Sets the span to the value of a header line, without the white space around it. */
export function setValue(span: FoundSpan, bytes: Buffer, line: number, lineEnd: number): void {
  let start = line;
  while (bytes[start] !== colon) start++;
  start++;
  let end = lineEnd;
  while (start < end && isWhite(bytes[start] as number)) start++;
  while (end > start && isWhite(bytes[end - 1] as number)) end--;
  span.start = start;
  span.end = end;
}

function isBlank(byte: number | undefined): boolean {
  return byte === blank || byte === 0x09;
}

function isWhite(byte: number): boolean {
  return byte === blank || (byte >= 0x09 && byte <= 0x0d);
}
