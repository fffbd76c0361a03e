import { COMMA, EQUALS, QUOTE, spells } from '../characters.js';
import type { Malformed, Span } from '../span.js';
import { isWhite, skipWhite } from '../whitespace.js';

/** The parameters of an Authorization or Proxy-Authorization header (RFC 3261 §20.7, RFC 7616). */
export interface Credentials {
  /** The parameters by their names in lower case; values without their quotes. */
  readonly parameters: ReadonlyMap<string, Span>;
}

const scheme = 'digest';

/**
 * Parses Digest credentials from `start` to `end`. As in the servers, a name reaches to the next `=`, whatever it
 * holds; what follows a value is skipped up to the next comma; of several parameters with one name the last one counts.
 */
export function parseCredentials(bytes: Buffer, start: number, end: number): Credentials | Malformed {
  const schemeEnd = start + scheme.length;
  if (
    !spells(bytes, start, Math.min(schemeEnd, end), scheme) ||
    !followsScheme(bytes[schemeEnd]) ||
    schemeEnd >= end
  ) {
    return { malformed: 'credentials are not Digest', at: start };
  }
  const parameters = new Map<string, Span>();
  let p = schemeEnd + 1;
  for (;;) {
    const nameStart = skipWhite(bytes, p, end);
    const equals = bytes.indexOf(EQUALS, nameStart);
    if (equals < 0 || equals >= end)
      return { malformed: 'credentials parameter without a value', at: nameStart };
    if (stopsReading(bytes, nameStart, end)) return { parameters };
    const value = readValue(bytes, skipWhite(bytes, equals + 1, end), end);
    if ('malformed' in value) return value;
    const name = bytes.toString('latin1', nameStart, equals).trimEnd().toLowerCase();
    parameters.set(name, value.span);
    const comma = bytes.indexOf(COMMA, value.next);
    if (comma < 0 || comma >= end) return { parameters };
    p = comma + 1;
  }
}

/**
 * The servers compare names four bytes at a time. What begins like these two and goes on otherwise ends the reading,
 * while any other stranger is skipped.
 */
function stopsReading(bytes: Buffer, start: number, end: number): boolean {
  return ['nonce', 'realm'].some((name) => {
    const begins = spells(bytes, start, Math.min(start + 4, end), name.slice(0, 4));
    return begins && !spells(bytes, start, Math.min(start + 5, end), name);
  });
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

function followsScheme(byte: number | undefined): boolean {
  return isWhite(byte) || byte === COMMA;
}
