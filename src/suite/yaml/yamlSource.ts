import { type Document, LineCounter, parseDocument } from 'yaml';
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
    return [...this.document.errors, ...this.document.warnings].map(({ code, message, pos }) => ({
      message: OWN_MESSAGES[code] ?? `not valid YAML: ${message}`,
      place: this.placeOf(pos[0]),
    }));
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
