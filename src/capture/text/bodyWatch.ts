import { contentLength } from './contentLength.js';

/**
 * Watches the lines of a message that nothing but its own length ends: tells when its last line has come. Where it has
 * neither Content-Length nor Content-Type, that is the empty line.
 */
export class BodyWatch {
  #header = '';
  #inBody = false;
  #length: number | undefined;
  #wire = 0;
  #bare = 0;

  /**
   * Takes the next line. True once the body has as many bytes as Content-Length says even when each line end is counted as a
   * single LF: no further line can then belong to the message.
   */
  add(line: string): boolean {
    if (!this.#inBody) {
      const begins = /^v=0\r?$/.test(line);
      if (line.trim() !== '' && !begins) {
        this.#header += `${line}\n`;
        return false;
      }
      if (this.#header === '') return false;
      this.#inBody = true;
      this.#length =
        contentLength(this.#header) ??
        (/^(?:content-type|c)[ \t]{0,8}:/im.test(this.#header) ? undefined : 0);
      if (!begins) return this.#length === 0;
    }
    this.#wire += line.length + (line.endsWith('\r') ? 1 : 2);
    this.#bare += line.length + 1;
    return this.#length !== undefined && this.#bare >= this.#length;
  }

  /** Whether the message may end here: its header is over, and its body has what Content-Length says with CRLF line ends. */
  get isWhole(): boolean {
    return this.#inBody && (this.#length === undefined || this.#wire >= this.#length);
  }

  /** Whether Content-Length says that more of the body must come. */
  get lacksBody(): boolean {
    return this.#inBody && this.#length !== undefined && this.#wire < this.#length;
  }
}
