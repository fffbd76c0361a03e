import { HeaderScan } from '../content/headerScan.js';
import { beginsWithToken, sipStart } from '../content/sipFirstLine.js';
import type { Arrival } from '../messageOutput.js';
import type { StreamContent, StreamPlace } from './streamContent.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const colon = 0x3a;
/** Longest first line; a URI longer than this is no accident. */
const maxFirstLineBytes = 8 * 1024;
const maxHeaderBytes = 2 * 1024 * 1024;
const maxMessageBytes = 4 * 1024 * 1024;

/**
 * Cuts SIP messages out of a stream by Content-Length (RFC 3261 §18.3). Line ends between messages are
 * keep-alives (RFC 5626 §3.5.1). A message without Content-Length takes what its segment brought.
 */
export class SipStream implements StreamContent {
  readonly mayHoldSip = true;
  readonly #header = new HeaderScan();
  /** How far the message at hand was looked at, from its start; 0 before its first line was. */
  #searched = 0;
  /** Whether its first line was seen whole. */
  #hasFirstLine = false;
  /** Its length, once its header has come; 0 before. */
  #messageLength = 0;
  /** Whether bytes are missing before this place, so that a message may begin anywhere. */
  #lost: boolean;

  constructor(
    readonly place: StreamPlace,
    startsMidStream = false,
  ) {
    this.#lost = startsMidStream;
  }

  get isSearching(): boolean {
    return this.#lost && !this.#hasFirstLine;
  }

  read(bytes: Buffer, start: number, end: number, arrival: Arrival): number {
    let at = start;
    for (;;) {
      if (this.isSearching) {
        this.#forget();
        at = nextMessage(bytes, at, end);
      } else if (this.#searched === 0) at = skipLineEnds(bytes, at, end);
      if (at >= end) return end - start;
      const length = this.#lengthOfMessage(bytes, at, end, arrival);
      if (length < 0) {
        this.#lose();
        at -= length;
        continue;
      }
      if (length === 0 || length > end - at) return at - start;
      this.#emit(bytes, at, at + length, arrival, 0);
      at += length;
    }
  }

  lose(bytes: Buffer, start: number, end: number, arrival: Arrival, cutBytes: number): void {
    const hasFirstLine =
      end > start && sipStart(bytes, start, end) >= 0 && bytes.subarray(start, end).includes(lineFeed);
    if (hasFirstLine && cutBytes > 0) this.#emit(bytes, start, end, arrival, cutBytes);
    else if (cutBytes > 0 && !this.#lost) {
      this.place.output.problem(
        'cut-packet',
        'the snap length cuts a SIP message within its first line',
        arrival,
      );
    } else if (hasFirstLine) {
      const ofLength = this.#messageLength > 0 ? ` of ${this.#messageLength}` : '';
      this.place.output.problem(
        'incomplete-message',
        `only ${end - start}${ofLength} bytes of a SIP message came`,
        arrival,
      );
    }
    this.#lose();
  }

  /** 0: not known yet; negative: no message that can be read begins at `at`, and so many bytes are to be passed over. */
  #lengthOfMessage(bytes: Buffer, at: number, end: number, arrival: Arrival): number {
    if (this.#messageLength > 0) return this.#messageLength;
    if (!this.#hasFirstLine && this.#mayHaveFirstLine(bytes, at, end)) {
      const firstLine = firstLineAt(bytes, at, end);
      if (firstLine === 'other') return -lineLength(bytes, at, end);
      this.#hasFirstLine = firstLine === 'sip';
    }
    this.#searched = end - at;
    const bodyStart = this.#header.scan(bytes, at, end);
    if (bodyStart < 0) return this.#searched > maxHeaderBytes ? -this.#searched : 0;
    const body = this.#header.contentLength;
    if (body < 0) return end - at;
    const length = bodyStart - at + body;
    if (length > maxMessageBytes) {
      this.place.output.problem('bad-length', `a Content-Length of ${body} bytes`, arrival);
      return at - bodyStart;
    }
    this.#messageLength = length;
    return length;
  }

  /** Whether the first line can be judged now: at first, when its end has come, when it is too long. */
  #mayHaveFirstLine(bytes: Buffer, at: number, end: number): boolean {
    const from = at + this.#searched;
    return from === at || end - at >= maxFirstLineBytes || lineEndAt(bytes, from, end) < end;
  }

