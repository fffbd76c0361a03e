import { bodyLength, headerEnd } from '../../content/framing.js';
import { beginsWithToken, sipStart } from '../../content/sipFirstLine.js';
import type { Entry, TextOutput } from '../textOutput.js';

/** Bounds for what unfinished messages hold: streams at a time, and bytes of one. */
const maxStreams = 512;
const maxMessageBytes = 256 * 1024;
const maxFirstLineBytes = 8192;

interface Pending {
  bytes: Buffer;
  entry: Entry;
}

/**
 * Frames the messages of streams whose pieces a text shows in order: a message ends with its Content-Length
 * (RFC 3261 §18.3), and may be cut over several pieces. Where a piece begins with a first line though the message
 * before it lacks bytes, the text lost them: the message is handed over if its header came.
 */
export class StreamPieces {
  readonly #pending = new Map<string, Pending>();
  readonly #last = new Map<string, Buffer>();

  /**
   * What the pieces are: what a program read, or the packets that ngrep saw, which come again when TCP sends them
   * again, and in which a CR at the end is a point.
   */
  constructor(
    readonly output: TextOutput,
    readonly pieces: 'reads' | 'packets',
  ) {}

  push(stream: string, piece: Buffer, entry: Entry): void {
    if (this.pieces === 'packets' && this.#isSentAgain(stream, piece)) return;
    const before = this.#pending.get(stream);
    this.#pending.delete(stream);
    if (before === undefined) {
      this.#read(stream, piece, entry);
    } else if (before.bytes.includes(0x0a) && sipStart(piece, 0, piece.length) === 0) {
      this.#handOverCut(before);
      this.#read(stream, piece, entry);
    } else {
      if (this.pieces === 'packets') restoreSeam(before.bytes, piece);
      this.#read(stream, Buffer.concat([before.bytes, piece]), { ...entry, ...placeOf(before.entry) });
    }
  }

  /** Whether a packet is the one before of its stream once more: no sender begins two messages alike. */
  #isSentAgain(stream: string, piece: Buffer): boolean {
    const again = sipStart(piece, 0, piece.length) === 0 && this.#last.get(stream)?.equals(piece) === true;
    if (this.#last.size >= maxStreams) this.#last.clear();
    this.#last.set(stream, piece);
    return again;
  }

  end(): void {
    for (const { entry } of this.#pending.values()) this.#reportCut(entry);
    this.#pending.clear();
  }

  #read(stream: string, bytes: Buffer, entry: Entry): void {
    let at = 0;
    for (;;) {
      while (bytes[at] === 0x0d || bytes[at] === 0x0a) at += 1;
      if (at >= bytes.length) return;
      if (sipStart(bytes, at, bytes.length) !== at) {
        if (mayBecomeSip(bytes, at)) this.#pending.set(stream, { bytes: bytes.subarray(at), entry });
        return;
      }
      const body = headerEnd(bytes, at, bytes.length);
      const end = body < 0 ? -1 : bodyEnd(bytes, at, body);
      if (end < 0 || end > bytes.length) {
        this.#hold(stream, { bytes: bytes.subarray(at), entry });
        return;
      }
      this.output.message(bytes.subarray(at, end), entry);
      at = end;
    }
  }

  #hold(stream: string, pending: Pending): void {
    if (pending.bytes.length > maxMessageBytes) {
      this.#handOverCut(pending);
      return;
    }
    this.#pending.set(stream, pending);
    if (this.#pending.size <= maxStreams) return;
    const [oldest, oldestPending] = this.#pending.entries().next().value as [string, Pending];
    this.#pending.delete(oldest);
    this.#handOverCut(oldestPending);
  }

  #handOverCut(pending: Pending): void {
    this.#reportCut(pending.entry);
    if (headerEnd(pending.bytes, 0, pending.bytes.length) > 0)
      this.output.message(pending.bytes, pending.entry);
  }

  #reportCut(entry: Entry): void {
    this.output.problem('incomplete-message', 'a message lacks bytes at its end', entry);
  }
}

/**
 * Where the body ends that begins at `body`. Without a Content-Length it is all that came with the header, or nothing where the
 * next message follows: the piece may have been a datagram.
 */
function bodyEnd(bytes: Buffer, at: number, body: number): number {
  const length = bodyLength(bytes, at, body);
  if (length >= 0) return body + length;
  return sipStart(bytes, body, bytes.length) >= 0 ? body : bytes.length;
}

/** Whether bytes without an LF may be the begin of a first line. */
function mayBecomeSip(bytes: Buffer, at: number): boolean {
  const left = bytes.length - at;
  return left < maxFirstLineBytes && bytes.indexOf(0x0a, at) < 0 && beginsWithToken(bytes, at, bytes.length);
}

/** A point at a piece's end is the CR of the LF that the next one begins with. */
export function restoreSeam(before: Buffer, piece: Buffer): void {
  if (piece[0] === 0x0a && before.at(-1) === 0x2e) before[before.length - 1] = 0x0d;
}

function placeOf(entry: Entry): Pick<Entry, 'line' | 'offsetBytes'> {
  return { line: entry.line, offsetBytes: entry.offsetBytes };
}
