import type { Includes } from '../includes.js';
import type { Preprocessor } from '../preprocessor/preprocessor.js';
import type { ProblemList } from '../problems.js';
import { readable, type SourceFile } from '../sourceFile.js';
import { CharacterReader } from './characterReader.js';
import type { Dialect } from './dialect.js';
import { readDoubleQuoted, readSingleQuoted } from './strings.js';
import type { DisabledTokens, LexedConfig, Token } from './token.js';

const WHITESPACE = /[ \t\r\n\f\v\b]+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /0[xX][0-9A-Fa-f]+|0b[01]+|[0-9]+/y;
const INCLUDE = /(?:[#!]!)?(include|import)_file(?![A-Za-z0-9_])[ \t]*(?:"([^"\r\n]*)"|([^ \t\r\n"]*))/y;
const LINE_COMMENT = /[^\n]*/y;

/** Splits a configuration into its tokens, all its files in the order in which the server reads them. */
export class Lexer {
  private readonly reader = new CharacterReader();
  private readonly tokens: Token[] = [];
  private readonly disabled: DisabledTokens[] = [];
  private readonly dialect: Dialect;
  private readonly problems: ProblemList;
  private readonly preprocessor: Preprocessor;
  private readonly includes: Includes | undefined;

  /** `includes` is absent for text that the server does not see: nothing is included there. */
  constructor(dialect: Dialect, problems: ProblemList, preprocessor: Preprocessor, includes?: Includes) {
    this.dialect = dialect;
    this.problems = problems;
    this.preprocessor = preprocessor;
    this.includes = includes;
  }

  read(file: SourceFile, start?: number, end?: number): LexedConfig {
    this.reader.openFile(file, start, end);
    do {
      while (this.readOne());
    } while (this.reader.closeFile());
    return { tokens: this.tokens, disabled: this.disabled };
  }

  /** Reads what comes next. Out: false at the end of a file. */
  private readOne(): boolean {
    const { reader } = this;
    const character = reader.peek();
    if (character === '') return false;
    const whitespace = reader.match(WHITESPACE);
    if (whitespace !== undefined) reader.skip(whitespace[0].length);
    else if (character === '\\' && reader.peek(1) === '\n') reader.skip(2);
    else if (this.readInclude() || this.readDirective(character)) return true;
    else if (character === '#') this.skipLine();
    else if (character === '/' && reader.peek(1) === '/' && this.dialect.slashComments === 'comment')
      this.skipLine();
    else if (character === '/' && reader.peek(1) === '*') this.skipComment();
    else if (character === '"' || character === "'") this.readString(character);
    else if (character === '$') this.readVariable();
    else this.readPlain();
    return true;
  }

  private readPlain(): void {
    const word = this.reader.match(WORD)?.[0];
    const number = this.reader.match(NUMBER)?.[0];
    if (word !== undefined) this.readWord(word);
    else if (number !== undefined) this.take('number', number);
    else this.take('symbol', this.reader.peek());
  }

  private readWord(word: string): void {
    const { reader, preprocessor } = this;
    const text = this.dialect.preprocessor === 'kamailio' ? preprocessor.defines.get(word) : undefined;
    const refusal = text === undefined ? undefined : this.refusalToExpand(word, text);
    if (refusal !== undefined) this.problems.add(refusal.code, refusal.message, reader.file, reader.offset);
    if (text === undefined || refusal !== undefined) {
      this.take('word', word);
      return;
    }
    const { offset: start } = reader;
    reader.skip(word.length);
    reader.openDefine(word, text, start);
  }

  private refusalToExpand(word: string, text: string): { code: string; message: string } | undefined {
    if (this.reader.isWithinDefine(word)) {
      const message = `${word} is defined by itself: the server never ends reading it`;
      return { code: 'define-loop', message };
    }
    if (this.preprocessor.defines.admits(text, this.reader.defineDepth)) return undefined;
    return { code: 'define-too-large', message: `the defines behind ${word} grow without measure` };
  }

  private take(kind: Token['kind'], text: string): void {
    const start = this.reader.offset;
    const file = this.reader.file;
    this.reader.skip(text.length);
    this.push({ kind, text, file, start, end: this.reader.endOffset });
  }

  private push(token: Token): void {
    this.tokens.push(token);
    if (token.kind !== 'string') return;
    if (this.includes !== undefined && this.tokens.at(-2)?.text === 'loadmodule')
      this.preprocessor.noteModule(token.text);
  }

  private readString(quote: '"' | "'"): void {
    const { reader } = this;
    const { file, offset: start } = reader;
    let { text, isClosed, isCut, offsets } =
      quote === '"' ? readDoubleQuoted(reader) : readSingleQuoted(reader);
    let end = reader.endOffset;
    const canJoin = quote === '"' && this.dialect.adjacentStrings === 'joined';
    while (canJoin && isClosed && this.isAnotherPart()) {
      const part = readDoubleQuoted(reader);
      if (!isCut) {
        text += part.text;
        for (const offset of part.offsets) offsets.push(offset);
      }
      isCut ||= part.isCut;
      isClosed = part.isClosed;
      end = reader.endOffset;
    }
    if (!isClosed)
      this.problems.add('unclosed-string', `a string that begins with ${quote} never ends`, file, start);
    const substituted = this.preprocessor.substitute(text, file, start);
    if (substituted !== text) offsets = Array.from({ length: substituted.length }, () => start);
    this.push({ kind: 'string', text: substituted, file, start, end, offsets });
  }

  /** True, and the reader is at its quote, where another string follows behind nothing but blanks: it is joined. */
  private isAnotherPart(): boolean {
    let ahead = 0;
    while (/[ \t\r\n\b]/.test(this.reader.peek(ahead))) ahead++;
    if (this.reader.peek(ahead) !== '"') return false;
    this.reader.skip(ahead);
    return true;
  }

  /** A script variable: `$ru`, `$var(x)`, `$(hdr(Via)[1]{s.len})`; what is in parentheses is not looked into. */
  private readVariable(): void {
    const { reader } = this;
    const { file, offset: start } = reader;
    let text = '$';
    reader.skip();
    const name = reader.match(WORD)?.[0] ?? '';
    reader.skip(name.length);
    text += name;
    if (reader.peek() === '(') {
      let depth = 0;
      do {
        const character = reader.peek();
        if (character === '') {
          this.problems.add(
            'unclosed-variable',
            `the parenthesis of ${readable(text.slice(0, 40))} is never closed`,
            file,
            start,
          );
          break;
        }
        if (character === '(') depth++;
        if (character === ')') depth--;
        text += character;
        reader.skip();
      } while (depth > 0);
    }
    this.push({
      kind: 'variable',
      text: this.preprocessor.substitute(text, file, start),
      file,
      start,
      end: reader.endOffset,
    });
  }

  private skipLine(): void {
    const line = this.reader.match(LINE_COMMENT)?.[0] ?? '';
    this.reader.skip(line.length);
    // A comment that a define brings takes the rest of the line on which the define is used with it.
    while (this.reader.peek() !== '' && this.reader.peek() !== '\n') this.reader.skip();
  }

  /** Comments of this kind may stand in each other, in every family. */
  private skipComment(): void {
    const { reader } = this;
    const { file, offset: start } = reader;
    let depth = 0;
    do {
      const [first, second] = [reader.peek(), reader.peek(1)];
      if (first === '') {
        this.problems.add('unclosed-comment', 'a comment that begins with /* never ends', file, start);
        return;
      }
      const change = first === '/' && second === '*' ? 1 : first === '*' && second === '/' ? -1 : 0;
      depth += change;
      reader.skip(change === 0 ? 1 : 2);
    } while (depth > 0);
  }

  private readInclude(): boolean {
    const { reader } = this;
    const match = reader.match(INCLUDE);
    if (match === undefined || (match[0].startsWith('!', 1) && this.dialect.preprocessor === 'none'))
      return false;
    const [whole, kind, quoted, bare] = match as unknown as [string, 'include' | 'import', string?, string?];
    const { file, offset: start, openFiles } = reader;
    reader.skip(whole.length);
    if (this.includes === undefined) return true;
    const included = this.includes.open(
      this.preprocessor.substitute(quoted ?? bare ?? '', file, start),
      kind,
      {
        file,
        start,
        openFiles,
      },
    );
    if (included !== undefined) reader.openFile(included);
    return true;
  }

  private readDirective(character: string): boolean {
    if (this.dialect.preprocessor === 'none' || (character !== '#' && character !== '!')) return false;
    if (this.reader.peek(1) !== '!' || this.reader.isWithinDefine()) return false;
    const skipped = this.preprocessor.readDirective(
      this.reader,
      this.includes === undefined ? 'passive' : 'active',
    );
    if (skipped === undefined) return false;
    for (const { file, start, end } of skipped) {
      const lexer = new Lexer(this.dialect, this.problems.silent(), this.preprocessor);
      const { tokens } = lexer.read(file, start, end);
      if (tokens.length > 0) this.disabled.push({ after: this.tokens.length, tokens });
    }
    return true;
  }
}