  #emit(bytes: Buffer, start: number, end: number, arrival: Arrival, missingBytes: number): void {
    const { output, route } = this.place;
    // Copied: neither a buffer that is used again nor a whole piece of the input hangs on the message.
    const message = Buffer.from(bytes.subarray(start, end));
    this.#forget();
    this.#lost = false;
    output.message(message, arrival, 'tcp', route, missingBytes);
  }

  #lose(): void {
    this.#lost = true;
    this.#forget();
  }

  #forget(): void {
    this.#header.reset();
    this.#searched = 0;
    this.#hasFirstLine = false;
    this.#messageLength = 0;
  }
}

/** What the line at `at` is: a first line of SIP, perhaps one when the rest of it has come, or anything else. */
function firstLineAt(bytes: Buffer, at: number, end: number): 'sip' | 'undecided' | 'other' {
  const limit = Math.min(end, at + maxFirstLineBytes);
  let lineEnd = at;
  while (lineEnd < limit && bytes[lineEnd] !== lineFeed) {
    if ((bytes[lineEnd] as number) < 0x20 && !isBlankControl(bytes[lineEnd] as number)) return 'other';
    lineEnd++;
  }
  if (lineEnd < limit) return sipStart(bytes, at, lineEnd) === at ? 'sip' : 'other';
  return lineEnd - at < maxFirstLineBytes && beginsWithToken(bytes, at, lineEnd) ? 'undecided' : 'other';
}

function isBlankControl(byte: number): boolean {
  return byte === carriageReturn || byte === 0x09;
}

function skipLineEnds(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] === carriageReturn || bytes[at] === lineFeed)) at++;
  return at;
}

/**
 * Where, in the middle of something, the next message begins: a line that is a first line and, as far as the
 * next line is there, is followed by a header field. The start of the line that the end cuts, or `end`, if none.
 */
function nextMessage(bytes: Buffer, from: number, end: number): number {
  for (let line = skipLineEnds(bytes, from, end); line < end; ) {
    const lineEnd = lineEndAt(bytes, line, end);
    if (lineEnd >= end) return firstLineAt(bytes, line, end) === 'other' ? end : line;
    const start = firstLineWithin(bytes, line, lineEnd);
    if (start >= 0 && mayBeHeaderField(bytes, lineEnd + 1, end)) return start;
    line = skipLineEnds(bytes, lineEnd + 1, end);
  }
  return end;
}

const firstLinePattern =
  /(?:INVITE|ACK|BYE|CANCEL|OPTIONS|REGISTER|PRACK|SUBSCRIBE|(?:BE)?NOTIFY|PUBLISH|INFO|REFER|MESSAGE|UPDATE) \S+ SIP\/2\.0\r?$|SIP\/2\.0 \d{3} /;

/**
 * Where a SIP first line begins in the line from `line` to `lineEnd`; -1 where none does. A body that lacks its line end may
 * stand before it in the same line: the first line is then looked for by the well-known methods.
 */
function firstLineWithin(bytes: Buffer, line: number, lineEnd: number): number {
  if (lineEnd - line <= maxFirstLineBytes) {
    const firstLine = firstLinePattern.exec(bytes.toString('latin1', line, lineEnd));
    if (firstLine !== null) return line + firstLine.index;
  }
  return sipStart(bytes, line, lineEnd) === line ? line : -1;
}

/** The length of the line at `at`, its line feed too, or what there is of it. */
function lineLength(bytes: Buffer, at: number, end: number): number {
  return Math.min(end, lineEndAt(bytes, at, end) + 1) - at;
}

function lineEndAt(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== lineFeed) at++;
  return at;
}

/** A name and a colon, blanks between (RFC 3261 §25.1); a status line inside a body (message/sipfrag) mostly stands alone. */
function mayBeHeaderField(bytes: Buffer, from: number, end: number): boolean {
  let at = from;
  while (at < end && (bytes[at] as number) > 0x20 && bytes[at] !== colon) at++;
  const nameEnd = at;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  return at === end || (bytes[at] === colon && nameEnd > from);
}
