/** How the shell reads the place where a value stands (POSIX.1-2017 XCU 2.2). */
export type QuoteContext = 'unquoted' | 'single-quoted' | 'double-quoted' | 'comment';

/** A part of a command line that came from the message, as offsets in bytes: from `start` up to `end`. */
export interface ValueSpan {
  readonly start: number;
  readonly end: number;
}

/** What the reader is inside of: quotes, or a `$(…)` or backquotes that began within the quotes below it. */
type Level = 'unquoted' | 'double-quoted' | 'parentheses' | 'backquotes';

/**
 * Tells in which quotes each value of a command line stands, as whoever wrote the command meant it: the values
 * themselves are passed over.
 * In: the command line and its spans in ascending order. Out: a context for each span.
 */
export function quoteContexts(commandLine: Buffer, spans: readonly ValueSpan[]): QuoteContext[] {
  const reader = new ShellReader();
  const contexts: QuoteContext[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    for (; at < start; at++) reader.read(String.fromCharCode(commandLine[at] as number));
    contexts.push(reader.context());
    reader.passOver(end > start);
    at = Math.max(at, end);
  }
  return contexts;
}

class ShellReader {
  private readonly levels: Level[] = ['unquoted'];
  private quote: 'single' | 'none' = 'none';
  private isComment = false;
  private isEscaped = false;
  private previous = '\n';

  context(): QuoteContext {
    if (this.isComment) return 'comment';
    if (this.quote === 'single') return 'single-quoted';
    return this.level() === 'double-quoted' ? 'double-quoted' : 'unquoted';
  }

  passOver(hasBytes: boolean): void {
    this.isEscaped = false;
    if (hasBytes) this.previous = 'x';
  }

  read(character: string): void {
    const { previous } = this;
    this.previous = character;
    if (this.isComment) {
      this.isComment = character !== '\n';
    } else if (this.quote === 'single') {
      if (character === "'") this.quote = 'none';
    } else if (this.isEscaped) {
      this.isEscaped = false;
      this.previous = 'x';
    } else if (character === '\\') {
      this.isEscaped = true;
    } else {
      this.readSpecial(character, previous);
    }
  }

  private readSpecial(character: string, previous: string): void {
    const level = this.level();
    if (character === '"') this.toggle('double-quoted');
    else if (character === '`') this.toggle('backquotes');
    else if (character === '(' && (previous === '$' || level !== 'double-quoted'))
      this.levels.push('parentheses');
    else if (level === 'double-quoted') return;
    else if (character === "'") this.quote = 'single';
    else if (character === ')' && level === 'parentheses') this.levels.pop();
    else if (character === '#' && /[\s;&|(]/.test(previous)) this.isComment = true;
  }

  private toggle(level: Level): void {
    if (this.level() === level) this.levels.pop();
    else this.levels.push(level);
  }

  private level(): Level {
    return this.levels[this.levels.length - 1] as Level;
  }
}
