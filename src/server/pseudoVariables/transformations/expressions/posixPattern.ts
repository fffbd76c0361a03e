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
 *
 * @param linesMatter whether `^` and `$` are found at line ends, too, which `.` and `[^…]` leave out then
 * @throws SyntaxError where the expression is none
 */
export function posixPattern(pattern: string, linesMatter: boolean, flags: string): RegExp {
  return new RegExp(new Translation(pattern, linesMatter).result(), flags);
}

class Translation {
  private at = 0;
  private written = '';
  /** Where what a quantifier repeats begins; -1 where there is nothing to repeat. */
  private atom = -1;
  private readonly groups: number[] = [];

  constructor(
    private readonly pattern: string,
    private readonly linesMatter: boolean,
  ) {}

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
        this.write(this.linesMatter ? '(?<=^|\\n)' : '^', -1);
        break;
      case '$':
        this.write(this.linesMatter ? '(?=\\n|$)' : '$', -1);
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
        this.write(literal(character), this.written.length);
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
      const known = classes[named[1] as string];
      if (known === undefined) throw new SyntaxError('unknown character class');
      inside += known;
      this.at += named[0].length - 1;
    }
    this.at++;
    return `[${isNegated ? '^' : ''}${inside}${isNegated && this.linesMatter ? '\\n' : ''}]`;
  }
}

function literal(character: string): string {
  return /[A-Za-z0-9_\s]/.test(character) || character > '\x7e' ? character : `\\${character}`;
}
