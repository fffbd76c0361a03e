import { COMMA, EQUALS, isBlank, isLineEnd, QUOTE, spells } from './characters.js';
import type { Malformed, Span } from './span.js';

/** The parameters of an Authorization or Proxy-Authorization header (RFC 3261 §20.7, RFC 7616). */
export interface Credentials {
  /** The parameters by their names in lower case; values without their quotes. */
  readonly parameters: ReadonlyMap<string, Span>;
}

/** How strictly credentials are taken. */
export interface CredentialRules {
  /** A last parameter that is no more than a word. */
  readonly lastWithoutValue: 'skipped' | 'refused';
}

/**
 * Parses Digest credentials from `start` to `end`. As in the servers, what does not look like a parameter is skipped up
 * to the next comma, and of several parameters with one name the last one counts.
 */
export function parseCredentials(
  bytes: Buffer,
  start: number,
  end: number,
  rules: CredentialRules,
): Credentials | Malformed {
  let p = skipWhite(bytes, start, end);
  const schemeStart = p;
  while (p < end && !isWhite(bytes[p])) p++;
  if (!spells(bytes, schemeStart, p, 'digest'))
    return { malformed: 'credentials are not Digest', at: schemeStart };
  const parameters = new Map<string, Span>();
  while (p < end) {
    p = skipWhite(bytes, p, end);
    const nameStart = p;
    while (p < end && bytes[p] !== EQUALS && bytes[p] !== COMMA && !isWhite(bytes[p])) p++;
    const name = bytes.toString('latin1', nameStart, p).toLowerCase();
    p = skipWhite(bytes, p, end);
    if (p < end && bytes[p] === EQUALS) {
      const value = readValue(bytes, skipWhite(bytes, p + 1, end), end);
      if (value.next > end) return { malformed: 'quoted value without an end', at: value.span.start };
      parameters.set(name, value.span);
      p = value.next;
    } else if (p >= end && name !== '' && rules.lastWithoutValue === 'refused') {
      return { malformed: 'credentials end in a word', at: nameStart };
    } else if (p < end && bytes[p] !== COMMA) {
      const comma = bytes.indexOf(COMMA, p);
      if (rules.lastWithoutValue === 'refused' && (comma < 0 || comma >= end)) {
        return { malformed: 'credentials end in words', at: nameStart };
      }
    }
    while (p < end && bytes[p] !== COMMA) p++;
    p++;
  }
  return { parameters };
}

function readValue(bytes: Buffer, start: number, end: number): { span: Span; next: number } {
  if (bytes[start] === QUOTE) {
    const found = bytes.indexOf(QUOTE, start + 1);
    const close = found < 0 || found >= end ? end : found;
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
