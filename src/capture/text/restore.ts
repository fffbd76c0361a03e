import { bodyStart, contentLength } from './contentLength.js';

/** A message put together from a text, as latin1. */
export interface Restored {
  readonly text: string;
  /** How many bytes of its end the text lacks, by the message's own account; 0: it is whole. */
  readonly missing: number;
  /** Whether carriage returns that the text had lost were put back. */
  readonly changed: boolean;
}

/**
 * Puts a message together from the lines that a trace has of it: what belongs to it by its length, with the CRs that
 * the trace dropped. `text` is what stands between the entry's heading and the next one, without the line ends
 * that the format puts behind each message. `wireBytes`: the length the trace tells, if it does. Where the CRs are
 * gone, the header's lines get them back; the body's lines get them if the length then fits, or else stay as
 * they are (an XML body may truly have bare line feeds).
 */
export function restoreMessage(text: string, wireBytes?: number): Restored {
  if (keepsCarriageReturns(text) || fitsAsItIs(text, wireBytes)) return cutTo(text, wireBytes ?? text.length);
  const split = bodyStart(text);
  const header = split < 0 ? `${withoutLast(text, '\n')}\n\n` : text.slice(0, split);
  const body = split < 0 ? '' : text.slice(split);
  const wireHeader = withCarriageReturns(header);
  const announced = contentLength(header);
  const length = wireBytes === undefined ? announced : wireBytes - wireHeader.length;
  const restored = restoreBody(body, length !== undefined && length >= 0 ? length : announced);
  return { text: wireHeader + restored.text, missing: restored.missing, changed: true };
}

/** Whether a message is complete by its own Content-Length, CRs restored; where it has none, its header counts. */
export function isComplete(text: string): boolean {
  const split = bodyStart(text);
  if (split < 0) return false;
  const length = contentLength(text.slice(0, split)) ?? 0;
  const body = text.slice(split);
  return keepsCarriageReturns(text) ? body.length >= length : withCarriageReturns(body).length >= length;
}

/** Whether something but line ends and further messages stands behind a message that is whole by its own Content-Length. */
export function goesOnBehind(text: string): boolean {
  let rest = withCarriageReturns(text);
  for (;;) {
    const split = bodyStart(rest);
    const length = split < 0 ? undefined : contentLength(rest.slice(0, split));
    if (length === undefined || rest.length <= split + length + 2) return false;
    rest = rest.slice(split + length);
    if (!nextFirstLine.test(rest)) return true;
  }
}

/** Whether the first line ends with a CR: then the trace kept them all. */
function keepsCarriageReturns(text: string): boolean {
  let start = 0;
  while (text[start] === '\n' || text[start] === '\r') start += 1;
  const lineFeed = text.indexOf('\n', start);
  return lineFeed > 0 && text[lineFeed - 1] === '\r';
}

/** Whether the text without its last empty lines has just the length that the trace tells: its LFs were bare. */
function fitsAsItIs(text: string, wireBytes: number | undefined): boolean {
  return wireBytes !== undefined && text.length >= wireBytes && /^\n*$/.test(text.slice(wireBytes));
}

/**
 * Puts the CRs back into a piece of a stream that had `wireBytes` on the wire: the piece may begin and end anywhere.
 * The lines of headers get theirs first; a CR that was the piece's last byte had been dropped, too.
 */
export function restorePiece(text: string, wireBytes: number): string {
  const lacking = wireBytes - text.length;
  if (lacking <= 0) return text.slice(0, wireBytes);
  const ends = bareLineFeeds(text);
  if (lacking === ends.all.length + 1) return `${withCarriageReturns(text)}\r`;
  if (lacking >= ends.all.length) return withCarriageReturns(text);
  const chosen =
    lacking === ends.headers.length ? ends.headers : withoutFirst(ends.all, text).slice(0, lacking);
  let restored = '';
  let from = 0;
  for (const at of chosen) {
    restored += `${text.slice(from, at)}\r`;
    from = at;
  }
  return restored + text.slice(from);
}

/** An LF that a piece begins with had its CR in the piece before. */
function withoutFirst(lineFeeds: readonly number[], text: string): readonly number[] {
  return text.startsWith('\n') ? lineFeeds.slice(1) : lineFeeds;
}

