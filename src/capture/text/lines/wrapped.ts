import { isHeaderLine } from './firstLine.js';

/** Widths of terminals, of which one line that was wrapped at it is proof enough; of another width there must be two. */
const usualWidths: ReadonlySet<number> = new Set([80, 100, 120, 132, 160, 200]);
/** No terminal is narrower. */
const minWidthColumns = 60;
const schemeAtStart = /^(?:sips?|tels?|urn|https?):/i;

/** The lines of a message, and the first of them (from 0) that was put together again or is broken. */
export interface Unwrapped {
  readonly lines: readonly string[];
  /** How many columns the terminal had that wrapped the lines; undefined where none did. */
  readonly width?: number;
  /** The first line of the header that is no header: `joined` to the one before, or left as it is. */
  readonly at?: number;
}

/**
 * Joins the header lines of a message again that a terminal wrapped. In: the lines from the first line on. It is done only where
 * nothing else explains the lines: all lines of the header that are as long as the longest have one behind them that is no
 * header and no folded line (RFC 3261 §7.3.1), no other line has such a one, and the width is a terminal's or occurs twice.
 */
export function unwrapped(lines: readonly string[]): Unwrapped {
  // Some traces lack the empty line before SDP.
  const end = lines.findIndex((line, at) => at > 0 && (line.trim() === '' || /^v=0\r?$/.test(line)));
  const header = lines.slice(0, end < 0 ? lines.length : end).map((line) => line.replace(/\r$/, ''));
  const broken = header.findIndex((line, at) => at > 0 && isContinuation(line));
  if (broken < 0) return { lines };
  const width = Math.max(...header.map((line) => line.length));
  const full = header.flatMap((line, at) => (line.length === width ? [at] : []));
  const isWrapped =
    width >= minWidthColumns &&
    (full.length > 1 || usualWidths.has(width)) &&
    header.every((line, at) => at === 0 || isContinuation(line) === (header[at - 1]?.length === width));
  if (!isWrapped) return { lines, at: broken };
  const joined: string[] = [];
  for (const [at, line] of lines.entries()) {
    const isSecond = at < header.length && at > 0 && header[at - 1]?.length === width;
    if (isSecond) joined.push(`${(joined.pop() as string).replace(/\r$/, '')}${line}`);
    else joined.push(line);
  }
  return { lines: joined, width, at: broken };
}

function isContinuation(line: string): boolean {
  return !/^[ \t]/.test(line) && (!isHeaderLine(line) || schemeAtStart.test(line));
}
