import { isWhite, skipWhite } from '../../../../sip/whitespace.js';
import { ArgumentReader, type Arguments, type ReadReference } from '../argumentReader.js';
import type { Parameters } from '../transformation.js';

const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const DOLLAR = 0x24;

/**
 * Reads what stands between a transformation's name and its closing brace, as the server does when it starts.
 * Out: the arguments, or undefined where the server would refuse them.
 */
export function readOpensipsArguments(
  text: Buffer,
  at: number,
  end: number,
  parameters: Parameters,
  readReference: ReadReference,
): Arguments | undefined {
  const reader = new OpensipsReader(text, skipWhite(text, at, end), end, readReference);
  return reader.read(parameters) ? reader : undefined;
}

class OpensipsReader extends ArgumentReader {
  read(parameters: Parameters): boolean {
    switch (parameters) {
      case 'none':
        return this.atClose();
      case 'number':
        return this.comma() && this.number() && this.atClose();
      case 'two-numbers':
        return this.comma() && this.number() && this.comma() && this.number() && this.atClose();
      case 'number-and-byte':
        return this.comma() && this.number() && this.comma() && this.byte() && this.white() && this.atClose();
      case 'word':
        return this.comma() && this.word() && this.atClose();
      case 'word-and-number-or-none':
        return (
          this.comma() && this.word() && (this.atClose() || (this.comma() && this.number() && this.atClose()))
        );
      case 'filling':
        return this.comma() && this.filler() && this.comma() && this.plainNumber() && this.atClose();
      default:
        return false;
    }
  }

  /** Up to white space, a comma or a brace; it may have no bytes at all. */
  private word(): boolean {
    this.white();
    if (this.text[this.close] === DOLLAR) return this.variable();
    const start = this.close;
    while (this.close < this.end && !this.endsWord(this.text[this.close] as number)) this.close++;
    this.arguments.push(this.text.subarray(start, this.close));
    return this.white();
  }

  private endsWord(byte: number): boolean {
    return isWhite(byte) || byte === COMMA || byte === OPEN || byte === CLOSE;
  }

  /** Up to a comma, but no variable; white space counts behind the first byte only. */
  private filler(): boolean {
    this.white();
    const start = this.close;
    if (this.text[start] === DOLLAR) return false;
    while (this.close < this.end && this.text[this.close] !== COMMA) this.close++;
    this.arguments.push(this.text.subarray(start, this.close));
    return this.close > start;
  }

  private plainNumber(): boolean {
    this.white();
    return this.text[this.close] !== DOLLAR && this.number();
  }
}
