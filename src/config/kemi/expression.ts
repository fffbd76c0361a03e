import type { CommandPiece } from '../scannedConfig.js';
import type { KemiLanguage } from './language.js';
import type { KemiToken } from './token.js';

/** What a script's variables hold, as far as it was followed. */
export interface KemiVariables {
  get(name: string): readonly CommandPiece[] | undefined;
}

/** Where an expression stands. */
export interface Expression {
  readonly tokens: readonly KemiToken[];
  readonly language: KemiLanguage;
  /** The text that the tokens were read from, one character per byte. */
  readonly text: string;
}

const OPENS: readonly string[] = ['(', '[', '{'];
const CLOSES: readonly string[] = [')', ']', '}'];

/** Parts tokens at a sign that stands in no parentheses. */
export function splitAt(tokens: readonly KemiToken[], sign: string): KemiToken[][] {
  const parts: KemiToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    const symbol = token.kind === 'symbol' ? token.text : '';
    if (OPENS.includes(symbol)) depth++;
    if (CLOSES.includes(symbol)) depth--;
    if (depth === 0 && symbol === sign) parts.push([]);
    else (parts.at(-1) as KemiToken[]).push(token);
  }
  return parts;
}

/** Whether the first token is a parenthesis that the last one closes. */
export function isGroup(tokens: readonly KemiToken[], opening = '('): boolean {
  const [first] = tokens;
  if (first?.kind !== 'symbol' || first.text !== opening) return false;
  return closingOf(tokens, 0) === tokens.length - 1;
}

/** No expression has more tokens. Without the limit, each parenthesis that nothing closes would be read to the file's end. */
const MAX_TOKENS = 2_000;

/** The index of the token that closes the parenthesis at an index; that of the last one looked at where none does. */
export function closingOf(tokens: readonly KemiToken[], index: number): number {
  let depth = 0;
  const last = Math.min(tokens.length, index + MAX_TOKENS) - 1;
  for (let i = index; i <= last; i++) {
    const { kind, text } = tokens[i] as KemiToken;
    if (kind !== 'symbol') continue;
    if (OPENS.includes(text)) depth++;
    if (CLOSES.includes(text) && --depth === 0) return i;
  }
  return last;
}
