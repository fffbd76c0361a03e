import { COMMA, DOLLAR, LEFT_BRACE, RIGHT_BRACE } from '../../../../sip/characters.js';
import { isWhite } from '../../../../sip/whitespace.js';
import { ArgumentReader } from '../argumentReader.js';
import type { Parameters } from '../transformationRule.js';

/** The arguments that transformations of OpenSIPS take. */
export class OpensipsArguments extends ArgumentReader {
  protected readOfServer(parameters: Parameters): boolean {
    switch (parameters) {
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
    return isWhite(byte) || byte === COMMA || byte === LEFT_BRACE || byte === RIGHT_BRACE;
  }

  /** Text up to a comma, not a variable. White space before it is skipped. */
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
