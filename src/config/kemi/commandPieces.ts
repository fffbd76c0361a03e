import type { CommandPiece } from '../scannedConfig.js';
import { type Expression, isGroup, type KemiVariables, splitAt } from './expression.js';
import { readKemiTokens } from './kemiLexer.js';
import type { KemiLanguage } from './language.js';
import { messageSource } from './messageSource.js';
import type { KemiToken } from './token.js';

/** What joins strings. */
export const JOINING: Readonly<Record<KemiLanguage, string>> = {
  lua: '..',
  python: '+',
  javascript: '+',
  ruby: '+',
  squirrel: '+',
};

/** How deep expressions and variables are followed; real scripts do not come near it. */
const MAX_DEPTH = 20;
/** Strings that grow by themselves, `a = a + a`, are followed so far. */
const MAX_PIECES = 5_000;

/**
 * Tells what a string is put together of: text, and values that are filled in. It follows joined strings, `%s`, `{}`,
 * expressions within strings, and variables. Out: in order; what is not understood is a value of which nothing is known.
 */
export function piecesOf(expression: Expression, variables: KemiVariables, depth = 0): CommandPiece[] {
  const { tokens, language } = expression;
  if (depth > MAX_DEPTH) return [unknownValue(expression)];
  const operands = splitAt(tokens, JOINING[language]);
  const pieces = operands.flatMap((operand) =>
    operand.length === 0 ? [] : ofOperand({ ...expression, tokens: operand }, variables, depth),
  );
  return pieces.length > MAX_PIECES ? [unknownValue(expression)] : pieces;
}

function ofOperand(operand: Expression, variables: KemiVariables, depth: number): CommandPiece[] {
  const { tokens } = operand;
  const [first, second] = tokens as readonly [KemiToken, KemiToken?];
  if (isGroup(tokens)) return piecesOf({ ...operand, tokens: tokens.slice(1, -1) }, variables, depth + 1);
  if (tokens.every(({ kind }) => kind === 'string')) {
    return tokens.flatMap((token) => ofString(operand, token, variables, depth));
  }
  const format = formatOf(operand);
  if (format !== undefined) return filledIn(operand, format, variables, depth);
  if (second === undefined && first.kind === 'word') {
    return [...(variables.get(first.text) ?? [unknownValue(operand)])];
  }
  const source = messageSource(operand, variables);
  return [{ ...unknownValue(operand), ...(source === undefined ? {} : { pseudoVariable: source }) }];
}

function unknownValue({ tokens, text }: Expression): Extract<CommandPiece, { kind: 'value' }> {
  const [first] = tokens as readonly [KemiToken];
  const last = tokens.at(-1) as KemiToken;
  const written = text.slice(first.start, last.end).replace(/\s+/g, ' ');
  return { kind: 'value', written, offset: first.start };
}

function ofString(
  { language }: Expression,
  token: KemiToken,
  variables: KemiVariables,
  depth: number,
): CommandPiece[] {
  return (token.pieces ?? []).flatMap((piece): CommandPiece[] => {
    if (piece.kind === 'text') return piece.text === '' ? [] : [piece];
    const { tokens } = readKemiTokens(piece.source, language);
    if (tokens.length === 0) return [];
    const inner = piecesOf({ tokens, language, text: piece.source }, variables, depth + 1);
    return inner.map((each) => ({ ...each, offset: piece.offset }));
  });
}

/** A string with places to fill, and what fills them. */
interface Format {
  readonly string: KemiToken;
  readonly places: RegExp;
  readonly values: readonly (readonly KemiToken[])[];
}

const PERCENT_PLACE = /%(?:\([^()]*\))?[-+ #0]*(?:[1-9]\d*)?(?:\.\d+)?[A-Za-z%]/g;
const BRACE_PLACE = /\{\{|\}\}|\{[^{}]*\}/g;

/** `"…%s" % u`, `"…{}".format(u)`, `string.format("…%s", u)`, `sprintf("…%s", u)`. */
function formatOf({ tokens, language }: Expression): Format | undefined {
  const [first, second, third] = tokens;
  const isScripting = language === 'python' || language === 'ruby';
  if (first?.kind === 'string' && second?.text === '%' && isScripting) {
    const rest = tokens.slice(2);
    const values = isGroup(rest) || isGroup(rest, '[') ? splitAt(rest.slice(1, -1), ',') : [rest];
    return { string: first, places: PERCENT_PLACE, values };
  }
  if (first?.kind === 'string' && second?.text === '.' && third?.text === 'format') {
    return { string: first, places: BRACE_PLACE, values: splitAt(tokens.slice(4, -1), ',') };
  }
  const opening = tokens.findIndex(({ text, kind }) => kind === 'symbol' && text === '(');
  const name = tokens[opening - 1]?.text ?? '';
  if (!/^s?printf$|^format$/.test(name) || !isGroup(tokens.slice(opening))) return undefined;
  const [string, ...values] = splitAt(tokens.slice(opening + 1, -1), ',');
  const [only, ...more] = string ?? [];
  if (only?.kind !== 'string' || more.length > 0) return undefined;
  return { string: only, places: PERCENT_PLACE, values };
}

function filledIn(
  expression: Expression,
  { string, places, values }: Format,
  variables: KemiVariables,
  depth: number,
): CommandPiece[] {
  const pieces = ofString(expression, string, variables, depth);
  // Places to fill are looked for in text alone, and not in values that are filled in already.
  const text = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '\0')).join('');
  const whole = pieces.flatMap((piece): CommandPiece[] =>
    piece.kind === 'text' ? Array.from(piece.text, (one) => ({ ...piece, text: one })) : [piece],
  );
  const out: CommandPiece[] = [];
  let at = 0;
  let next = 0;
  for (const match of text.matchAll(places)) {
    const [place] = match;
    out.push(...whole.slice(at, match.index));
    at = match.index + place.length;
    const offset = (whole[match.index] as CommandPiece).offset;
    if (/^(?:%%|\{\{|\}\})$/.test(place)) {
      out.push({ kind: 'text', text: place.slice(1), offset });
      continue;
    }
    const index = /^\{(\d+)/.exec(place)?.[1];
    const tokens = values[index === undefined ? next++ : Number(index)];
    if (tokens === undefined || tokens.length === 0 || /^%.*[diuxXfeg]$/.test(place))
      out.push({ kind: 'value', written: place, offset });
    else out.push(...piecesOf({ ...expression, tokens }, variables, depth + 1));
  }
  out.push(...whole.slice(at));
  return out;
}
