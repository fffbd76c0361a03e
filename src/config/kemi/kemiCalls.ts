import type { ProblemList } from '../problems.js';
import type { ConfigPlace, ExecArgument, ExecCall, ExecFunctionName, RouteBlock } from '../scannedConfig.js';
import type { SourceFile } from '../sourceFile.js';
import { JOINING, piecesOf } from './commandPieces.js';
import type { KemiVariables } from './expression.js';
import { readKemiTokens } from './kemiLexer.js';
import type { KemiLanguage } from './language.js';
import { ScriptVariables } from './scriptVariables.js';
import type { KemiToken, StringPiece } from './token.js';

const FUNCTIONS: readonly string[] = ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd'];

/** Languages in which strings side by side are one. */
const JOINS_ADJACENT: readonly KemiLanguage[] = ['python', 'ruby'];
/** Languages in which a call needs no parentheses: Lua for one string, Ruby for anything up to the line's end. */
const BARE_CALLS: Readonly<Record<KemiLanguage, 'none' | 'one-string' | 'to-line-end'>> = {
  lua: 'one-string',
  python: 'none',
  javascript: 'none',
  ruby: 'to-line-end',
  squirrel: 'none',
};

/**
 * Finds the calls of the exec module in a KEMI script: `KSR.exec.exec_msg("…")`, `KSR::EXEC.exec_msg("…")`, and the
 * same through another name for `KSR.exec`. Their strings reach the shell as they are: no pseudo-variable is expanded
 * (measured with Kamailio 5.6.3 and app_jsdt). Out: the calls in their order.
 */
export function findKemiCalls(file: SourceFile, language: KemiLanguage, problems: ProblemList): ExecCall[] {
  const { tokens, unclosed } = readKemiTokens(file.text, language);
  for (const offset of unclosed)
    problems.add('unclosed-string', 'nothing closes the string or comment that begins here', file, offset);
  const calls: ExecCall[] = [];
  let block: RouteBlock | undefined;
  const variables = new ScriptVariables(file.text, language);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as KemiToken;
    if (token.kind !== 'word') continue;
    const named = blockNameAt(tokens, i);
    if (named !== undefined) {
      block = { kind: 'function', name: named, place: file.placeAt(token.start) };
      variables.enterFunction();
    }
    variables.read(tokens, i);
    if (!FUNCTIONS.includes(token.text) || !/^(?:\.|::)$/.test(tokens[i - 1]?.text ?? '')) continue;
    const list = readArguments(tokens, i + 1, language);
    if (list === undefined) continue;
    if (!list.isClosed)
      problems.add('unclosed-call', `nothing closes the parenthesis of ${token.text}(`, file, token.start);
    else
      calls.push({
        function: token.text as ExecFunctionName,
        strings: 'raw',
        arguments: list.parts.map((part) => toArgument(part, file, language, list.end, variables)),
        place: file.placeAt((tokens[receiverOf(tokens, i)] as KemiToken).start),
        end: file.placeAt(list.end),
        ...(block === undefined ? {} : { block }),
        disabled: false,
      });
  }
  return calls;
}

/** The name of the function that begins at a token: `function f`, `def f`, `f = function`; undefined elsewhere. */
function blockNameAt(tokens: readonly KemiToken[], index: number): string | undefined {
  const [word, next] = [tokens[index] as KemiToken, tokens[index + 1]];
  if (word.text === 'def' || word.text === 'function') {
    if (next?.kind === 'word') {
      // `function app:ksr_request_route()`: the last part is the name.
      let last = index + 1;
      while (/^(?:\.|::?)$/.test(tokens[last + 1]?.text ?? '') && tokens[last + 2]?.kind === 'word')
        last += 2;
      return (tokens[last] as KemiToken).text;
    }
    const before = tokens[index - 2];
    if (tokens[index - 1]?.text === '=' && before?.kind === 'word') return before.text;
  }
  return undefined;
}

/** The index of the first token of `KSR.exec.exec_msg`. */
function receiverOf(tokens: readonly KemiToken[], index: number): number {
  let first = index;
  while (/^(?:\.|::)$/.test(tokens[first - 1]?.text ?? '') && tokens[first - 2]?.kind === 'word') first -= 2;
  return first;
}

interface KemiArguments {
  readonly parts: readonly (readonly KemiToken[])[];
  readonly end: number;
  readonly isClosed: boolean;
}

const CLOSES: readonly string[] = [')', ']', '}'];
const OPENS: readonly string[] = ['(', '[', '{'];

