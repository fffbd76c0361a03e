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

  /** True when the message is whole with this line, lines' ends counted as LF; more may still belong to it until then. */
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

  /** Whether the header is there and the body may be whole: nothing speaks for more. */
  get isWhole(): boolean {
    return this.#inBody && (this.#length === undefined || this.#wire >= this.#length);
  }

  /** Whether Content-Length says that more of the body must come. */
  get lacksBody(): boolean {
    return this.#inBody && this.#length !== undefined && this.#wire < this.#length;
  }
}
