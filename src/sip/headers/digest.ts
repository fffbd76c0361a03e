import { COMMA, EQUALS, LF, QUOTE, spells } from '../characters.js';
import type { Malformed, Span } from '../span.js';
import { isWhite, skipWhite } from '../whitespace.js';
import type { CredentialRules } from './credentialRules.js';

/** The parameters of an Authorization or Proxy-Authorization header (RFC 3261 §20.7, RFC 7616). */
export interface Credentials {
  /** The parameters by their names in lower case; values without their quotes. */
  readonly parameters: ReadonlyMap<string, Span>;
}

const scheme = 'digest';
const letterN = 0x6e;

/**
 * Parses Digest credentials from `start` to `end`. As in the servers, a name reaches to the next `=`, whatever it
 * holds; what follows a value is skipped up to the next comma; of several parameters with one name the last one counts.
 */
export function parseCredentials(
  bytes: Buffer,
  start: number,
  end: number,
  rules: CredentialRules,
): Credentials | Malformed {
  const schemeEnd = start + scheme.length;
  if (
    !spells(bytes, start, Math.min(schemeEnd, end), scheme) ||
    !followsScheme(bytes[schemeEnd], rules) ||
    schemeEnd >= end
  ) {
    return { malformed: 'credentials are not Digest', at: start };
  }
  const parameters = new Map<string, Span>();
  let p = schemeEnd + 1;
  for (;;) {
    const nameStart = skipWhite(bytes, p, end);
    const { name, equals } = readName(bytes, nameStart, end, rules);
    if (equals < 0 || equals >= end)
      return { malformed: 'credentials parameter without a value', at: nameStart };
    const value = readValue(bytes, skipWhite(bytes, equals + 1, end), end);
    if ('malformed' in value) return value;
    parameters.set(name, value.span);
    const comma = bytes.indexOf(COMMA, value.next);
    if (comma < 0 || comma >= end) return { parameters };
    p = comma + 1;
  }
}

/**
 * Names that are compared four bytes at a time. Where a name begins like one of them and goes on differently, the
 * server skips the next four bytes and compares what follows with the rest of the next name of this list.
 */
const comparedInTurn = [
  { first: 'real', rest: 'm', name: 'realm' },
  { first: 'nonc', rest: 'e', name: 'nonce' },
  { first: 'resp', rest: 'onse', name: 'response' },
] as const;

/**
 * A parameter's name in lower case, and where its `=` stands, looked for behind the bytes that have been compared;
 * negative: there is none.
 */
function readName(
  bytes: Buffer,
  start: number,
  end: number,
  rules: CredentialRules,
): { name: string; equals: number } {
  const isTurn = ({ first }: { first: string }) => spells(bytes, start, start + first.length, first);
  const turn = comparedInTurn.findIndex(isTurn);
  if (turn < 0 || rules.names === 'whole') {
    const equals = bytes.indexOf(EQUALS, start);
    return { name: nameIn(bytes, start, equals), equals };
  }
  let p = start;
  for (const { rest, name } of comparedInTurn.slice(turn)) {
    p += 4;
    if (!spells(bytes, p, p + rest.length, rest)) continue;
    p += rest.length;
    const equals = skipWhite(bytes, p, end);
    if (bytes[equals] === EQUALS) return { name, equals };
    break;
  }
  return { name: '', equals: bytes.indexOf(EQUALS, p) };
}

function nameIn(bytes: Buffer, start: number, end: number): string {
  let nameEnd = end;
  while (nameEnd > start && isWhite(bytes[nameEnd - 1])) nameEnd--;
  return bytes.toString('latin1', start, nameEnd).toLowerCase();
}

function readValue(bytes: Buffer, start: number, end: number): { span: Span; next: number } | Malformed {
  if (start < end && bytes[start] === QUOTE) {
    const close = bytes.indexOf(QUOTE, start + 1);
    if (close < 0 || close >= end) return { malformed: 'quoted value without an end', at: start };
    return { span: { start: start + 1, end: close }, next: close + 1 };
  }
  let p = start;
  while (p < end && bytes[p] !== COMMA && !isWhite(bytes[p])) p++;
  if (p === start) return { malformed: 'credentials parameter without a value', at: p };
  return { span: { start, end: p }, next: p };
}

function followsScheme(byte: number | undefined, { afterScheme }: CredentialRules): boolean {
  if (byte === LF) return afterScheme === 'line-feed';
  if (byte === letterN) return afterScheme === 'letter-n';
  return isWhite(byte) || byte === COMMA;
}