/** Reads what a call is given. In: the index behind its name. Out: undefined where it is no call. */
function readArguments(
  tokens: readonly KemiToken[],
  index: number,
  language: KemiLanguage,
): KemiArguments | undefined {
  const first = tokens[index];
  if (first === undefined) return undefined;
  if (first.text !== '(' || first.kind !== 'symbol') {
    const bare = BARE_CALLS[language];
    if (bare === 'none' || first.kind !== 'string') return undefined;
    if (bare === 'one-string') return { parts: [[first]], end: first.end, isClosed: true };
  }
  const isBare = first.text !== '(' || first.kind !== 'symbol';
  const parts: KemiToken[][] = [[]];
  let depth = isBare ? 1 : 0;
  let last = first;
  for (let i = index; i < tokens.length; i++) {
    const token = tokens[i] as KemiToken;
    const symbol = token.kind === 'symbol' ? token.text : '';
    if (isBare && depth === 1 && endsBareCall(token)) break;
    if (CLOSES.includes(symbol)) depth--;
    if (depth === 0 && i > index) {
      return {
        parts: parts.length === 1 && parts[0]?.length === 0 ? [] : parts,
        end: token.end,
        isClosed: true,
      };
    }
    last = token;
    if (symbol === ',' && depth === 1) parts.push([]);
    else if (token.kind !== 'line-end' && (i > index || isBare)) (parts.at(-1) as KemiToken[]).push(token);
    if (OPENS.includes(symbol)) depth++;
    // Behind a call that is not closed the next function begins.
    if (!isBare && /^(?:def|ksr_request_route)$/.test(token.text) && token.kind === 'word') break;
  }
  return { parts, end: last.end, isClosed: isBare };
}

function endsBareCall({ kind, text }: KemiToken): boolean {
  return (
    kind === 'line-end' || text === ';' || (kind === 'word' && /^(?:if|unless|and|or|end|while)$/.test(text))
  );
}

function toArgument(
  written: readonly KemiToken[],
  file: SourceFile,
  language: KemiLanguage,
  end: number,
  variables: KemiVariables,
): ExecArgument {
  const part = withoutParentheses(written);
  const [first] = part;
  const place = file.placeAt(written[0]?.start ?? end);
  if (first === undefined) return { kind: 'empty', value: Buffer.alloc(0), place, placeOfByte: () => place };
  const pieces = stringPieces(part, language);
  if (pieces !== undefined) {
    const offsets = pieces.flatMap(({ text, offset }) => Array<number>(text.length).fill(offset));
    const value = Buffer.from(pieces.map(({ text }) => text).join(''), 'latin1');
    return { kind: 'string', value, place, placeOfByte: (index) => placeOf(file, offsets[index], place) };
  }
  const last = part.at(-1) as KemiToken;
  const source = file.text
    .slice(first.start, last.end)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
  const isNumber = part.length === 1 && /^[0-9]/.test(first.text);
  const parts = isNumber ? [] : piecesOf({ tokens: part, language, text: file.text }, variables);
  const offsets = parts.flatMap((each) =>
    Array<number>(each.kind === 'text' ? each.text.length : 1).fill(each.offset),
  );
  const placeOfByte = (index: number) => placeOf(file, offsets[index], place);
  if (parts.length > 0 && parts.every(({ kind }) => kind === 'text')) {
    const text = parts.map((each) => (each.kind === 'text' ? each.text : '')).join('');
    const written = Buffer.from(source, 'latin1');
    return { kind: 'string', value: Buffer.from(text, 'latin1'), written, place, placeOfByte };
  }
  return {
    kind: isNumber ? 'number' : 'expression',
    value: Buffer.from(source, 'latin1'),
    place,
    placeOfByte,
    ...(isNumber ? {} : { pieces: parts }),
  };
}

function placeOf(file: SourceFile, offset: number | undefined, otherwise: ConfigPlace): ConfigPlace {
  return offset === undefined ? otherwise : file.placeAt(offset);
}

function withoutParentheses(part: readonly KemiToken[]): readonly KemiToken[] {
  let [from, to] = [0, part.length];
  while (
    to - from > 2 &&
    part[from]?.text === '(' &&
    part[to - 1]?.text === ')' &&
    isOneGroup(part, from, to)
  ) {
    from++;
    to--;
  }
  return part.slice(from, to);
}

/** Whether the first parenthesis is closed by the last one: strings alone stand between them. */
function isOneGroup(part: readonly KemiToken[], from: number, to: number): boolean {
  return part.slice(from + 1, to - 1).every(({ text, kind }) => kind === 'string' || !/^[()]$/.test(text));
}

/** The bytes of strings that are joined by nothing but the language's sign; undefined for anything else. */
function stringPieces(
  part: readonly KemiToken[],
  language: KemiLanguage,
): Extract<StringPiece, { kind: 'text' }>[] | undefined {
  const pieces: Extract<StringPiece, { kind: 'text' }>[] = [];
  let previous: 'none' | 'string' | 'sign' = 'none';
  for (const token of part) {
    if (token.kind === 'string') {
      if (previous === 'string' && !JOINS_ADJACENT.includes(language)) return undefined;
      for (const piece of token.pieces ?? []) {
        if (piece.kind !== 'text') return undefined;
        pieces.push(piece);
      }
      previous = 'string';
    } else if (token.text === JOINING[language] && previous === 'string') {
      previous = 'sign';
    } else {
      return undefined;
    }
  }
  return previous === 'string' ? pieces : undefined;
}
