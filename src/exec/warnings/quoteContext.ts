/**
 * How the shell reads the place where a value stands (POSIX.1-2017 XCU 2.2, 2.7.4). `here-document` is one whose lines
 * the shell expands; in a `quoted-here-document` it takes them as they are.
 */
export type QuoteContext =
  | 'unquoted'
  | 'single-quoted'
  | 'double-quoted'
  | 'here-document'
  | 'quoted-here-document'
  | 'arithmetic'
  | 'comment';

/** A part of a command line that came from the message, as offsets in bytes: from `start` up to `end`. */
export interface ValueSpan {
  readonly start: number;
  readonly end: number;
}

/** Where a value stands: in which quotes, and within the argument of a command that reads it as shell code again. */
export interface ValuePlace {
  readonly context: QuoteContext;
  /** `eval`, or a shell with `-c`, when the value stands in what that runs. */
  readonly runBy: string | undefined;
  /** A backslash before the value takes its first character literally, and no other. */
  readonly isEscaped: boolean;
}

/** What the reader is inside of: quotes, or a `$(…)` or backquotes that began within the quotes below it. */
type Level = 'unquoted' | 'double-quoted' | 'parentheses' | 'arithmetic' | 'backquotes';

/**
 * Tells in which quotes each value of a command line stands, as whoever wrote the command meant it: the values
 * themselves are passed over.
 * In: the command line and its spans in ascending order. Out: a context for each span.
 */
export function quoteContexts(commandLine: Buffer, spans: readonly ValueSpan[]): QuoteContext[] {
  return valuePlaces(commandLine, spans).map(({ context }) => context);
}

/** As `quoteContexts`, with the commands that run a value. */
export function valuePlaces(commandLine: Buffer, spans: readonly ValueSpan[]): ValuePlace[] {
  const reader = new ShellReader();
  const places: ValuePlace[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    for (; at < start; at++) reader.read(String.fromCharCode(commandLine[at] as number));
    places.push({ context: reader.context(), runBy: reader.runBy(), isEscaped: reader.isEscaped });
    reader.passOver(end > start);
    at = Math.max(at, end);
  }
  return places;
}

/** What a command line ends in, as whoever wrote it meant it. */
export interface CommandEnd {
  /** A word that is added there is a word of its own, no part of a comment, of quotes or of a document. */
  readonly takesWord: boolean;
  /** The words of its last simple command, as far as they are remembered; empty behind a `;`, a `)` and the like. */
  readonly words: readonly string[];
}

/** Tells where a word would stand that is added to a command line. In: the command line, without the word. */
export function commandEnd(commandLine: Buffer): CommandEnd {
  const reader = new ShellReader();
  for (const byte of commandLine) reader.read(String.fromCharCode(byte));
  reader.read(' ');
  return reader.end();
}

/** A here-document that was announced, or is being read. */
interface HereDocument {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
}

const SHELLS = /^(?:\S*\/)?(?:sh|bash|dash|ash|ksh|zsh)$/;
/** How many words of a command are remembered: enough for `sudo -u routing env A=b sh -c`. */
const MAX_WORDS = 16;

/** Whether a command begins behind a character. `$(` and `${` are parts of a word, and so is a brace within one. */
function beginsCommand(character: string, previous: string): boolean {
  if (character === '(') return previous !== '$';
  if (character === '{' || character === '}') return /[\s;&|()]/.test(previous);
  return /[;&|)]/.test(character);
}

class ShellReader {
  private readonly levels: Level[] = ['unquoted'];
  /** The words of the command that is being read, for each level; the last one is not finished. */
  private readonly words: string[][] = [['']];
  private isSingleQuoted = false;
  private isComment = false;
  isEscaped = false;
  /** The parenthesis that was opened last is one of `$(`. */
  private isSubstitution = false;
  private previous = '\n';
  /** The characters since `<<`, while a delimiter is being read. */
  private announcement: string | undefined;
  private announcedQuote = '';
  private stripsTabs = false;
  private readonly announced: HereDocument[] = [];
  private hereDocument: HereDocument | undefined;
  private hereLine = '';

  context(): QuoteContext {
    if (this.isComment) return 'comment';
    if (this.isSingleQuoted) return 'single-quoted';
    const level = this.level();
    if (this.levels.includes('arithmetic') && level !== 'backquotes') return 'arithmetic';
    if (level === 'double-quoted') return 'double-quoted';
    if (level === 'unquoted' && this.hereDocument !== undefined) {
      return this.hereDocument.isQuoted ? 'quoted-here-document' : 'here-document';
    }
    return 'unquoted';
  }

  end(): CommandEnd {
    const isPlain = this.levels.length === 1 && this.context() === 'unquoted';
    return {
      takesWord: isPlain && this.announcement === undefined && this.announced.length === 0,
      words: (this.words.at(-1) as string[]).filter((word) => word !== ''),
    };
  }

  runBy(): string | undefined {
    for (const words of this.words) {
      const before = words.slice(0, -1);
      if (before[0] === 'eval') return 'eval';
      const shell = before.findIndex((word) => SHELLS.test(word));
      if (shell !== -1 && /^-[a-z]*c$/.test(before.at(-1) as string)) return before[shell];
    }
    return undefined;
  }

