import { HeaderScan } from './headerScan.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Where the body begins: behind the empty line that ends the header, lines ended by CRLF or a bare LF.
 * `from` is where to look from: the first line's start, or as far as an earlier look went. -1: no empty line yet.
 */
export function headerEnd(bytes: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] !== lineFeed) continue;
    const next = bytes[at + 1];
    if (at + 1 < end && next === lineFeed) return at + 2;
    if (at + 2 < end && next === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
  }
  return -1;
}

/**
 * The value of Content-Length in the header from `start` to `end`: -1 where there is none, -2 where its value is
 * no number.
 */
export function bodyLength(bytes: Buffer, start: number, end: number): number {
  const scan = new HeaderScan();
  scan.scan(bytes, start, end);
  return scan.contentLength;
}
