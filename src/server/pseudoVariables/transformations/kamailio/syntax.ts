import { COMMA, DOLLAR, LEFT_BRACE, RIGHT_BRACE } from '../../../../sip/characters.js';
import { ArgumentReader } from '../argumentReader.js';
import type { Parameters } from '../transformationRule.js';

/** The arguments that transformations of Kamailio take. */
export class KamailioArguments extends ArgumentReader {
  protected readOfServer(parameters: Parameters): boolean {
    switch (parameters) {
      case 'number-or-none':
        return this.atClose() || (this.comma() && this.number() && this.atClose());
      case 'text':
        return this.comma() && this.words() && this.atClose();
      case 'two-texts':
        return this.comma() && this.words() && this.comma() && this.words() && this.atClose();
      case 'first-byte':
        return this.comma() && this.firstByte();
      case 'name-and-separator':
        return this.comma() && this.words() && this.separatorOrNone();
      case 'number-and-separator':
        return this.comma() && this.number() && this.separatorOrNone();
      case 'separator':
        return this.separatorOrNone('separator');
      case 'expression':
        return this.comma() && this.expression();
      default:
        return false;
    }
  }

  /** Up to the next comma or brace, without the white space before it. */
  private words(): boolean {
    this.white();
    if (this.text[this.close] === DOLLAR) return this.variable();
    const start = this.close;
    while (
      this.close < this.end &&
      this.text[this.close] !== COMMA &&
      this.text[this.close] !== RIGHT_BRACE
    ) {
      if (this.text[this.close] === LEFT_BRACE) return false;
      this.close++;
    }
    this.arguments.push(this.text.subarray(start, this.close));
    return true;
  }

  /** A text whose first byte is used; of an empty one, the comma or brace behind it. */
  private firstByte(): boolean {
    this.white();
    const start = this.close;
    if (!this.words()) return false;
    if (this.text[start] !== DOLLAR) this.arguments[0] = this.text.subarray(start, start + 1);
    return this.atClose() || (this.comma() && this.atClose());
  }

  /** The separator may be a variable or a comma only where it is the sole argument. */
  private separatorOrNone(taken: 'separator' | 'more' = 'more'): boolean {
    if (this.atClose()) return true;
    if (!this.comma()) return false;
    const byte = this.text[this.close];
    if (byte === DOLLAR) return taken === 'separator' && this.variable() && this.atClose();
    if (byte === RIGHT_BRACE || (byte === COMMA && taken === 'more')) return false;
    return this.byte() && this.atClose();
  }

  /** Up to the closing brace; braces inside have to come in pairs. */
  private expression(): boolean {
    let depth = 0;
    for (let p = this.close; p < this.end; p++) {
      if (this.text[p] === LEFT_BRACE) depth++;
      if (this.text[p] !== RIGHT_BRACE || depth-- > 0) continue;
      this.arguments.push(this.text.subarray(this.close, p));
      this.close = p;
      return true;
    }
    return false;
  }
}
