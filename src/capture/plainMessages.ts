import type { CaptureReader, CaptureSink } from './capturedMessage.js';
import { bodyLength, headerEnd } from './content/framing.js';
import { sipStart } from './content/sipFirstLine.js';
import { InputBuffer } from './inputBuffer.js';

/**
 * The largest plain input that is taken for one message. A datagram has at most 65,535 bytes and no server takes
 * a message of a tenth of this over a stream; what is larger is not held in memory but reported.
 */
const largestPlainMessage = 16 * 1024 * 1024;

/** The longest first line that is waited for behind a message. */
const longestFirstLine = 65_536;

/** The longest body whose Content-Length is also taken to count CRLF where an editor left bare line feeds. */
const longestEditedBody = 65_536;

/**
 * How plain input is cut: `single`: all of it is one message, as one datagram would be, whatever its
 * Content-Length says; `framed`: a new message begins where Content-Length ends and a new first line follows.
 */
export type PlainFraming = 'single' | 'framed';

/**
 * Reads SIP messages as they went over the wire, or as an editor saved them (bare LF). Line ends before the first
 * message belong to it, those between messages are skipped; anything else behind a message belongs to it.
 * A message is handed over as soon as the next one's first line is there, the last one at the end.
 * Problems: `too-large` past {@link largestPlainMessage}.
 */
export function plainReader(sink: CaptureSink, inputName: string, framing: PlainFraming): CaptureReader {
  return new PlainReader(sink, inputName, framing);
}

/** What follows a message: a first line, something else, or what more input must tell. */
type Follow = 'message' | 'other' | 'unknown';

class PlainReader implements CaptureReader {
  readonly #input = new InputBuffer();
  #framing: PlainFraming;
  #handedOver = 0;
  /** How far the search for the empty line came, from the message's start. */
  #searched = 0;
  #tooLarge = false;

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
    if (this.#framing === 'framed') while (this.#handOverNext());
    if (this.#input.length > largestPlainMessage) this.#giveUp();
  }

  end(): void {
    const { length } = this.#input;
    if (this.#tooLarge || length === 0) return;
    const end = this.#handedOver > 0 ? this.#withoutLineEnds() : length;
    this.#handOver(end, length);
  }

  /** Hands over the first message of what is held, if another one is known to follow it. */
  #handOverNext(): boolean {
    const bytes = this.#input.bytes;
    const start = firstLineStart(bytes);
    const bodyStart = headerEnd(bytes, Math.max(start, this.#searched), bytes.length);
    if (bodyStart < 0) {
      this.#searched = Math.max(0, bytes.length - 3);
      return false;
    }
    this.#searched = Math.max(0, bodyStart - 4);
    if (sipStart(bytes, start, bytes.length) < 0) {
      // Not SIP: one input, one report.
      this.#framing = 'single';
      return false;
    }
    for (const end of bodyEnds(bytes, start, bodyStart)) {
      if (end > bytes.length) return false;
      const next = firstLineStart(bytes, end);
      const follow = whatFollows(bytes, next);
      if (follow === 'unknown') return false;
      if (follow === 'other') continue;
      this.#handOver(end, next);
      this.#searched = 0;
      return true;
    }
    this.#framing = 'single';
    return false;
  }

  #handOver(end: number, next: number): void {
    const place = { input: this.inputName, line: this.#input.line, offsetBytes: this.#input.offsetBytes };
    const bytes = this.#input.take(end, next);
    this.#handedOver += 1;
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
      message: `more than ${largestPlainMessage / 1024 / 1024} MiB and still no end of a message; not read further`,
      place: { input: this.inputName, line: this.#input.line, offsetBytes: this.#input.offsetBytes },
    });
    this.#input.clear();
  }
}

/**
 * Where the body may end: as Content-Length counts, and for a message with bare line feeds also as it counted
 * while they were CRLF. No Content-Length: the body may be empty.
 */
function bodyEnds(bytes: Buffer, start: number, bodyStart: number): readonly number[] {
  const length = Math.max(0, bodyLength(bytes, start, bodyStart));
  const counted = bodyStart + length;
  const lineFeed = bytes.indexOf(0x0a, start);
  if (length === 0 || length > longestEditedBody || bytes[lineFeed - 1] === 0x0d) return [counted];
  let wire = 0;
  let at = bodyStart;
  for (; at < bytes.length && wire < length; at++) wire += bytes[at] === 0x0a ? 2 : 1;
  return wire < length ? [counted] : [at, counted];
}

function whatFollows(bytes: Buffer, next: number): Follow {
  if (next === bytes.length) return 'unknown';
  const lineEnd = bytes.indexOf(0x0a, next);
  if (lineEnd < 0) return bytes.length - next > longestFirstLine ? 'other' : 'unknown';
  return sipStart(bytes, next, lineEnd) === next ? 'message' : 'other';
}

/** The first byte from `from` on that is no part of a line end. */
function firstLineStart(bytes: Buffer, from = 0): number {
  let at = from;
  while (at < bytes.length && (bytes[at] === 0x0d || bytes[at] === 0x0a)) at++;
  return at;
}
