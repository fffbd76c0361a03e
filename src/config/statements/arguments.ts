import type { Token } from '../lexer/token.js';
import type { ArgumentKind, ExecArgument } from '../scannedConfig.js';
import type { FollowedValue } from './assignments.js';

/** What stands between the parentheses of a call. */
export interface ArgumentList {
  readonly arguments: readonly ExecArgument[];
  /** The tokens of each argument. */
  readonly parts: readonly (readonly Token[])[];
  /** The closing parenthesis. */
  readonly last: Token;
}

/**
 * Reads the arguments of a call.
 * In: tokens, and the index of the opening parenthesis. Out: undefined where nothing closes it.
 */
export function readArguments(tokens: readonly Token[], opening: number): ArgumentList | undefined {
  const parts: Token[][] = [[]];
  const delimiters = [tokens[opening] as Token];
  let depth = 0;
  for (let i = opening; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const symbol = token.kind === 'symbol' ? token.text : '';
    if (symbol === ';' || symbol === '{' || symbol === '}') return undefined;
    if (symbol === ')') depth--;
    if (depth === 0 && i > opening) return { ...finish(parts, [...delimiters, token]), last: token };
    if (symbol === ',' && depth === 1) {
      parts.push([]);
      delimiters.push(token);
    } else if (i > opening) {
      (parts.at(-1) as Token[]).push(token);
    }
    if (symbol === '(') depth++;
  }
  return undefined;
}

function finish(parts: readonly (readonly Token[])[], delimiters: readonly Token[]) {
  if (parts.length === 1 && (parts[0] as readonly Token[]).length === 0) return { arguments: [], parts: [] };
  return { arguments: parts.map((part, i) => toArgument(part, delimiters[i + 1] as Token)), parts };
}

function toArgument(part: readonly Token[], next: Token): ExecArgument {
  const [first] = part;
  if (first === undefined) {
    const place = next.file.placeAt(next.start);
    return { kind: 'empty', value: Buffer.alloc(0), place, placeOfByte: () => place };
  }
  const areStrings = part.every(({ kind }) => kind === 'string');
  const text = part.map(areStrings || part.length === 1 ? (token) => token.text : written).join('');
  const offsets = areStrings ? part.flatMap((token) => token.offsets ?? []) : [];
  return {
    kind: kindOf(part),
    value: Buffer.from(text, 'latin1'),
    place: first.file.placeAt(first.start),
    placeOfByte: (index) => {
      return first.file.placeAt(offsets[index] ?? first.start);
    },
  };
}

/** The same argument with the value that assignments before it give. In: its tokens, and what is known of it. */
export function withFollowed(
  argument: ExecArgument,
  part: readonly Token[],
  followed: FollowedValue | undefined,
): ExecArgument {
  if (followed === undefined) return argument;
  if (followed.kind === 'unknown') return { ...argument, notFollowed: followed.why };
  const { parts, whyNotProgram } = followed;
  const value = Buffer.from(parts.map(({ text }) => text).join(''), 'latin1');
  const notFollowed = whyNotProgram === undefined ? {} : { notFollowed: whyNotProgram };
  if (value.equals(argument.value)) return { ...argument, ...notFollowed };
  const isChecked = parts.flatMap((each) => Array<boolean>(each.text.length).fill(each.isChecked === true));
  return {
    kind: 'string',
    value,
    ...notFollowed,
    ...(isChecked.includes(true) ? { isCheckedByte: (index: number) => isChecked[index] === true } : {}),
    written: Buffer.from(part.map(written).join(' '), 'latin1'),
    place: argument.place,
    placeOfByte(index) {
      let before = 0;
      for (const { text, file, start, offsets } of parts) {
        if (index < before + text.length) return file.placeAt(offsets?.[index - before] ?? start);
        before += text.length;
      }
      return argument.place;
    },
  };
}

function kindOf(part: readonly Token[]): ArgumentKind {
  const [first, second] = part as [Token, Token?];
  if (part.length === 2 && first.text === '-' && second?.kind === 'number') return 'number';
  if (part.every(({ kind }) => kind === 'string')) return 'string';
  if (part.length !== 1) return 'expression';
  if (first.kind === 'variable') return 'pseudo-variable';
  return first.kind === 'symbol' ? 'expression' : first.kind;
}

/** A token as it may be written again; every one but a string is what it was. */
function written({ kind, text }: Token): string {
  return kind === 'string' ? JSON.stringify(text) : text;
}
