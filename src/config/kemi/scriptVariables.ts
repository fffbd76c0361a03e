import type { CommandPiece } from '../scannedConfig.js';
import { JOINING, piecesOf } from './commandPieces.js';
import { closingOf, type KemiVariables } from './expression.js';
import type { KemiLanguage } from './language.js';
import type { KemiToken } from './token.js';

/** What looks at a value, and most likely leaves the function where it is not as wanted. */
const CHECKING = /^(?:re_?|full)?match\??$|^test$|^search$|^is(?:digit|alnum|decimal|numeric)$/;
/** Words before a statement that begins on the same line. */
const BEFORE_STATEMENT = /^(?:local|var|let|const|then|do|else|begin)$/;

/** Follows the variables of a KEMI script from assignment to assignment, function by function. */
export class ScriptVariables implements KemiVariables {
  private readonly text: string;
  private readonly language: KemiLanguage;
  private readonly globals = new Map<string, readonly CommandPiece[]>();
  /** Those of the function that is read; those outside of functions where none is. */
  private current = this.globals;

  constructor(text: string, language: KemiLanguage) {
    this.text = text;
    this.language = language;
  }

  /** What a variable holds where reading has come to. */
  get(name: string): readonly CommandPiece[] | undefined {
    return this.current.get(name) ?? this.globals.get(name);
  }

  /** A function begins: it knows what stands outside of functions, and nothing of other functions. */
  enterFunction(): void {
    this.current = new Map();
  }

  /** Takes note of what the word at an index does: assigns to a variable, or checks some. */
  read(tokens: readonly KemiToken[], index: number): void {
    const { text: word } = tokens[index] as KemiToken;
    if (CHECKING.test(word)) this.check(tokens, index);
    const sign = tokens[index + 1]?.text;
    if ((sign !== '=' && sign !== '+=') || !this.beginsStatement(tokens, index)) return;
    const expression = this.rightSide(tokens, index + 2);
    if (expression.length === 0) return;
    const { text, language } = this;
    const added = piecesOf({ tokens: expression, language, text }, this);
    const before = this.get(word) ?? [];
    if (sign === '+=') this.current.set(word, [...before, ...added]);
    // The assignment may stand under a condition: a variable that holds a part of the message may then still hold it.
    else if (isOfMessage(added) || !isOfMessage(before) || mentions(expression, word))
      this.current.set(word, added);
  }

  private beginsStatement(tokens: readonly KemiToken[], index: number): boolean {
    const before = tokens[index - 1];
    if (before === undefined || before.kind === 'line-end') return true;
    if (before.kind === 'word') return BEFORE_STATEMENT.test(before.text);
    // Lua's statements need nothing between them.
    return /^[;{})]$/.test(before.text);
  }

  private rightSide(tokens: readonly KemiToken[], start: number): KemiToken[] {
    const joining = JOINING[this.language];
    const out: KemiToken[] = [];
    for (let i = start; i < tokens.length; i++) {
      const token = tokens[i] as KemiToken;
      if (token.kind === 'line-end') {
        if (out.at(-1)?.text !== joining && tokens[i + 1]?.text !== joining) break;
        continue;
      }
      if (token.text === ';' && token.kind === 'symbol') break;
      if (token.kind === 'symbol' && /^[([{]$/.test(token.text)) {
        const end = closingOf(tokens, i);
        out.push(...tokens.slice(i, end + 1).filter(({ kind }) => kind !== 'line-end'));
        i = end;
      } else out.push(token);
    }
    return out;
  }

  /**
   * `re.match(…, u)`, `u:match(…)`: from here on the variable counts as the script's own value, since a script that compares it
   * with a pattern most likely goes on only where it fits.
   */
  private check(tokens: readonly KemiToken[], index: number): void {
    const first = tokens[index - 2]?.text;
    const opening = index + 1;
    const words = tokens[opening]?.text === '(' ? tokens.slice(opening, closingOf(tokens, opening)) : [];
    const offset = (tokens[index] as KemiToken).start;
    for (const name of [first, ...words.map(({ text }) => text)]) {
      if (name === undefined || !isOfMessage(this.get(name) ?? [])) continue;
      this.current.set(name, [{ kind: 'value', written: name, offset }]);
    }
  }
}

function isOfMessage(pieces: readonly CommandPiece[]): boolean {
  return pieces.some((piece) => piece.kind === 'value' && piece.pseudoVariable !== undefined);
}

function mentions(tokens: readonly KemiToken[], name: string): boolean {
  return tokens.some(({ kind, text }) => kind === 'word' && text === name);
}
