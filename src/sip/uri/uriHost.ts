import {
  AT,
  COLON,
  isAlphanumeric,
  LEFT_BRACKET,
  QUESTION,
  RIGHT_BRACKET,
  SEMICOLON,
} from '../characters.js';
import type { Malformed } from '../span.js';
import type { UriRules } from './uriRules.js';

/**
 * Where the host that starts at `start` ends (RFC 3261 §25.1, host): behind the bracket of an IPv6 address, or at the
 * byte that begins port, parameters or headers. The bytes of a host are looked at only after a user.
 */
export function endOfHost(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: UriRules,
  afterUser: boolean,
): number | Malformed {
  if (bytes[start] === LEFT_BRACKET && start < end) return endOfIpv6(bytes, start, end);
  let p = start;
  for (; p < end && !endsHost(bytes[p]); p++) {
    if (afterUser && !fitsHost(bytes[p] as number, p === start, rules))
      return { malformed: 'bad host in a URI', at: p };
  }
  return p === start ? { malformed: 'URI without a host', at: p } : p;
}

/**
 * Where the name of a URN ends, for a server that takes it for a host in which `:` and `@` may stand (RFC 8141 §2);
 * `start` is where the bytes of a host have to begin.
 */
export function endOfUrn(bytes: Uint8Array, start: number, end: number, rules: UriRules): number | Malformed {
  let p = start;
  if (bytes[start] === LEFT_BRACKET && start < end) {
    const bracket = endOfIpv6(bytes, start, end);
    if (typeof bracket !== 'number') return bracket;
    p = bracket;
    while (p < end && isSeparator(bytes[p])) p++;
    return p >= end || endsUrn(bytes[p]) ? p : { malformed: 'text after an address in a URN', at: p };
  }
  for (; p < end && !endsUrn(bytes[p]); p++) {
    const separates = isSeparator(bytes[p]) && p > start;
    if (!separates && !fitsHost(bytes[p] as number, p === start, rules))
      return { malformed: 'unexpected byte in a URN', at: p };
  }
  return p === start ? { malformed: 'URN without a name', at: p } : p;
}

function endOfIpv6(bytes: Uint8Array, bracket: number, end: number): number | Malformed {
  for (let p = bracket + 1; p < end; p++) {
    const byte = bytes[p];
    if (byte === RIGHT_BRACKET) return p + 1;
    if (byte === LEFT_BRACKET || byte === 0x26 || byte === AT || endsUrn(byte))
      return { malformed: 'bad IPv6 address in a URI', at: p };
  }
  return { malformed: 'IPv6 address without its ]', at: end };
}

function fitsHost(byte: number, first: boolean, rules: UriRules): boolean {
  if (rules.hostBytes === 'any') return true;
  return isAlphanumeric(byte) || (!first && (byte === 0x2e || byte === 0x2d));
}

function endsHost(byte: number | undefined): boolean {
  return byte === COLON || byte === SEMICOLON || byte === QUESTION || byte === 0x26 || byte === AT;
}

function endsUrn(byte: number | undefined): boolean {
  return byte === SEMICOLON || byte === QUESTION;
}

function isSeparator(byte: number | undefined): boolean {
  return byte === COLON || byte === AT;
}