  passOver(hasBytes: boolean): void {
    this.isEscaped = false;
    if (this.hereDocument !== undefined) this.hereLine += 'x';
    this.addToWord('x');
    if (hasBytes) this.previous = 'x';
  }

  read(character: string): void {
    const { previous } = this;
    this.previous = character;
    if (this.announcement !== undefined && this.announces(character, previous)) return;
    if (this.isComment) {
      if (character === '\n') {
        this.isComment = false;
        this.endLine();
      }
    } else if (this.hereDocument !== undefined && this.levels.length === 1) {
      this.readHereDocument(character, previous);
    } else if (this.isSingleQuoted) {
      if (character === "'") this.isSingleQuoted = false;
      else this.addToWord(character);
    } else if (this.isEscaped) {
      this.isEscaped = false;
      this.previous = 'x';
      this.addToWord(character);
    } else if (character === '\\') {
      this.isEscaped = true;
    } else {
      this.readSpecial(character, previous);
    }
  }

  private readSpecial(character: string, previous: string): void {
    const level = this.level();
    if (level !== 'double-quoted') this.readWordCharacter(character, previous);
    else if (character !== '"') this.addToWord(character);
    if (character === '"') this.toggle('double-quoted');
    else if (character === '`') this.toggle('backquotes');
    else if (character === '(' && previous === '(' && this.isSubstitution) this.open('arithmetic');
    else if (character === '(' && (previous === '$' || level !== 'double-quoted')) {
      this.isSubstitution = previous === '$';
      this.open('parentheses');
    } else if (level === 'double-quoted') return;
    else if (character === "'") this.isSingleQuoted = true;
    else if (character === ')' && (level === 'parentheses' || level === 'arithmetic')) this.close();
    else if (character === '#' && /[\s;&|(]/.test(previous)) this.isComment = true;
  }

  /** What a character outside of quotes does to words, commands and here-documents. */
  private readWordCharacter(character: string, previous: string): void {
    if (character === '<' && previous === '<') this.announce();
    else if (character === '\n') this.endLine();
    else if (beginsCommand(character, previous)) this.startCommand();
    else if (character === ' ' || character === '\t') this.endWord();
    else if (character !== '"' && character !== "'") this.addToWord(character);
  }

  private announce(): void {
    this.announcement = '';
    this.stripsTabs = false;
  }

  /** Gathers the delimiter of a here-document, from `<<` to the end of its word. Out: false at that end. */
  private announces(character: string, previous: string): boolean {
    const word = this.announcement as string;
    const isBlank = character === ' ' || character === '\t';
    if (isBlank && word === '') return true;
    if (character === '-' && previous === '<') {
      this.stripsTabs = true;
      return true;
    }
    if (character === '<' && word === '') {
      // `<<<` hands over a word, and no document.
      this.announcement = undefined;
      this.previous = ' ';
      return true;
    }
    if (this.announcedQuote === '' && (isBlank || /[\n;&|()<>]/.test(character))) {
      this.endAnnouncement();
      return false;
    }
    if (character === this.announcedQuote) this.announcedQuote = '';
    else if (this.announcedQuote === '' && /["']/.test(character)) this.announcedQuote = character;
    this.announcement += character;
    return true;
  }

  private endAnnouncement(): void {
    const word = this.announcement;
    this.announcement = undefined;
    if (!word) return;
    this.announced.push({
      delimiter: word.replace(/'([^']*)'|"([^"]*)"|\\(.)/gs, '$1$2$3'),
      isQuoted: /["'\\]/.test(word),
      stripsTabs: this.stripsTabs,
    });
  }

  private endLine(): void {
    this.startCommand();
    if (this.hereDocument === undefined) this.hereDocument = this.announced.shift();
    this.hereLine = '';
  }

  private readHereDocument(character: string, previous: string): void {
    const { delimiter, isQuoted, stripsTabs } = this.hereDocument as HereDocument;
    if (character === '\n') {
      const line = stripsTabs ? this.hereLine.replace(/^\t+/, '') : this.hereLine;
      this.hereLine = '';
      if (line === delimiter) this.hereDocument = this.announced.shift();
      return;
    }
    this.hereLine += character;
    if (isQuoted) return;
    if (character === '`') this.toggle('backquotes');
    else if (character === '(' && previous === '$') this.open('parentheses');
  }

  private addToWord(character: string): void {
    const words = this.words.at(-1) as string[];
    words[words.length - 1] += character;
  }

  private endWord(): void {
    const words = this.words.at(-1) as string[];
    if (words.at(-1) === '') return;
    if (words.length < MAX_WORDS) words.push('');
    else words[words.length - 1] = '';
  }

  private startCommand(): void {
    this.words[this.words.length - 1] = [''];
  }

  private toggle(level: Level): void {
    if (this.level() === level) this.close();
    else this.open(level);
  }

  private open(level: Level): void {
    this.levels.push(level);
    if (level !== 'double-quoted') this.words.push(['']);
  }

  private close(): void {
    if (this.level() !== 'double-quoted') this.words.pop();
    this.levels.pop();
  }

  private level(): Level {
    return this.levels[this.levels.length - 1] as Level;
  }
}
