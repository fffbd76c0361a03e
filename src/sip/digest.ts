import { COMMA, EQUALS, isBlank, isLineEnd, QUOTE, spells } from './characters.js';
import type { Malformed, Span } from './span.js';

/** The parameters of an Authorization or Proxy-Authorization header (RFC 3261 §20.7, RFC 7616). */
export interface Credentials {
  readonly scheme: Span;
  /** The parameters by their names in lower case; values without their quotes. */
  readonly parameters: ReadonlyMap<string, Span>;
}

/** Parses the credentials from `start` to `end`; of several parameters with one name the last one counts. */
export function parseCredentials(bytes: Buffer, start: number, end: number): Credentials | Malformed {
  let p = skipWhite(bytes, start, end);
  const schemeStart = p;
  while (p < end && !isWhite(bytes[p])) p++;
  if (!spells(bytes, schemeStart, p, 'digest'))
    return { malformed: 'credentials are not Digest', at: schemeStart };
  const scheme = { start: schemeStart, end: p };
  const parameters = new Map<string, Span>();
  p = skipWhite(bytes, p, end);
  while (p < end) {
    const nameStart = p;
    while (p < end && bytes[p] !== EQUALS && bytes[p] !== COMMA && !isWhite(bytes[p])) p++;
    const name = bytes.toString('latin1', nameStart, p).toLowerCase();
    p = skipWhite(bytes, p, end);
    if (bytes[p] !== EQUALS || p >= end) return { malformed: 'credentials parameter without a value', at: p };
    p = skipWhite(bytes, p + 1, end);
    const value = readValue(bytes, p, end);
    if ('malformed' in value) return value;
    parameters.set(name, value.span);
    p = skipWhite(bytes, value.next, end);
    if (p >= end) break;
    if (bytes[p] !== COMMA) return { malformed: 'credentials parameters without a comma', at: p };
    p = skipWhite(bytes, p + 1, end);
  }
  return { scheme, parameters };
}

function readValue(bytes: Buffer, start: number, end: number): { span: Span; next: number } | Malformed {
  if (bytes[start] === QUOTE) {
    const close = bytes.indexOf(QUOTE, start + 1);
    if (close < 0 || close >= end) return { malformed: 'quoted value without an end', at: start };
    return { span: { start: start + 1, end: close }, next: close + 1 };
  }
  let p = start;
  while (p < end && bytes[p] !== COMMA && !isWhite(bytes[p])) p++;
  return { span: { start, end: p }, next: p };
}

function skipWhite(bytes: Buffer, at: number, end: number): number {
  let p = at;
  while (p < end && isWhite(bytes[p])) p++;
  return p;
}

function isWhite(byte: number | undefined): boolean {
  return isBlank(byte) || isLineEnd(byte);
}
