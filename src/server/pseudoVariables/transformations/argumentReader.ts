import { COMMA, DOLLAR, LEFT_BRACE, RIGHT_BRACE } from '../../../sip/characters.js';
import { skipWhite } from '../../../sip/whitespace.js';
import type { Argument, Reference } from '../reference.js';
import type { Parameters } from './transformationRule.js';

/** Arguments, and where the brace behind them stands. */
export interface Arguments {
  readonly arguments: readonly Argument[];
  readonly close: number;
}

/** Reads the pseudo-variable at an offset. */
export type ReadReference = (at: number) => Reference;

/**
 * Reads what stands between a transformation's name and its closing brace, as a server does when it starts; each server
 * has a class that knows what else it takes. From left to right, each method tells whether what it looks for is there,
 * and goes past it.
 */
export abstract class ArgumentReader implements Arguments {
  readonly arguments: Argument[] = [];

  constructor(
    protected readonly text: Buffer,
    /** How far the text is read; in the end where the brace stands. */
    public close: number,
    protected readonly end: number,
    private readonly readReference: ReadReference,
  ) {
    this.white();
  }

  /** Whether the parameters that a transformation has are there, and its closing brace behind them. */
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
      default:
        return this.readOfServer(parameters);
    }
  }

  /** The same for parameters that only one family has; false for all others. */
  protected abstract readOfServer(parameters: Parameters): boolean;

  protected atClose(): boolean {
    return this.close < this.end && this.text[this.close] === RIGHT_BRACE;
  }

  protected comma(): boolean {
    if (this.close >= this.end || this.text[this.close] !== COMMA) return false;
    this.close++;
    return true;
  }

  protected white(): boolean {
    this.close = skipWhite(this.text, this.close, this.end);
    return true;
  }

  /** A pseudo-variable; two dollars are one. */
  protected variable(): boolean {
    if (this.text[this.close + 1] === DOLLAR) {
      this.arguments.push(this.text.subarray(this.close, this.close + 1));
      this.close += 2;
      return this.white();
    }
    const reference = this.readReference(this.close);
    this.arguments.push(reference);
    this.close += reference.text.length;
    return this.white();
  }

  protected number(): boolean {
    this.white();
    if (this.text[this.close] === DOLLAR) return this.variable();
    const match = /^(?=[+-]|\d)[+-]?[ \t\r\n]*\d*/.exec(this.text.toString('latin1', this.close, this.end));
    const digits = match?.[0] ?? '';
    if (digits === '') return false;
    // The server reads the number into 32 bits without a check for overflow.
    const number = BigInt.asIntN(32, BigInt(digits.replace(/[+\s]/g, '').replace(/^-?$/, '0')));
    this.arguments.push(Buffer.from(String(number), 'latin1'));
    this.close += digits.length;
    return this.white();
  }

  /** Any one byte except an opening brace. */
  protected byte(): boolean {
    if (this.close >= this.end || this.text[this.close] === LEFT_BRACE) return false;
    this.arguments.push(this.text.subarray(this.close, this.close + 1));
    this.close++;
    return true;
  }
}
