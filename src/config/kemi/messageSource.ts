import { closingOf, type Expression, type KemiVariables } from './expression.js';
import { readKemiTokens } from './kemiLexer.js';
import type { KemiToken } from './token.js';

/**
 * Names of functions that may make a value harmless for a shell. Whether one does, its name does not tell for certain: what
 * went through it is given the benefit of the doubt.
 */
const CLEANING =
  /quot|escap|sanit|clean|valid|check|digit|alnum|numeric|md5|sha\d|crc|hash|hex|base64|b64|replace|translate|gsub|^sub$|match|^test$|^tonumber$|^int$|^parse_?int$|^number$|^to_i$|^tointeger$|^len$|^length$|^size$|^crypt/i;

/** The parts of a message that `KSR.kx` gives, and the pseudo-variables that print the same. */
const OF_KX: Readonly<Record<string, string>> = {
  ruri: 'ru',
  ouri: 'ou',
  furi: 'fu',
  turi: 'tu',
  ruser: 'rU',
  ouser: 'oU',
  fuser: 'fU',
  tuser: 'tU',
  rhost: 'rd',
  ohost: 'od',
  fhost: 'fd',
  thost: 'td',
  ua: 'ua',
  au: 'au',
  ad: 'ad',
  aU: 'aU',
  callid: 'ci',
  cseq: 'cs',
  srcip: 'si',
  srcport: 'sp',
  rcvip: 'Ri',
  rcvport: 'Rp',
  method: 'rm',
  proto: 'proto',
  body: 'rb',
  msgbuf: 'mb',
  msglen: 'ml',
};

/**
 * Tells which part of the message an expression has, as the pseudo-variable that prints it (Kamailio's KEMI: KSR.pv, KSR.hdr,
 * KSR.kx). Out: undefined where it has none, or where a function may have made it harmless (`CLEANING`).
 */
export function messageSource(expression: Expression, variables: KemiVariables): string | undefined {
  const { tokens } = expression;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as KemiToken;
    if (token.kind === 'string') {
      const found = withinString(expression, token, variables);
      if (found !== undefined) return found;
    }
    if (token.kind !== 'word' || isJoint(tokens[i - 1])) continue;
    const last = endOfChain(tokens, i);
    const isCall = isOpening(tokens[last + 1]);
    const end = isCall ? closingOf(tokens, last + 1) : last;
    const isKemi = token.text === 'KSR';
    if (isCall && !isKemi && CLEANING.test((tokens[last] as KemiToken).text)) {
      i = end;
      continue;
    }
    const found = isKemi ? ofCall(tokens, last) : ofVariable(tokens, i, last, variables);
    if (found !== undefined && !isCleanedBehind(tokens, end)) return found;
    if (isKemi) i = end;
  }
  return undefined;
}

function withinString(
  { language }: Expression,
  { pieces = [] }: KemiToken,
  variables: KemiVariables,
): string | undefined {
  for (const piece of pieces) {
    if (piece.kind === 'text') continue;
    const { tokens } = readKemiTokens(piece.source, language);
    const found = messageSource({ tokens, language, text: piece.source }, variables);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `KSR.pv.get("$rU")`, `KSR.hdr.get("X")`, `KSR.kx.get_ruser()`; in Ruby `KSR::PV.get("$rU")`. In: the function's name. */
function ofCall(tokens: readonly KemiToken[], last: number): string | undefined {
  const module = tokens[last - 2]?.text.toLowerCase();
  const name = tokens[last]?.text ?? '';
  const argument = tokens[last + 2];
  const text = argument?.kind === 'string' ? textOf(argument) : undefined;
  if (module === 'pv' && /^get/.test(name)) return text?.startsWith('$') ? text : undefined;
  if (module === 'hdr' && /^get/.test(name)) return text === undefined ? undefined : `$hdr(${text})`;
  if (module !== 'kx' && module !== 'kex') return undefined;
  const part = OF_KX[/^get[ew]?_(\w+)$/.exec(name)?.[1] ?? ''];
  return part === undefined ? undefined : `$${part}`;
}

function ofVariable(
  tokens: readonly KemiToken[],
  first: number,
  last: number,
  variables: KemiVariables,
): string | undefined {
  // A method of the variable stands behind it: `u.strip()`; a field is another thing.
  if (last > first && !isOpening(tokens[last + 1])) return undefined;
  const pieces = variables.get((tokens[first] as KemiToken).text) ?? [];
  for (const piece of pieces) {
    if (piece.kind === 'value' && piece.pseudoVariable !== undefined) return piece.pseudoVariable;
  }
  return undefined;
}

function isCleanedBehind(tokens: readonly KemiToken[], end: number): boolean {
  let at = end + 1;
  while (isJoint(tokens[at]) && tokens[at + 1]?.kind === 'word') {
    if (CLEANING.test((tokens[at + 1] as KemiToken).text)) return true;
    at = isOpening(tokens[at + 2]) ? closingOf(tokens, at + 2) + 1 : at + 2;
  }
  return false;
}

function endOfChain(tokens: readonly KemiToken[], first: number): number {
  let last = first;
  while (isJoint(tokens[last + 1]) && tokens[last + 2]?.kind === 'word') last += 2;
  return last;
}

function textOf({ pieces = [] }: KemiToken): string | undefined {
  const parts = pieces.map((piece) => (piece.kind === 'text' ? piece.text : undefined));
  return parts.includes(undefined) ? undefined : parts.join('');
}

function isJoint(token: KemiToken | undefined): boolean {
  return token?.kind === 'symbol' && /^(?:\.|::?)$/.test(token.text);
}

function isOpening(token: KemiToken | undefined): boolean {
  return token?.kind === 'symbol' && token.text === '(';
}
