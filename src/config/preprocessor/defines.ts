/** What one define may grow to, all its uses together: far beyond any real configuration. */
const MAX_EXPANSIONS = 100_000;
const MAX_EXPANDED_BYTES = 16_777_216;
const MAX_EXPANSION_DEPTH = 64;

/** The words that Kamailio's preprocessor replaces (`#!define NAME text`). A name without a text has the text ''. */
export class Defines {
  private readonly texts = new Map<string, string>();
  private expansions = 0;
  private expandedBytes = 0;

  constructor(initial: ReadonlyMap<string, string>) {
    for (const [name, text] of initial) this.texts.set(name, text);
  }

  has(name: string): boolean {
    return this.texts.has(name);
  }

  get(name: string): string | undefined {
    return this.texts.get(name);
  }

  set(name: string, text: string): void {
    this.texts.set(name, text);
  }

  /** Counts one use of a text. Out: false where defines that use defines would grow without measure. */
  admits(text: string, depth: number): boolean {
    this.expansions++;
    this.expandedBytes += text.length;
    return (
      depth < MAX_EXPANSION_DEPTH &&
      this.expansions <= MAX_EXPANSIONS &&
      this.expandedBytes <= MAX_EXPANDED_BYTES
    );
  }
}
