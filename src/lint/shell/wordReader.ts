import { isArithmetic } from './arithmetic.js';
import type { ReferenceRole, ShellReference } from './reference.js';

const NAME = /[A-Za-z_]\w*|[0-9]|[@*#?$!-]/y;
const BRACED_NAME = /([#!]?)([A-Za-z_]\w*|[0-9]+|[@*?$-])/y;
const WITH_DEFAULT = /^:?[-+=?]/;
/** `${x//a/b}`, `${x:1:2}`, `${x^^}`, `${x[0]}`, which POSIX has not. */
const BASH_OPERATOR = /^(?:[/^,[@]|:[^-+=?])/;

/** The script that the words are read from, and how to read what a substitution holds. */
export interface ShellText {
  readonly text: string;
  /** Where the next character stands. */
  at: number;
  /** How many lists and braces are open. */
  depth: number;
  /** The expansions found until now. */
  readonly references: ShellReference[];
  /** Reads commands up to a closing character, which stays. */
  readList(closing: ')' | '`'): void;
  /** Notes syntax that only bash has, where it begins. */
  noteBash(what: string, instead: string, start: number): void;
  /** Reads up to the `))` that ends an arithmetic expression. */
  readArithmetic(): void;
}

/** Reads the words of a shell script: quotes and expansions. */
export class WordReader {
  private readonly list: ShellText;

  constructor(list: ShellText) {
    this.list = list;
  }

  /** Reads a word. Out: its text where all of it is literal. */
  readWord(role: ReferenceRole, command: readonly string[]): string | undefined {
    const { list } = this;
    let literal: string | undefined = '';
    while (list.at < list.text.length) {
      const character = list.text[list.at] as string;
      if (/[\s;&|()<>]/.test(character)) break;
      if (character === "'") literal = append(literal, this.readSingleQuoted());
      else if (character === '"') literal = append(literal, this.readDoubleQuoted(role, command));
      else if (character === '\\') {
        literal = append(literal, list.text[list.at + 1] ?? '');
        list.at += 2;
      } else if (character === '`') {
        if (this.isWithinBackquotes) break;
        literal = append(literal, this.readExpansion(role, false, command));
      } else if (character === '$') literal = append(literal, this.readExpansion(role, false, command));
      else {
        literal = append(literal, character);
        list.at++;
      }
    }
    return literal;
  }

  /**
   * Reads what a `$` or a backquote begins; a lone `$` is a letter.
   * Out: its text where it is no expansion, else undefined.
   */
  readExpansion(role: ReferenceRole, quoted: boolean, command: readonly string[]): string | undefined {
    const { list } = this;
    if (list.text[list.at] === '`') return this.readBackquotes();
    const start = list.at;
    const next = list.text[start + 1] ?? '';
    if (next === '(') return this.readParenthesized();
    if (next === '{') return this.readBraced(role, quoted, command);
    if (next === "'" && !quoted) {
      list.noteBash("$'…'", 'write "$(printf …)"', start);
      list.at++;
      return this.readSingleQuoted();
    }
    NAME.lastIndex = start + 1;
    const name = NAME.exec(list.text)?.[0];
    if (name === undefined) {
      list.at++;
      return '$';
    }
    list.at += 1 + name.length;
    const written = `$${name}`;
    list.references.push({ name, written, start, quoted, role, hasDefault: false, command: [...command] });
    return undefined;
  }

  private isWithinBackquotes = false;

  private readBackquotes(): undefined {
    const { list } = this;
    list.at++;
    if (this.isWithinBackquotes) return undefined;
    this.isWithinBackquotes = true;
    list.readList('`');
    this.isWithinBackquotes = false;
    list.at++;
    return undefined;
  }

  private readParenthesized(): undefined {
    const { list } = this;
    const computes = isArithmetic(list.text, list.at + 1);
    list.at += computes ? 3 : 2;
    if (computes) {
      list.readArithmetic();
      return undefined;
    }
    list.readList(')');
    list.at++;
    return undefined;
  }

  /** `${name}`, `${name:-word}`, `${#name}` and so on. */
  private readBraced(role: ReferenceRole, quoted: boolean, command: readonly string[]): string | undefined {
    const { list } = this;
    const start = list.at;
    BRACED_NAME.lastIndex = start + 2;
    const match = BRACED_NAME.exec(list.text);
    if (match === null) {
      list.at += 2;
      return '${';
    }
    const [whole, prefix, name] = match as unknown as [string, string, string];
    list.at += 2 + whole.length;
    const operator = list.text.slice(list.at, list.at + 2);
    const hasDefault = WITH_DEFAULT.test(operator);
    if (prefix === '!' || BASH_OPERATOR.test(operator)) {
      list.noteBash(`\${${prefix}${name}${operator.slice(0, 1)}…}`, 'use sed, cut or tr', start);
    }
    this.readBraceRest(role, quoted, command);
    // A length is a number and is never split; `${name+word}` is the word, not the value.
    if (prefix !== '#' && !/^:?\+/.test(operator)) {
      const written = list.text.slice(start, list.at);
      list.references.push({ name, written, start, quoted, role, hasDefault, command: [...command] });
    }
    return undefined;
  }

  private readBraceRest(role: ReferenceRole, quoted: boolean, command: readonly string[]): void {
    const { list } = this;
    list.depth++;
    while (list.at < list.text.length && list.depth < 400) {
      const character = list.text[list.at] as string;
      if (character === '}') {
        list.at++;
        break;
      }
      if (character === '\\') list.at += 2;
      else if (character === "'" && !quoted) this.readSingleQuoted();
      else if (character === '"') this.readDoubleQuoted(role, command);
      else if (character === '$' || (character === '`' && !this.isWithinBackquotes)) {
        this.readExpansion(role, quoted, command);
      } else list.at++;
    }
    list.depth--;
  }

  private readSingleQuoted(): string {
    const { list } = this;
    const end = list.text.indexOf("'", list.at + 1);
    const stop = end === -1 ? list.text.length : end;
    const text = list.text.slice(list.at + 1, stop);
    list.at = stop + 1;
    return text;
  }

  private readDoubleQuoted(role: ReferenceRole, command: readonly string[]): string | undefined {
    const { list } = this;
    let literal: string | undefined = '';
    list.at++;
    while (list.at < list.text.length) {
      const character = list.text[list.at] as string;
      if (character === '"') {
        list.at++;
        break;
      }
      if (character === '\\') {
        literal = append(literal, list.text.slice(list.at, list.at + 2));
        list.at += 2;
      } else if (character === '$' || character === '`') {
        literal = append(literal, this.readExpansion(role, true, command));
      } else {
        literal = append(literal, character);
        list.at++;
      }
    }
    return literal;
  }
}

function append(text: string | undefined, more: string | undefined): string | undefined {
  return text === undefined || more === undefined ? undefined : text + more;
}
