import { sipStart } from '../content/sipFirstLine.js';
import { isHeaderLine } from '../text/lines/firstLine.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** No header's name is longer, with the blanks before its colon. */
const longestName = 100;
/** A longer line is no first line. */
const longestFirstLine = 65_536;

/**
 * Finds the lines within a message, its first one left out, that begin like a SIP message and have a header line behind
 * them. The message's bytes may come little by little: each search goes on where the last one ended.
 */
export class FirstLineSearch {
  /** Where the lines that were found begin, from the message's start. */
  readonly found: number[] = [];
  /** Where the line begins that comes next. */
  #line = 0;
  /** A line that begins like a message, of which the next line must tell more; -1: none. */
  #candidate = -1;

  /** Searches what is there of the message. `start`: where its first line begins; `isAll`: no more of it comes. */
  search(bytes: Buffer, start: number, isAll: boolean): void {
    for (;;) {
      let end = bytes.indexOf(lineFeed, this.#line);
      if (end < 0) {
        if (!isAll || this.#line >= bytes.length) return;
        end = bytes.length;
      }
      this.#look(bytes, start, end);
      this.#line = end + 1;
    }
  }

  #look(bytes: Buffer, start: number, end: number): void {
    const line = this.#line;
    if (this.#candidate >= 0) {
      if (isHeaderLine(bytes.toString('latin1', line, Math.min(end, line + longestName))))
        this.found.push(this.#candidate);
      this.#candidate = -1;
    }
    if (line > start && mayBeFirstLine(bytes, line, end) && sipStart(bytes, line, end) === line)
      this.#candidate = line;
  }
}

/** A quick look whether a line begins with a version or ends with one. */
function mayBeFirstLine(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 11 || end - start > longestFirstLine) return false;
  if (((bytes[start] as number) | 0x20) === 0x73 && bytes[start + 3] === 0x2f) return true;
  let last = end - 1;
  while (last > start && (bytes[last] as number) <= 0x20) last--;
  return bytes[last - 1] === 0x2e && bytes[last - 3] === 0x2f;
}

/** The first byte from `from` on that is no part of a line end. */
export function firstLineStart(bytes: Buffer, from = 0): number {
  let at = from;
  while (at < bytes.length && (bytes[at] === carriageReturn || bytes[at] === lineFeed)) at++;
  return at;
}
