import type { KemiLanguage } from './language.js';

/** How a string is written: what ends it, and what in it is more than itself. */
export interface StringForm {
  readonly openingLength: number;
  readonly closing: string;
  /** `doubled`: two closing quotes are one; `quotes-only`: a backslash escapes the quote and itself. */
  readonly escapes: 'language' | 'none' | 'doubled' | 'quotes-only' | 'backslash-stays';
  /** What begins an expression that is filled in; undefined where none is. It ends with `}`. */
  readonly hole?: '${' | '#{' | '{';
  /** Whether a line end leaves it unclosed. */
  readonly lines: 'one' | 'many';
  /** A character that opens once more, as in Ruby's `%q(a (b) c)`. */
  readonly nests?: string;
}

const LONG_BRACKET = /\[(=*)\[(?:\r?\n)?/y;
const PYTHON = /([rRbBuUfF]{0,2})("""|'''|"|')/y;
const PERCENT = /%([qQ]?)([([{<|!/])/y;
const CLOSINGS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** The form of the string that begins at an offset; undefined where none does. */
export function stringFormAt(text: string, at: number, language: KemiLanguage): StringForm | undefined {
  return READERS[language](text, at);
}

const READERS: Readonly<Record<KemiLanguage, (text: string, at: number) => StringForm | undefined>> = {
  lua(text, at) {
    const long = matchAt(LONG_BRACKET, text, at);
    if (long === undefined) return quoted(text, at, `"'`);
    return {
      openingLength: long[0].length,
      closing: `]${long[1]}]`,
      escapes: 'none',
      lines: 'many',
    };
  },
  python(text, at) {
    const match = matchAt(PYTHON, text, at);
    if (match === undefined) return undefined;
    const [whole, prefix, closing] = match as unknown as [string, string, string];
    return {
      openingLength: whole.length,
      closing,
      escapes: /r/i.test(prefix) ? 'backslash-stays' : 'language',
      ...(/f/i.test(prefix) ? { hole: '{' as const } : {}),
      lines: closing.length === 3 ? 'many' : 'one',
    };
  },
  javascript(text, at) {
    if (text[at] !== '`') return quoted(text, at, `"'`);
    return { openingLength: 1, closing: '`', escapes: 'language', hole: '${', lines: 'many' };
  },
  ruby(text, at) {
    const quote = text[at];
    if (quote === "'") return { openingLength: 1, closing: "'", escapes: 'quotes-only', lines: 'many' };
    if (quote === '"' || quote === '`')
      return { openingLength: 1, closing: quote, escapes: 'language', hole: '#{', lines: 'many' };
    const percent = matchAt(PERCENT, text, at);
    // Without a letter, a % behind a value is an operator.
    if (percent === undefined || (percent[1] === '' && /[\w)\]"' ]/.test(text[at - 1] ?? '(')))
      return undefined;
    const [whole, letter, opening] = percent as unknown as [string, string, string];
    const closing = CLOSINGS[opening];
    return {
      openingLength: whole.length,
      closing: closing ?? opening,
      ...(closing === undefined ? {} : { nests: opening }),
      ...(letter === 'q' ? { escapes: 'quotes-only' } : { escapes: 'language', hole: '#{' }),
      lines: 'many',
    };
  },
  squirrel(text, at) {
    if (text.startsWith('@"', at))
      return { openingLength: 2, closing: '"', escapes: 'doubled', lines: 'many' };
    return quoted(text, at, `"'`);
  },
};

function quoted(text: string, at: number, quotes: string): StringForm | undefined {
  const quote = text[at];
  if (quote === undefined || !quotes.includes(quote)) return undefined;
  return { openingLength: 1, closing: quote, escapes: 'language', lines: 'one' };
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(text) ?? undefined;
}
