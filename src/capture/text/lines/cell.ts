const opensCell = /(?:^|[,;\t])"$/;
const closesCell = /(?<!")(?:"")*"(?=\r?$|[,;\t])/;

/**
 * A message in a cell of comma-separated values (RFC 4180 §2): a quote opens it, quotes in it are doubled, and a single one
 * before a separator or the line's end closes it.
 */
export class Cell {
  #isOpen = false;

  /** A message begins behind `before`, in the same line. */
  begin(before: string): void {
    this.#isOpen = opensCell.test(before.slice(-2));
  }

  /** The line as it is in the cell; a line that no cell holds stays. */
  read(text: string): string {
    if (!this.#isOpen || !text.includes('"')) return text;
    const end = closesCell.exec(text);
    // An even number of quotes is the text's own, doubled; an odd one ends with the quote that closes the cell.
    const isEnd = end !== null && end[0].length % 2 === 1;
    if (isEnd) this.#isOpen = false;
    return (isEnd ? text.slice(0, end.index + end[0].length - 1) : text).replaceAll('""', '"');
  }
}
