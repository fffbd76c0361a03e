import type { CommandScope } from './commandScope.js';
import type { ShellToken, SimpleCommand } from './shellReading.js';
import { OF_AUTHOR, type ShellText } from './shellText.js';

/** Gives the value of a variable that the call sets; undefined: unknown, or of the daemon. */
export type VariableLookup = (name: string) => ShellText | undefined;

/** A text within a text: quotes, an expansion, or commands. */
export type Frame =
  | { readonly kind: 'commands'; readonly scope: CommandScope; readonly isClosable: boolean }
  | { readonly kind: 'single-quoted' | 'double-quoted' | 'document' | 'braces' }
  | { readonly kind: 'arithmetic'; depth: number };

/** A here-document that the line announced. */
export interface Document {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
}

/** Where a reader of shell text is, and what it has found. */
export class ReaderState {
  readonly text: ShellText;
  readonly lookup: VariableLookup;
  readonly tokens: ShellToken[] = [];
  readonly commands: SimpleCommand[] = [];
  readonly inner: ShellText[] = [];
  readonly quotes: number[] = [];
  readonly frames: Frame[] = [];
  readonly documents: Document[] = [];
  /** What the commands so far have put into variables, by name. */
  readonly assigned = new Map<string, ShellText>();
  isAmbiguous = false;
  lastLine = 0;
  at = 0;

  constructor(text: ShellText, lookup: VariableLookup) {
    this.text = text;
    this.lookup = lookup;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.bytes.length;
  }

  get frame(): Frame {
    return this.frames[this.frames.length - 1] as Frame;
  }

  /** Where the commands stand that are being read. */
  get scope(): CommandScope {
    for (let i = this.frames.length - 1; ; i--) {
      const frame = this.frames[i] as Frame;
      if (frame.kind === 'commands') return frame.scope;
    }
  }

  /** A byte as a character; empty behind the end. */
  character(ahead = 0): string {
    return this.characterAt(this.at + ahead);
  }

  characterAt(at: number): string {
    const byte = this.text.bytes[at];
    return byte === undefined ? '' : String.fromCharCode(byte);
  }

  isOfAuthor(ahead = 0): boolean {
    return this.text.origins[this.at + ahead] === OF_AUTHOR;
  }

  /** What a variable holds, as far as that is known: what the text has put into it, or what the call sets. */
  valueOf(name: string): ShellText | undefined {
    return this.assigned.get(name) ?? this.lookup(name);
  }

  token(kind: ShellToken['kind'], start = this.at, length = 1): void {
    this.tokens.push({ kind, start, end: start + length });
  }

  addLiteral(): void {
    this.scope.addByte(this.at);
    this.at += 1;
  }

  openQuotes(kind: 'single-quoted' | 'double-quoted'): void {
    this.noteQuote();
    this.scope.breakPlain(this.at);
    this.frames.push({ kind });
    this.at += 1;
  }

  closeQuotes(): void {
    this.noteQuote();
    this.frames.pop();
    this.at += 1;
  }

  readBackslash(): void {
    this.noteQuote();
    if (this.character(1) === '\n') {
      this.at += 2;
      return;
    }
    this.scope.breakPlain(this.at);
    this.at += 1;
    if (!this.isAtEnd) this.addLiteral();
  }

  private noteQuote(): void {
    if (!this.isOfAuthor()) this.quotes.push(this.at);
  }
}
