import type { CaptureTime } from '../../capturedMessage.js';

/** One line of a text: its bytes as latin1, one character a byte, without the line feed that ended it. */
export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Where in the input the line begins. */
  readonly offsetBytes: number;
  /** When it was written, if a logger's prefix of the line says so. */
  readonly time?: CaptureTime | undefined;
}

/** No line of a trace is longer: the longest hold a whole message. What is longer is cut into several. */
const maxLineBytes = 1024 * 1024;

/** A place in an input. */
export interface TextPlace {
  /** From 1. */
  readonly line: number;
  readonly offsetBytes: number;
}

const beginOfInput: TextPlace = { line: 1, offsetBytes: 0 };

/** Cuts a text that arrives in pieces of any size into lines. */
export class LineCutter {
  #rest = '';
  #number: number;
  #offsetBytes: number;

  /** `from`: where the text begins in its input. */
  constructor(
    readonly line: (line: TextLine) => void,
    from: TextPlace = beginOfInput,
  ) {
    this.#number = from.line - 1;
    this.#offsetBytes = from.offsetBytes;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      if (end < 0) break;
      const text = this.#rest + chunk.toString('latin1', start, end);
      this.#rest = '';
      this.#give(text, 1);
      start = end + 1;
    }
    if (start < chunk.length) this.#rest += chunk.toString('latin1', start);
    while (this.#rest.length > maxLineBytes) {
      const text = this.#rest.slice(0, maxLineBytes);
      this.#rest = this.#rest.slice(maxLineBytes);
      this.#give(text, 0);
    }
  }

  /** Gives the last line, if no line feed ended it. */
  end(): void {
    if (this.#rest !== '') this.#give(this.#rest, 0);
    this.#rest = '';
  }

  #give(text: string, lineEndBytes: number): void {
    this.#number += 1;
    const line = { text, number: this.#number, offsetBytes: this.#offsetBytes };
    this.#offsetBytes += text.length + lineEndBytes;
    this.line(line);
  }
}
