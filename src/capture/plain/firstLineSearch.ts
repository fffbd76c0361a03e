import { sipStart } from '../content/sipFirstLine.js';
import { firstLineAt, headerPlaces, isHeaderLine, isKnownHeaderLine } from '../text/lines/firstLine.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** A header's name and the blanks before its colon are no longer; a longer start of a line is no header. */
const maxNameBytes = 100;
/** Of a longer line of a trace the rest is not looked at. */
const maxTracedBytes = 4096;
/** A longer line is no first line. */
const maxFirstLineBytes = 65_536;

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

  /**
   * Searches the lines that begin before `limit`. `start`: where the message's first line begins; `isAll`: no more bytes
   * come.
   */
  search(bytes: Buffer, start: number, limit: number, isAll: boolean): void {
    while (this.#line < limit) {
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
      if (isHeaderLine(bytes.toString('latin1', line, Math.min(end, line + maxNameBytes))))
        this.found.push(this.#candidate);
      this.#candidate = -1;
    }
    if (line > start && mayBeFirstLine(bytes, line, end) && sipStart(bytes, line, end) === line)
      this.#candidate = line;
  }
}

/**
 * Finds where, behind a message, a trace begins to show another one: a line that holds a SIP first line, be it behind a
 * logger's prefix or between the trace's own signs, followed by a line that holds a header in the same way.
 */
export class TracedLineSearch {
  #line = -1;
  #candidate = -1;
  #found = -1;

  /** Out: where the line begins; -1: none is there so far. `from`: where to begin, the first time. */
  search(bytes: Buffer, from: number, isAll: boolean): number {
    if (this.#line < 0) this.#line = from;
    while (this.#found < 0) {
      let end = bytes.indexOf(lineFeed, this.#line);
      if (end < 0) {
        if (!isAll || this.#line >= bytes.length) return -1;
        end = bytes.length;
      }
      this.#look(bytes.toString('latin1', this.#line, Math.min(end, this.#line + maxTracedBytes)));
      this.#line = end + 1;
    }
    return this.#found;
  }

  #look(text: string): void {
    if (text.trim() === '') return;
    if (this.#candidate >= 0 && (isKnownHeaderLine(text) || headerPlaces(text).length > 0))
      this.#found = this.#candidate;
    this.#candidate = text.includes('SIP/2.0') && firstLineAt(text) >= 0 ? this.#line : -1;
  }
}

/** A quick look whether a line begins with a version or ends with one. */
function mayBeFirstLine(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 11 || end - start > maxFirstLineBytes) return false;
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
