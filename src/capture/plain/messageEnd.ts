import { bodyLength } from '../content/framing.js';
import { registeredMethods, sipStart } from '../content/sipFirstLine.js';
import { firstLineAt } from '../text/lines/firstLine.js';
import { firstLineStart } from './firstLineSearch.js';

const lineFeed = 0x0a;

/** The longest body whose Content-Length is also taken to count CRLF where an editor left bare line feeds. */
const maxEditedBodyBytes = 65_536;

/** The longest first line that is waited for behind a message. */
const maxFirstLineBytes = 65_536;

/** What follows a message: a first line, something else, or what more input must tell. */
export type Follow = 'message' | 'other' | 'unknown';

/**
 * Where the body may end by Content-Length. A message with bare line feeds was perhaps edited, and the length counted them
 * as CRLF: it then has two ends. Without Content-Length the body may be empty. `start`: where the first line begins.
 */
export function bodyEnds(bytes: Buffer, start: number, bodyStart: number): readonly number[] {
  const length = Math.max(0, bodyLength(bytes, start, bodyStart));
  const counted = bodyStart + length;
  const firstEnd = bytes.indexOf(lineFeed, start);
  if (length === 0 || length > maxEditedBodyBytes || bytes[firstEnd - 1] === 0x0d) return [counted];
  let wire = 0;
  let at = bodyStart;
  for (; at < bytes.length && wire < length; at++) wire += bytes[at] === lineFeed ? 2 : 1;
  return wire < length ? [counted] : [at, counted];
}

/** What follows a body that ends at `end`, line ends passed over. */
export function whatFollows(bytes: Buffer, end: number): Follow {
  const next = firstLineStart(bytes, end);
  if (next === bytes.length) return 'unknown';
  const lineEnd = bytes.indexOf(lineFeed, next);
  if (lineEnd < 0) return bytes.length - next > maxFirstLineBytes ? 'other' : 'unknown';
  if (sipStart(bytes, next, lineEnd) !== next) return 'other';
  return next === end && isWithinFirstLine(bytes, next, lineEnd) ? 'other' : 'message';
}

/**
 * Whether what reads like a first line is the rest of one: `NVITE sip:…` behind a body that counts one byte too many.
 * A body may truly end without a line end, and the next message begin on its last line.
 */
function isWithinFirstLine(bytes: Buffer, at: number, lineEnd: number): boolean {
  const line = bytes.lastIndexOf(lineFeed, at - 1) + 1;
  if (line >= at) return false;
  const text = bytes.toString('latin1', line, Math.min(lineEnd, line + 2000));
  return beginsWithMethod(text) && firstLineAt(text) === 0 && !beginsWithMethod(text.slice(at - line));
}

function beginsWithMethod(text: string): boolean {
  return registeredMethods.has(text.slice(0, Math.max(0, text.indexOf(' '))));
}

const hasSdp = /^(?:content-type|c)[ \t]{0,8}:[ \t]{0,8}application\/sdp/im;
const hasType = /^(?:content-type|c)[ \t]{0,8}:/im;
const sdpLine = /^[a-z]=/;

/** Whether a header says that the body is SDP, in which no message can stand. */
export function isSdp(header: string): boolean {
  return hasSdp.test(header);
}

/** Where a body begins, where it ends as Content-Length counts it, and where the next message begins. */
interface Gap {
  readonly bodyStart: number;
  readonly counted: number;
  readonly next: number;
}

/**
 * Where text begins that stands between a body and the next message and belongs to neither, as between messages in a mail.
 * -1 where only line ends stand between, or where the text is the rest of the body, so that Content-Length is wrong.
 */
export function textBetween(bytes: Buffer, header: string, { bodyStart, counted, next }: Gap): number {
  if (isSdp(header)) {
    const end = sdpEnd(bytes, bodyStart, next);
    return firstLineStart(bytes, end) < next ? end : -1;
  }
  if (counted > next || firstLineStart(bytes, counted) >= next) return -1;
  const gap = bytes.toString('latin1', counted, Math.min(next, counted + 8));
  if (bytes[counted - 1] !== lineFeed) return /^\r?\n\r?\n/.test(gap) ? counted : -1;
  return /^\r?\n/.test(gap) || !hasType.test(header) ? counted : -1;
}

/** Whether a reader of texts would take the line at `at` for a message's first. */
export function isFirstLineOfText(bytes: Buffer, at: number): boolean {
  const lineEnd = bytes.indexOf(lineFeed, at);
  return firstLineAt(bytes.toString('latin1', at, lineEnd < 0 ? bytes.length : lineEnd)) === 0;
}

/** Where the lines of SDP end. */
function sdpEnd(bytes: Buffer, bodyStart: number, limit: number): number {
  let at = bodyStart;
  while (at < limit && sdpLine.test(bytes.toString('latin1', at, at + 2))) {
    const lineEnd = bytes.indexOf(lineFeed, at);
    if (lineEnd < 0) return limit;
    at = lineEnd + 1;
  }
  return Math.min(at, limit);
}

/**
 * Where a message ends whose body goes on to the next message at `next`, whatever Content-Length says. One line end belongs
 * to the body; further ones before `next` only separate the two messages.
 */
export function naturalEnd(bytes: Buffer, bodyStart: number, next: number): number {
  let end = next;
  while (end > bodyStart && (bytes[end - 1] === lineFeed || bytes[end - 1] === 0x0d)) end--;
  if (end === bodyStart) return bodyStart;
  const lineEnd = bytes.indexOf(lineFeed, end);
  return lineEnd < 0 ? next : Math.min(next, lineEnd + 1);
}
