import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import { bodyLength, headerEnd } from '../content/framing.js';
import { sipStart } from '../content/sipFirstLine.js';
import { mayHoldMessage } from '../honestBody.js';
import { InputBuffer } from '../inputBuffer.js';
import { NamedLines } from '../namedLines.js';
import { FirstLineSearch, firstLineStart, TracedLineSearch } from './firstLineSearch.js';
import { bodyEnds, isFirstLineOfText, isSdp, naturalEnd, textBetween, whatFollows } from './messageEnd.js';

const lineFeed = 0x0a;

/**
 * The largest plain input that is taken for one message. A datagram has at most 65,535 bytes and no server takes
 * a message of a tenth of this over a stream; what is larger is not held in memory but reported.
 */
const maxPlainMessageBytes = 16 * 1024 * 1024;

/** A body that claims to be longer is not waited for when a message begins in it. */
const maxWaitedForBytes = 65_536;

/** How many bytes of a body before a first line are read to see whether a message may stand in the body there. */
const maxBodyBytesBefore = 4000;

/**
 * How plain input is cut: `single`: all of it is one message, as one datagram would be, whatever its
 * Content-Length says; `framed`: a new message begins where Content-Length ends and a new first line follows, or where a
 * first line with headers stands though Content-Length says otherwise.
 */
export type PlainFraming = 'single' | 'framed';

/** What is left to a reader of texts: bytes, and where in the input they begin. */
export interface TextRest {
  readonly bytes: Buffer;
  /** From 1. */
  readonly line: number;
  readonly offsetBytes: number;
}

/** A reader of plain messages, which may find that a text goes on behind one. */
export interface PlainReader extends CaptureReader {
  /** What is to be read as a text from here on; undefined while all is plain. Nothing may be pushed after it. */
  takeText(): TextRest | undefined;
}

/**
 * Reads SIP messages as they went over the wire, or as an editor saved them (bare LF). Line ends before the first
 * message belong to it, those between messages are skipped; anything else behind the last message belongs to it.
 * A message is handed over as soon as the next one's first line is there, the last one at the end. Where Content-Length
 * says that a body goes on behind a line that begins a message with headers, or ends before it, the message ends there,
 * unless its body is of a kind that holds messages.
 * Problems: `too-large` past {@link maxPlainMessageBytes}; remarks: `split-message`, `message-in-body`, `text-between`.
 */
export function plainReader(sink: CaptureSink, inputName: string, framing: PlainFraming): PlainReader {
  return new PlainInput(sink, inputName, framing);
}

class PlainInput implements PlainReader {
  readonly #input = new InputBuffer();
  /** Lines that begin messages within bodies whose Content-Length fits. */
  readonly #inner = new NamedLines();
  #framing: PlainFraming;
  #handedOver = 0;
  /** How far the search for the empty line came, from the message's start. */
  #searched = 0;
  #lines = new FirstLineSearch();
  #texts = new TracedLineSearch();
  /** How many of the first lines that were found stand rightly in this message's body, and where the last of these begins. */
  #judged = 0;
  #held = -1;
  #tooLarge = false;
  #isText = false;

  constructor(
    readonly sink: CaptureSink,
    readonly inputName: string,
    framing: PlainFraming,
  ) {
    this.#framing = framing;
  }

  get hasGivenUp(): boolean {
    return this.#tooLarge;
  }

