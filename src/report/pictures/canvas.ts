import { charactersOf } from './displayWidth.js';

/** A line of a terminal that is written to in any order. */
export class Canvas {
  /** What stands in each column; empty behind a character that is two columns wide. */
  private readonly cells: string[];

  constructor(width: number) {
    this.cells = Array.from({ length: width }, () => ' ');
  }

  /** Writes a text over what stands at a column and behind it; what is out of the line is left out. */
  put(at: number, text: string): void {
    let column = at;
    for (const { text: character, width } of charactersOf(text)) {
      if (column < 0 || column + width > this.cells.length) return;
      // Half of a wide character cannot stay.
      if (this.cells[column] === '' && column > 0) this.cells[column - 1] = ' ';
      if (width === 0) {
        if (column > 0) this.cells[column - 1] += character;
        continue;
      }
      this.cells[column] = character;
      for (let i = 1; i < width; i++) this.cells[column + i] = '';
      column += width;
      if (this.cells[column] === '') this.cells[column] = ' ';
    }
  }

  text(): string {
    return this.cells.join('').trimEnd();
  }
}
