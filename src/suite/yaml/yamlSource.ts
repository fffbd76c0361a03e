import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import type { SuitePlace, SuiteProblem } from '../problems.js';

/** One YAML file, parsed, with what it takes to tell where in it something stands. */
export class YamlSource {
  readonly document: Document.Parsed;
  private readonly lines = new LineCounter();

  /** @param file its name for places; @param text its whole content */
  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
  }

  /** What is wrong with the file as YAML. */
  get problems(): readonly SuiteProblem[] {
    return [...this.document.errors, ...this.document.warnings].map(({ code, message, pos }) => {
      const quote = code === 'MISSING_CHAR' ? this.openQuoteAt(pos[0]) : undefined;
      if (quote !== undefined)
        return { message: 'the quote that opens here is never closed', place: this.placeOf(quote) };
      return { message: OWN_MESSAGES[code] ?? `not valid YAML: ${message}`, place: this.placeOf(pos[0]) };
    });
  }

  /** Where the quoted text begins that is cut off at an offset; undefined where none is. */
  private openQuoteAt(offset: number): number | undefined {
    let found: number | undefined;
    visit(this.document, {
      Scalar(_key, { type, range }) {
        if (!type?.startsWith('QUOTE') || range == null) return;
        if (range[0] < offset && range[1] >= offset) found = range[0];
      },
    });
    return found;
  }

  /** In: an offset in characters of the text. */
  placeOf(offset: number): SuitePlace {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
  }
}

/** Where the library's message is meant for programmers. */
const OWN_MESSAGES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second YAML document begins here: a suite is one document',
  RESOURCE_EXHAUSTION: 'nested too deeply',
};
