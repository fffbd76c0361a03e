import { BoundedPattern } from '../../../../boundedPattern.js';

const classes: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: ' \\t-\\r',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

/**
 * An extended regular expression of POSIX (regex(7)), with GNU's `\w` and the like, as one of JavaScript. Of several
 * matches at one place POSIX takes the longest, JavaScript the first that the expression allows.
 */
export class PosixPattern {
  private readonly expression: BoundedPattern;
  /** For a text with CR, U+2028 or U+2029: line ends for JavaScript's flag m, none for POSIX. */
  private forOtherLineEnds: BoundedPattern | undefined;

  /**
   * @param linesMatter whether `^` and `$` are found at line ends, too, which `.` and `[^…]` leave out then
   * @param flags `g` and `i`, as RegExp has them
   * @throws SyntaxError where it is no extended regular expression
   */
  constructor(
    private readonly pattern: string,
    private readonly linesMatter: boolean,
    private readonly flags: string,
  ) {
    this.expression = this.translated(linesMatter ? 'multiline' : 'bytes', linesMatter ? `${flags}m` : flags);
  }

  /**
   * As String.replace does it, but `replacer` gets the match and its groups alone: undefined for a group that is not in
   * the match. @throws PatternTimeoutError where that takes too long
   */
  replace(text: string, replacer: (...match: (string | undefined)[]) => string): string {
    // Behind the groups come the match's place and the whole text, which are no groups.
    const replaced = (...found: unknown[]) => replacer(...(found.slice(0, -2) as (string | undefined)[]));
    if (!this.linesMatter || !/[\r\u2028\u2029]/.test(text)) return this.expression.replace(text, replaced);
    this.forOtherLineEnds ??= this.translated('lookaround', this.flags);
    return this.forOtherLineEnds.replace(text, replaced);
  }

  private translated(lineEnds: LineEnds, flags: string): BoundedPattern {
    // Of bytes over 127, C's locale knows no case; and V8's second engine does not know the flag i.
    const spellsCase = flags.includes('i') && !/\\[1-9]/.test(this.pattern);
    const { pattern } = this;
    return new BoundedPattern(
      new Translation(pattern, lineEnds, spellsCase).result(),
      spellsCase ? flags.replace('i', '') : flags,
      { writtenAs: pattern },
    );
  }
}

/** What a line end is: a byte like others; what the flag m finds; or LF alone, looked for around the place. */
type LineEnds = 'bytes' | 'multiline' | 'lookaround';

class Translation {
  private at = 0;
  private written = '';
  private readonly linesMatter: boolean;
  /** Where what a quantifier repeats begins; -1 where there is nothing to repeat. */
  private atom = -1;
  private readonly groups: number[] = [];

  constructor(
    private readonly pattern: string,
    private readonly lineEnds: LineEnds,
    /** Whether each letter is written in both cases. */
    private readonly spellsCase: boolean,
  ) {
    this.linesMatter = lineEnds !== 'bytes';
  }

  result(): string {
    while (this.at < this.pattern.length) this.next();
    return this.written;
  }

  private next(): void {
    const character = this.pattern[this.at++] as string;
    switch (character) {
      case '(':
        if (this.pattern[this.at] === '?') throw new SyntaxError('nothing to repeat');
        this.groups.push(this.written.length);
        this.write('(', -1);
        break;
      case ')':
        this.write(')', this.groups.pop() ?? -1);
        break;
      case '|':
        this.write('|', -1);
        break;
      case '^':
        this.write(this.lineEnds === 'lookaround' ? '(?<=^|\\n)' : '^', -1);
        break;
      case '$':
        this.write(this.lineEnds === 'lookaround' ? '(?=\\n|$)' : '$', -1);
        break;
      case '.':
        this.write(this.linesMatter ? '[^\\n]' : '[\\s\\S]', this.written.length);
        break;
      case '[':
        this.write(this.bracket(), this.written.length);
        break;
      case '*':
      case '+':
      case '?':
        this.quantifier(character);
        break;
      case '{':
        this.interval();
        break;
      case '\\':
        this.write(this.escaped(), this.written.length);
        break;
      default:
        this.write(this.literal(character), this.written.length);
        break;
    }
  }

  private write(text: string, atom: number): void {
    this.written += text;
    this.atom = atom;
  }

  private quantifier(written: string): void {
    if (this.atom < 0) throw new SyntaxError('nothing to repeat');
    const { atom } = this;
    // In a group of its own, so that a second quantifier does not change the first (`a+?`).
    this.written = `${this.written.slice(0, atom)}(?:${this.written.slice(atom)}${written})`;
    this.atom = atom;
  }

  private interval(): void {
    const bounds = /^\d*(,\d*)?\}/.exec(this.pattern.slice(this.at))?.[0];
    if (bounds === undefined || bounds === '}') {
      this.write('\\{', this.written.length);
      return;
    }
    this.at += bounds.length;
    this.quantifier(`{${bounds.startsWith(',') ? '0' : ''}${bounds}`);
  }

  private escaped(): string {
    const character = this.pattern[this.at++];
    if (character === undefined) throw new SyntaxError('trailing backslash');
    if (/[1-9wWsSbB]/.test(character)) return `\\${character}`;
    if (character === '<') return '\\b(?=\\w)';
    if (character === '>') return '\\b(?<=\\w)';
    return this.literal(character);
  }

  private literal(character: string): string {
    if (this.spellsCase && /[A-Za-z]/.test(character)) {
      return `[${character.toLowerCase()}${character.toUpperCase()}]`;
    }
    return literal(character);
  }

  private bracket(): string {
    const { pattern } = this;
    const isNegated = pattern[this.at] === '^';
    if (isNegated) this.at++;
    let inside = '';
    const start = this.at;
    for (; pattern[this.at] !== ']' || this.at === start; this.at++) {
      const character = pattern[this.at];
      if (character === undefined) throw new SyntaxError('bracket without an end');
      const named = /^\[:([a-z]+):\]/.exec(pattern.slice(this.at));
      if (named === null) {
        inside += /[\\\]^[]/.test(character) ? `\\${character}` : character;
        continue;
      }
      const members = classes[named[1] as string];
      if (members === undefined) throw new SyntaxError('unknown character class');
      inside += members;
      this.at += named[0].length - 1;
    }
    this.at++;
    if (this.spellsCase) inside = inBothCases(inside);
    return `[${isNegated ? '^' : ''}${inside}${isNegated && this.linesMatter ? '\\n' : ''}]`;
  }
}

/** In: what stands between the brackets. Out: the same with each letter in both cases. */
function inBothCases(inside: string): string {
  const bracket = new RegExp(`[${inside}]`);
  const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'].filter(
    (letter) => bracket.test(swappedCase(letter)) && !bracket.test(letter),
  );
  // A hyphen at the end stands for itself, and would make a range of what follows.
  return inside.replace(/-$/, '\\-') + others.join('');
}

function swappedCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

function literal(character: string): string {
  return /[A-Za-z0-9_\s]/.test(character) || character > '\x7e' ? character : `\\${character}`;
}
