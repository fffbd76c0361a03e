/** How many lines a remark names. */
const maxNamed = 12;

/** Lines that a remark is about: the first few by their numbers, the others by how many they are. */
export class NamedLines {
  readonly #lines: number[] = [];
  #count = 0;

  add(line: number): void {
    if (this.#lines.at(-1) === line) return;
    this.#count += 1;
    if (this.#lines.length < maxNamed) this.#lines.push(line);
  }

  get count(): number {
    return this.#count;
  }

  get first(): number | undefined {
    return this.#lines[0];
  }

  /** `line 7`, `lines 7, 12` or `lines 7, 12, … and 30 more`. */
  get text(): string {
    const more = this.#count > this.#lines.length ? ` and ${this.#count - this.#lines.length} more` : '';
    return `line${this.#count === 1 ? '' : 's'} ${this.#lines.join(', ')}${more}`;
  }
}
