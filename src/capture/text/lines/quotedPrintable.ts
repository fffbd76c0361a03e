import { firstLineAt } from './firstLine.js';

const encodingHeader = /^content-transfer-encoding:[ \t]{0,8}(\S{1,40})[ \t]{0,8}\r?$/i;
/** The branch that each Via of RFC 3261 has (§8.1.1.7), encoded. */
const encodedBranch = /;branch=3Dz9hG4bK/i;
const boundary = /^--\S/;

/**
 * Undoes the encoding of a mail's body (quoted-printable, RFC 2045 §6.7) where a header of the mail says it, or a Via shows
 * it: `=3D` for an equals sign, and lines that go on in the next one behind an equals sign at their end.
 */
export class QuotedPrintable {
  #isOn = false;
  #hasFirstLine = false;
  #rest = '';

  /** The line without the encoding; undefined where it goes on in the next line. */
  decode(text: string): string | undefined {
    if (!this.#isOn && text.length < 400) this.#look(text);
    if (!this.#isOn) return text;
    if (boundary.test(text) || encodingHeader.test(text)) {
      this.#isOn = false;
      this.#look(text);
    }
    const end = text.trimEnd();
    if (this.#isOn && end.endsWith('=')) {
      this.#rest += end.slice(0, -1);
      return undefined;
    }
    const whole = this.#rest + text;
    this.#rest = '';
    return whole.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }

  /** A header behind a message's first line belongs to a part of the message's body. */
  #look(text: string): void {
    this.#hasFirstLine ||= text.includes('SIP/2.0') && firstLineAt(text) >= 0;
    const encoding = this.#hasFirstLine ? undefined : encodingHeader.exec(text)?.[1];
    if (encoding !== undefined) this.#isOn = encoding.toLowerCase() === 'quoted-printable';
    else if (encodedBranch.test(text)) this.#isOn = isEncoded(text);
  }
}

/** Whether each equals sign of a line begins a byte in hex. */
function isEncoded(text: string): boolean {
  return !/=(?![0-9A-F]{2})/i.test(text.trimEnd().replace(/=$/, ''));
}

/** Whether a message's header was encoded so as a whole. */
export function isQuotedPrintable(header: string): boolean {
  return encodedBranch.test(header) && header.split('\n').every(isEncoded);
}
