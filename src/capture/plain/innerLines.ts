import type { CaptureSink } from '../capturedMessage.js';

/** How many lines a remark names. */
const mostNamed = 12;

/** Notes the lines that begin messages within bodies which are no messages by their type, and names them at the end. */
export class InnerLines {
  readonly #lines: number[] = [];
  #count = 0;

  constructor(
    readonly sink: CaptureSink,
    readonly inputName: string,
  ) {}

  add(line: number): void {
    if (this.#lines.at(-1) === line) return;
    this.#count += 1;
    if (this.#lines.length < mostNamed) this.#lines.push(line);
  }

  end(): void {
    const [line] = this.#lines;
    if (line === undefined) return;
    const more = this.#count > this.#lines.length ? ` and ${this.#count - this.#lines.length} more` : '';
    const what = this.#count === 1 ? 'begins like a message' : 'begin like messages';
    this.sink.problem({
      kind: 'message-in-body',
      message: `line${this.#count === 1 ? '' : 's'} ${this.#lines.join(', ')}${more} ${what} within the body of another one, which its Content-Length fits: read as a part of that body`,
      place: { input: this.inputName, line },
      nature: 'format',
    });
    this.#lines.length = 0;
  }
}
