import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isPair,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { SuitePlace, SuiteProblem } from '../problems.js';

/** How deep lists and maps may stand within each other: no file for people comes near it. */
const MAX_NESTING = 100;
const TOO_DEEP = `lists and maps stand more than ${MAX_NESTING} deep within each other`;

/** One YAML file, parsed, with what it takes to tell where in it something stands. */
export class YamlSource {
  readonly document: Document.Parsed;
  private readonly lines = new LineCounter();
  private readonly aliased = new Map<Alias, Node>();
  /** Where the file is nested deeper than is read. */
  private readonly tooDeepAt: number | undefined;

  /** @param file its name for places; @param text its whole content */
  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    let document: Document.Parsed | undefined;
    try {
      document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    } catch (error) {
      // The library goes down as deep as the file does.
      if (!(error instanceof RangeError)) throw error;
    }
    this.document = document ?? parseDocument('');
    this.tooDeepAt = document === undefined ? 0 : this.readNodes();
  }

  /** What an alias stands for: the last value before it that has the anchor. */
  meantBy(alias: Alias): Node | undefined {
    return this.aliased.get(alias);
  }

  /** Goes through all nodes once, in their order. Out: where they stand too deep; undefined where they do not. */
  private readNodes(): number | undefined {
    const anchored = new Map<string, Node>();
    const open: { readonly node: unknown; readonly depth: number }[] = [
      { node: this.document.contents, depth: 0 },
    ];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { node, depth } = next;
      if (isPair(node)) open.push({ node: node.value, depth }, { node: node.key, depth });
      else if (isAlias(node)) {
        const meant = anchored.get(node.source);
        if (meant !== undefined) this.aliased.set(node, meant);
      } else if (node !== null && node !== undefined) {
        const { anchor, range } = node as Node & { anchor?: string };
        if (anchor) anchored.set(anchor, node as Node);
        if (!isCollection(node)) continue;
        if (depth >= MAX_NESTING) return range?.[0] ?? 0;
        for (let at = node.items.length - 1; at >= 0; at--)
          open.push({ node: node.items[at], depth: depth + 1 });
      }
    }
    return undefined;
  }

  /** What is wrong with the file as YAML. */
  get problems(): readonly SuiteProblem[] {
    if (this.tooDeepAt !== undefined) return [{ message: TOO_DEEP, place: this.placeOf(this.tooDeepAt) }];
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
  RESOURCE_EXHAUSTION: TOO_DEEP,
};