/** Where the bare LFs of a text are, and which of them end a line of a SIP header. */
function bareLineFeeds(text: string): { all: number[]; headers: number[] } {
  const all: number[] = [];
  const headers: number[] = [];
  let inHeader = false;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const line = text.slice(start, at);
    if (/SIP\/2\.0$|^SIP\/2\.0 \d{3}/.test(line)) inHeader = true;
    if (text[at - 1] !== '\r') {
      all.push(at);
      if (inHeader) headers.push(at);
    }
    if (line === '' && start > 0) inHeader = false;
    start = at + 1;
  }
  return { all, headers };
}

function cutTo(text: string, length: number): Restored {
  return { text: text.slice(0, length), missing: Math.max(0, length - text.length), changed: false };
}

function restoreBody(body: string, length: number | undefined): { text: string; missing: number } {
  const wireBody = withCarriageReturns(body);
  if (length === undefined) return { text: withOneLineEnd(body), missing: 0 };
  if (endsALine(wireBody, length)) return { text: wireBody.slice(0, length), missing: 0 };
  if (endsALine(body, length)) return { text: body.slice(0, length), missing: 0 };
  // tcpdump drops a CR that is the last byte of a packet, too.
  if (length === wireBody.length + 1) return { text: `${wireBody}\r`, missing: 0 };
  const mixed = withSomeCarriageReturns(body, length);
  if (mixed !== undefined) return { text: mixed, missing: 0 };
  return { text: wireBody.slice(0, length), missing: Math.max(0, length - wireBody.length) };
}

/** Whether `length` bytes of a body end where a line ends, or where the text does. */
function endsALine(body: string, length: number): boolean {
  if (length === 0 || length === body.length) return true;
  if (length > body.length) return false;
  return body[length - 1] === '\n' || body[length] === '\n' || body.startsWith('\r\n', length);
}

/** A body that fits its length when its first lines have CRs and the others not: a multipart of SDP and XML. */
function withSomeCarriageReturns(body: string, length: number): string | undefined {
  const trimmed = withoutLast(body, '\n');
  const missing = length - trimmed.length;
  const lineFeeds = trimmed.split('\n').length - 1;
  if (missing <= 0 || missing > lineFeeds) return undefined;
  let left = missing;
  return trimmed.replace(/\n/g, (lineFeed) => (left-- > 0 ? '\r\n' : lineFeed));
}

const nextFirstLine = /^(?:\S+ \S+ SIP\/2\.0\r?\n|SIP\/2\.0 \d{3} )/;

/**
 * Where a message ends by its Content-Length, or the last of several that follow each other, if nothing but LFs stands
 * behind it; else -1.
 */
export function endByLength(text: string): number {
  for (let start = 0; ; ) {
    const message = text.slice(start);
    const split = bodyStart(message);
    const length = split < 0 ? undefined : contentLength(message.slice(0, split));
    if (length === undefined || message.length < split + length) return -1;
    const rest = message.slice(split + length);
    start += split + length;
    if (/^\n*$/.test(rest)) return start;
    if (!nextFirstLine.test(rest)) return -1;
  }
}

/**
 * Takes away what a text goes on with behind the line end that its format puts behind each message, where the message has
 * kept its CRs and its Content-Length tells its end.
 */
export function withoutTextBehind(text: string): string {
  if (!keepsCarriageReturns(text)) return text;
  const split = bodyStart(text);
  const length = split < 0 ? undefined : contentLength(text.slice(0, split));
  if (length === undefined) return text;
  const rest = text.slice(split + length);
  const ends = /^\r?\n(?:\r?\n)?/.exec(rest)?.[0];
  return ends === undefined || rest.trim() === '' ? text : text.slice(0, split + length) + ends;
}

/** Takes away empty lines behind a message whose Content-Length tells where its body ends; else the last `count` LFs. */
export function trimLineFeeds(text: string, count: number): string {
  const counted = endByLength(text);
  if (counted >= 0) return text.slice(0, counted);
  let end = text.length;
  while (end > text.length - count && text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}

/** A body of unknown length: its lines ended by CRLF, and one such end behind the last that is not empty. */
function withOneLineEnd(body: string): string {
  const trimmed = withoutLast(body, '\n');
  return trimmed === body ? withCarriageReturns(body) : `${withCarriageReturns(trimmed)}\r\n`;
}

/** The text without the `character`s at its end. (A regular expression would take the square of their number.) */
export function withoutLast(text: string, character: '\n' | ' '): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}

/** Every bare LF as CRLF. */
export function withCarriageReturns(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