  push(chunk: Buffer): void {
    if (this.#tooLarge) return;
    this.#input.append(chunk);
    if (this.#framing === 'framed') while (this.#handOverNext(false));
    if (this.#input.length > maxPlainMessageBytes && !this.#isText) this.#giveUp();
  }

  end(): void {
    if (this.#tooLarge || this.#isText) return;
    if (this.#framing === 'framed') while (this.#handOverNext(true));
    const { length } = this.#input;
    if (this.#isText) return;
    if (length > 0) this.#handOver(this.#handedOver > 0 ? this.#withoutLineEnds() : length, length);
    this.#nameInner();
  }

  takeText(): TextRest | undefined {
    if (!this.#isText) return undefined;
    const { line, offsetBytes, length } = this.#input;
    this.#nameInner();
    return { bytes: this.#input.take(length, length), line, offsetBytes };
  }

  /** Hands over the first message of what is held, if another one is known to follow it. */
  #handOverNext(isAll: boolean): boolean {
    if (this.#isText) return false;
    const bytes = this.#input.bytes;
    const start = firstLineStart(bytes);
    if (start === bytes.length) return false;
    const bodyStart = headerEnd(bytes, Math.max(start, this.#searched), bytes.length);
    this.#searched = Math.max(0, (bodyStart < 0 ? bytes.length : bodyStart) - 4);
    this.#lines.search(bytes, start, bodyStart < 0 ? bytes.length : bodyStart, isAll);
    if (bodyStart < 0 || (this.#lines.found[0] ?? bodyStart) < bodyStart) return this.#cutHeader(start);
    if (sipStart(bytes, start, bytes.length) < 0) return this.#passJunk();
    const message = { start, bodyStart };
    const ends = bodyEnds(bytes, start, bodyStart);
    for (const end of ends) {
      if (end > bytes.length) break;
      const follow = whatFollows(bytes, end);
      if (follow === 'other') continue;
      if (follow === 'unknown' && !isAll) return false;
      this.#lines.search(bytes, start, end, isAll);
      if (this.#holdsNone(message, end)) break;
      this.#tellInner(message, end);
      if (follow === 'unknown') return false;
      this.#handOver(end, firstLineStart(bytes, end));
      return true;
    }
    return this.#cutBody(message, ends, isAll);
  }

  /** A message whose header has no end, though the next one begins. */
  #cutHeader(start: number): boolean {
    const next = this.#lines.found[0];
    if (next === undefined) return false;
    const { bytes } = this.#input;
    if (sipStart(bytes, start, bytes.length) < 0) return this.#passJunk();
    this.#tellSplit(next, 'no empty line ends the header of the one before');
    this.#handOver(next, next);
    return true;
  }

  /** What is no SIP at the begin: a text with messages, or one report for all of it. */
  #passJunk(): boolean {
    if (this.#lines.found.length > 0) this.#isText = true;
    else this.#framing = 'single';
    return false;
  }

  /** No first line stands where Content-Length says that the body ends: cuts where a first line does stand. */
  #cutBody({ start, bodyStart }: Extent, ends: readonly number[], isAll: boolean): boolean {
    const { bytes } = this.#input;
    const [first = bodyStart, last = first] = ends;
    this.#lines.search(bytes, start, bytes.length, isAll);
    const strict = this.#nextMessage({ start, bodyStart });
    const next = strict >= 0 ? strict : this.#texts.search(bytes, first, isAll);
    if (next < 0) return false;
    if (!isAll && last > bytes.length && last - bodyStart <= maxWaitedForBytes) return false;
    const header = bytes.toString('latin1', start, bodyStart);
    const end = ends.find((one) => one <= next && bytes[one - 1] === lineFeed) ?? first;
    const textStart = textBetween(bytes, header, { bodyStart, counted: end, next });
    if (textStart < 0 && strict < 0) return false;
    if (textStart >= 0 && (strict < 0 || isFirstLineOfText(bytes, next))) {
      this.#tell(
        'text-between',
        'text stands between messages: the rest of the input is read as a text',
        textStart,
      );
      this.#handOver(textStart, textStart);
      this.#isText = true;
      return false;
    }
    const why =
      bodyLength(bytes, start, bodyStart) < 0
        ? 'the one before has a body and no Content-Length'
        : `the Content-Length of the one before is too ${end > next ? 'large' : 'small'}`;
    this.#tellSplit(next, why);
    this.#handOver(naturalEnd(bytes, bodyStart, next), next);
    return true;
  }

  /** Where the first message begins that does not rightly stand in this one's body, by its Content-Type; -1: none does. */
  #nextMessage(outer: Extent): number {
    const { bytes } = this.#input;
    const { found } = this.#lines;
    for (; this.#judged < found.length; this.#judged++) {
      const at = found[this.#judged] as number;
      const innerBody = this.#held < 0 ? -1 : headerEnd(bytes, this.#held, at);
      const inner = innerBody < 0 ? outer : { start: this.#held, bodyStart: innerBody };
      if (!holds(bytes, outer, at) && !holds(bytes, inner, at)) return at;
      this.#held = at;
    }
    return -1;
  }

  /** Whether a message begins before `end` in a body whose type, SDP, can hold none. */
  #holdsNone(message: Extent, end: number): boolean {
    const next = this.#nextMessage(message);
    if (next < 0 || next >= end) return false;
    return isSdp(this.#input.bytes.toString('latin1', message.start, message.bodyStart));
  }

  /** Notes the messages that stand in a body which its Content-Length fits. */
  #tellInner(message: Extent, end: number): void {
    for (;;) {
      const at = this.#nextMessage(message);
      if (at < 0 || at >= end) return;
      this.#inner.add(this.#lineOf(at));
      this.#judged += 1;
    }
  }

  #nameInner(): void {
    const { count, first, text } = this.#inner;
    if (first === undefined) return;
    const what = count === 1 ? 'begins like a message' : 'begin like messages';
    this.sink.problem({
      kind: 'message-in-body',
      message: `${text} ${what} within the body of another one, which its Content-Length fits: read as a part of that body`,
      place: { input: this.inputName, line: first },
      nature: 'format',
    });
  }

  #lineOf(at: number): number {
    let line = this.#input.line;
    const { bytes } = this.#input;
    for (let end = bytes.indexOf(lineFeed); end >= 0 && end < at; end = bytes.indexOf(lineFeed, end + 1))
      line += 1;
    return line;
  }

  #tellSplit(at: number, why: string): void {
    this.#tell('split-message', `a message begins here, but ${why}; they are read as two`, at);
  }

  #tell(kind: string, message: string, at: number): void {
    const place = {
      input: this.inputName,
      line: this.#lineOf(at),
      offsetBytes: this.#input.offsetBytes + at,
    };
    this.sink.problem({ kind, message, place, nature: 'format' });
  }

  #handOver(end: number, next: number): void {
    const place = { input: this.inputName, line: this.#input.line, offsetBytes: this.#input.offsetBytes };
    const bytes = this.#input.take(end, next);
    this.#handedOver += 1;
    this.#searched = 0;
    this.#lines = new FirstLineSearch();
    this.#texts = new TracedLineSearch();
    this.#judged = 0;
    this.#held = -1;
    this.sink.message({ bytes, place });
  }

  /** Where the last of several messages ends when line ends behind its body are separators, as between messages. */
  #withoutLineEnds(): number {
    const bytes = this.#input.bytes;
    const bodyStart = headerEnd(bytes, 0, bytes.length);
    if (bodyStart < 0) return bytes.length;
    const end = bodyStart + Math.max(0, bodyLength(bytes, 0, bodyStart));
    return end < bytes.length && firstLineStart(bytes, end) === bytes.length ? end : bytes.length;
  }

  #giveUp(): void {
    this.#tooLarge = true;
    this.sink.problem({
      kind: 'too-large',
      message: `more than ${maxPlainMessageBytes / 1024 / 1024} MiB and still no end of a message; not read further`,
      place: { input: this.inputName, line: this.#input.line, offsetBytes: this.#input.offsetBytes },
    });
    this.#input.clear();
  }
}

/** Where a message's first line and its body begin. */
interface Extent {
  readonly start: number;
  readonly bodyStart: number;
}

function holds(bytes: Buffer, { start, bodyStart }: Extent, at: number): boolean {
  if (at < bodyStart) return false;
  const header = bytes.toString('latin1', start, bodyStart);
  return mayHoldMessage(header, bytes.toString('latin1', Math.max(bodyStart, at - maxBodyBytesBefore), at));
}
