import { isDigit } from '../sip/characters.js';
import type { FoundSpan } from '../sip/summary/headerLines.js';

const quote = 0x22;
const backslash = 0x5c;
const numberSign = 0x23;
const zero = 0x30;

/**
 * 1 for the bytes that stand for themselves wherever they are shown, in a JSON string, too: printable ASCII but the
 * quote, the backslash, and the number sign, two of which may be a command to the log of a CI service.
 */
const plainBytes = new Uint8Array(256).fill(1, 0x20, 0x7f);
plainBytes[quote] = 0;
plainBytes[backslash] = 0;
plainBytes[numberSign] = 0;

/** A text that is written again and again, as bytes: in words of four, as one store then writes four of them. */
export interface Piece {
  readonly words: Int32Array;
  readonly length: number;
}

/** Makes a piece of a text, in UTF-8. */
export function piece(text: string): Piece {
  const bytes = Buffer.from(text);
  const words = new Int32Array(Math.ceil(bytes.length / 4));
  const padded = Buffer.alloc(4 * words.length);
  bytes.copy(padded);
  for (let index = 0; index < words.length; index++) words[index] = padded.readInt32LE(4 * index);
  return { words, length: bytes.length };
}

/**
 * A buffer that text is written into byte by byte, where a string for each piece would cost more than all the rest.
 * Whoever writes sees to it that there is room.
 */
export class PlainText {
  readonly bytes: Buffer;
  length = 0;
  readonly #view: DataView;

  constructor(capacityBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacityBytes);
    this.#view = new DataView(this.bytes.buffer);
  }

  get room(): number {
    return this.bytes.length - this.length;
  }

  /** Writes up to three bytes behind the piece too, where the next text comes. */
  add({ words, length }: Piece): void {
    const view = this.#view;
    let at = this.length;
    for (let index = 0; index < words.length; index++, at += 4)
      view.setInt32(at, words[index] as number, true);
    this.length += length;
  }

  byte(value: number): void {
    this.bytes[this.length++] = value;
  }

  /** A whole number that is not negative. */
  number(value: number): void {
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10) digits++;
    this.digits(value, digits);
  }

  /** The last `count` digits of a whole number that is not negative. */
  digits(value: number, count: number): void {
    const { bytes } = this;
    let rest = value;
    for (let at = this.length + count - 1; at >= this.length; at--) {
      // Where 32 bits suffice, no division of floating point numbers.
      const next = rest < 0x7fff_ffff ? (rest / 10) | 0 : Math.floor(rest / 10);
      bytes[at] = zero + rest - 10 * next;
      rest = next;
    }
    this.length += count;
  }

  /** The text inside a JSON string; false where something in it would have to be escaped. */
  quotable(text: string): boolean {
    const { bytes } = this;
    let at = this.length;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7e || plainBytes[code] === 0) return false;
      bytes[at++] = code;
    }
    this.length = at;
    return true;
  }

  /** The same for the bytes of `source` from `start` to `end`. */
  quotableBytes(source: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this;
    let at = this.length;
    for (let index = start; index < end; index++) {
      const byte = source[index] as number;
      if (plainBytes[byte] === 0) return false;
      bytes[at++] = byte;
    }
    this.length = at;
    return true;
  }

  /** The status of a reply, three digits of which the first is not 0; false for anything else. */
  status(source: Uint8Array, { start, end }: FoundSpan): boolean {
    if (start < 0 || end - start !== 3 || source[start] === zero) return false;
    for (let at = start; at < end; at++) if (!isDigit(source[at])) return false;
    return this.quotableBytes(source, start, end);
  }
}
