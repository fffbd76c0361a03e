import { readEscape } from './escapes.js';
import type { KemiLanguage } from './language.js';
import { type StringForm, stringFormAt } from './stringForms.js';
import type { KemiToken, StringPiece } from './token.js';

const WORD = /[A-Za-z_\x80-\xff][\w\x80-\xff]*[?!]?|[0-9][\w.]*/y;
const SYMBOL = /\.\.\.?|::|[+=!<>-]=|[\s\S]/y;
const BLANK = /[ \t\r\f\v]+|\\\r?\n/y;
const LUA_COMMENT = /--\[(=*)\[/y;
/** A variable of Ruby in a string, without braces: `#$name`, `#@name`. */
const SHORT_HOLE = /#(?:\$(?:[A-Za-z_]\w*|[0-9~*$?!@/\\;,.=:<>"&`'+])|@@?[A-Za-z_]\w*)/y;
const HEREDOC = /<<([~-]?)(["'`]?)([A-Za-z_]\w*)\2/y;
/** The end of a value: a `/` behind it divides, and anywhere else begins a regular expression. */
const VALUE_END = /^(?:[\w)\]}]|[^ -~])/;
const WORDS_BEFORE_VALUES = /^(?:return|and|or|not|if|unless|when|case|in|typeof)$/;
/** How deep expressions in strings may stand within each other; real scripts do not come near it. */
const MAX_DEPTH = 50;

/** A here-document of Ruby whose text begins with the next line. */
interface Heredoc {
  readonly token: number;
  readonly terminator: string;
  readonly isIndented: boolean;
  readonly strips: boolean;
  readonly isPlain: boolean;
}

const LINE_COMMENTS: Readonly<Record<KemiLanguage, readonly string[]>> = {
  lua: ['--'],
  python: ['#'],
  javascript: ['//'],
  ruby: ['#'],
  squirrel: ['//', '#'],
};
const HAS_REGULAR_EXPRESSIONS: readonly KemiLanguage[] = ['javascript', 'ruby'];

/**
 * Splits a KEMI script into words, strings and symbols, by the rules of its language; comments are left out.
 * In: the script, one character per byte. Out: its tokens, and where strings and comments begin that nothing closes.
 */
export function readKemiTokens(
  text: string,
  language: KemiLanguage,
): { readonly tokens: readonly KemiToken[]; readonly unclosed: readonly number[] } {
  const lexer = new KemiLexer(text, language);
  lexer.read('end');
  return lexer;
}

class KemiLexer {
  readonly tokens: KemiToken[] = [];
  readonly unclosed: number[] = [];
  private readonly text: string;
  private readonly language: KemiLanguage;
  private at = 0;
  private depth = 0;
  private heredocs: Heredoc[] = [];

  constructor(text: string, language: KemiLanguage) {
    this.text = text;
    this.language = language;
  }

  /** Reads to the end of the text, or to the `}` that closes an expression in a string. */
  read(until: 'end' | 'closing-brace'): void {
    let braces = 0;
    while (this.at < this.text.length) {
      const before = this.tokens.length;
      this.readOne();
      const token = this.tokens[before];
      if (until === 'end' || token?.kind !== 'symbol') continue;
      if (token.text === '{') braces++;
      if (token.text === '}' && braces-- === 0) return;
    }
  }

  private readOne(): void {
    if (this.text[this.at] === '\n') {
      this.readLineEnd();
      return;
    }
    const blank = this.match(BLANK);
    if (blank !== undefined) {
      this.at += blank[0].length;
      return;
    }
    if (this.skipComment() || this.readHeredocStart()) return;
    const form = stringFormAt(this.text, this.at, this.language);
    if (form !== undefined) {
      this.readString(form);
      return;
    }
    if (this.readRegularExpression()) return;
    const word = this.match(WORD);
    this.push(
      word === undefined ? 'symbol' : 'word',
      (word ?? (this.match(SYMBOL) as RegExpExecArray))[0].length,
    );
  }

  private push(kind: KemiToken['kind'], length: number, pieces?: readonly StringPiece[]): void {
    const start = this.at;
    this.at += length;
    const text = this.text.slice(start, this.at);
    this.tokens.push({ kind, text, start, end: this.at, ...(pieces === undefined ? {} : { pieces }) });
  }

  private match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    return expression.exec(this.text) ?? undefined;
  }

  private readLineEnd(): void {
    this.push('line-end', 1);
    for (const heredoc of this.heredocs.splice(0)) this.readHeredoc(heredoc);
    if (this.language !== 'ruby') return;
    if (this.text.startsWith('=begin', this.at)) this.skipTo('\n=end');
    else if (/^__END__(?:\r?\n|$)/.test(this.text.slice(this.at, this.at + 9))) this.at = this.text.length;
  }

  private skipComment(): boolean {
    const { text, at, language } = this;
    if (language === 'lua') {
      const long = this.match(LUA_COMMENT);
      if (long !== undefined) return this.skipTo(`]${long[1]}]`);
    } else if ((language === 'javascript' || language === 'squirrel') && text.startsWith('/*', at)) {
      this.at += 2;
      return this.skipTo('*/');
    } else if (language === 'ruby' && at === 0 && text.startsWith('=begin')) {
      return this.skipTo('\n=end');
    }
    if (!LINE_COMMENTS[language].some((mark) => text.startsWith(mark, at))) return false;
    const end = text.indexOf('\n', at);
    this.at = end === -1 ? text.length : end;
    return true;
  }

  private skipTo(closing: string): true {
    const end = this.text.indexOf(closing, this.at);
    if (end === -1) this.unclosed.push(this.at);
    this.at = end === -1 ? this.text.length : end + closing.length;
    return true;
  }

  private readRegularExpression(): boolean {
    if (this.text[this.at] !== '/' || !HAS_REGULAR_EXPRESSIONS.includes(this.language)) return false;
    const before = this.tokens.at(-1);
    if (
      before !== undefined &&
      (before.kind === 'string' || VALUE_END.test(before.text)) &&
      !WORDS_BEFORE_VALUES.test(before.text)
    )
      return false;
    let end = this.at + 1;
    let inSet = false;
    for (; end < this.text.length && this.text[end] !== '\n'; end++) {
      const character = this.text[end];
      if (character === '\\') end++;
      else if (character === '[') inSet = true;
      else if (character === ']') inSet = false;
      else if (character === '/' && !inSet) break;
    }
    this.push('symbol', Math.min(end + (this.text[end] === '/' ? 1 : 0), this.text.length) - this.at);
    return true;
  }

  private readString(form: StringForm): void {
    const start = this.at;
    this.at += form.openingLength;
    const pieces = this.readPieces(form, start);
    this.tokens.push({ kind: 'string', text: this.text.slice(start, this.at), start, end: this.at, pieces });
  }

  /** Reads up to and with what closes a string. */
  private readPieces(form: StringForm, start: number): StringPiece[] {
    const { text } = this;
    const pieces: StringPiece[] = [];
    let nested = 0;
    const take = (bytes: string, length: number) => {
      if (bytes !== '') pieces.push({ kind: 'text', text: bytes, offset: this.at });
      this.at += length;
    };
    while (this.at < text.length) {
      const { at } = this;
      const character = text[at] as string;
      if (text.startsWith(form.closing, at) && nested === 0) {
        if (form.escapes !== 'doubled' || text[at + 1] !== form.closing) {
          this.at += form.closing.length;
          return pieces;
        }
        take(form.closing, 2);
      } else if (character === '\n' && form.lines === 'one') {
        break;
      } else if (character === '\\' && form.escapes !== 'none' && form.escapes !== 'doubled') {
        this.takeEscape(form, take);
      } else if (form.hole !== undefined && text.startsWith(form.hole, at)) {
        if (form.hole === '{' && text[at + 1] === '{') take('{', 2);
        else pieces.push(this.readHole(form.hole.length));
      } else if (form.hole === '#{' && character === '#' && this.match(SHORT_HOLE) !== undefined) {
        const [whole] = this.match(SHORT_HOLE) as unknown as [string];
        pieces.push({ kind: 'unknown', source: whole.slice(1), offset: at });
        this.at += whole.length;
      } else if (form.hole === '{' && text.startsWith('}}', at)) {
        take('}', 2);
      } else {
        if (character === form.nests) nested++;
        if (character === form.closing) nested--;
        take(character, 1);
      }
    }
    this.unclosed.push(start);
    return pieces;
  }

  private takeEscape(form: StringForm, take: (bytes: string, length: number) => void): void {
    const next = this.text[this.at + 1] ?? '';
    if (form.escapes === 'backslash-stays') {
      take(`\\${next}`, 2);
    } else if (form.escapes === 'quotes-only') {
      const isEscape = next === '\\' || next === form.closing || next === form.nests;
      take(isEscape ? next : `\\${next}`, 2);
    } else {
      const { bytes, length } = readEscape(this.text, this.at + 1, this.language);
      take(bytes, length + 1);
    }
  }

  /** Passes over an expression within a string. It is read as tokens, which are dropped, since strings in it may hold braces. */
  private readHole(openingLength: number): StringPiece {
    const offset = this.at;
    const kept = this.tokens.length;
    this.at += openingLength;
    const from = this.at;
    if (this.depth < MAX_DEPTH) {
      this.depth++;
      this.read('closing-brace');
      this.depth--;
    } else {
      const end = this.text.indexOf('}', this.at);
      this.at = end === -1 ? this.text.length : end + 1;
    }
    this.tokens.length = kept;
    return { kind: 'unknown', source: this.text.slice(from, this.at).replace(/\}$/, ''), offset };
  }

  private readHeredocStart(): boolean {
    if (this.language !== 'ruby') return false;
    const match = this.match(HEREDOC);
    if (match === undefined) return false;
    const [whole, sign, quote, terminator] = match as unknown as [string, string, string, string];
    // `list <<NAME` without sign or quotes appends, where what stands before it is a value.
    const before = this.tokens.at(-1);
    const isValue = before?.end === this.at && before.kind !== 'symbol';
    if (sign === '' && quote === '' && (isValue || !/^[A-Z]/.test(terminator))) return false;
    this.heredocs.push({
      token: this.tokens.length,
      terminator,
      isIndented: sign !== '',
      strips: sign === '~',
      isPlain: quote === "'",
    });
    this.push('string', whole.length, []);
    return true;
  }

  private readHeredoc({ token, terminator, isIndented, strips, isPlain }: Heredoc): void {
    const { text } = this;
    const from = this.at;
    let end = from;
    let next = text.length;
    for (;;) {
      if (end >= text.length) {
        this.unclosed.push((this.tokens[token] as KemiToken | undefined)?.start ?? from);
        end = text.length;
        break;
      }
      const lineEnd = text.indexOf('\n', end);
      const line = text.slice(end, lineEnd === -1 ? text.length : lineEnd).replace(/\r$/, '');
      const isLast = (isIndented ? line.trimStart() : line) === terminator;
      next = lineEnd === -1 ? text.length : lineEnd + 1;
      if (isLast) break;
      end = next;
    }
    const form: StringForm = {
      openingLength: 0,
      closing: '\0',
      lines: 'many',
      ...(isPlain ? { escapes: 'none' } : { escapes: 'language', hole: '#{' }),
    };
    const body = new KemiLexer(text.slice(0, end), this.language);
    body.at = from;
    body.depth = this.depth;
    const pieces = body.readPieces(form, from);
    this.at = next;
    const opening = this.tokens[token];
    if (opening !== undefined)
      this.tokens[token] = { ...opening, pieces: strips ? withoutIndent(pieces) : pieces };
  }
}

/** The lines of a `<<~` here-document without the blanks that all of them begin with. */
function withoutIndent(pieces: readonly StringPiece[]): readonly StringPiece[] {
  let commonBlanks = Number.POSITIVE_INFINITY;
  let blanks: number | undefined = 0;
  for (const piece of pieces) {
    const character = piece.kind === 'text' ? piece.text : 'x';
    if (character === '\n') blanks = 0;
    else if (blanks !== undefined && (character === ' ' || character === '\t')) blanks++;
    else if (blanks !== undefined) {
      commonBlanks = Math.min(commonBlanks, blanks);
      blanks = undefined;
    }
  }
  let column = 0;
  return pieces.filter((piece) => {
    const isStripped = column < commonBlanks && piece.kind === 'text' && /^[ \t]$/.test(piece.text);
    column =
      piece.kind === 'text' && piece.text === '\n' ? 0 : isStripped ? column + 1 : Number.POSITIVE_INFINITY;
    return !isStripped;
  });
}
