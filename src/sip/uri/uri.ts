import { COLON, spells } from '../characters.js';
import type { Malformed, Span } from '../span.js';
import { UriReader } from './uriReader.js';

/** What a server takes for a URI, and where it finds the parts. */
export interface UriRules {
  readonly schemes: readonly UriScheme[];
  /** An `@` as the first byte: as any other, so that `sip:@host` has a host of that name; never; or where a user follows. */
  readonly leadingAt: 'accepted' | 'refused' | 'begins-user';
  /** A port above 65535, or of more than five digits. */
  readonly portOutOfRange: 'accepted' | 'refused';
  /** The bytes of a host that follows a user: any that do not end it, or letters, digits, `.` and `-`. */
  readonly hostBytes: 'any' | 'alphanumeric';
  /** `sip:+1;ext=2@host;user=phone`: the parameters inside the user are cut off, or belong to the user. */
  readonly userOfPhone: 'cut-at-semicolon' | 'whole';
  /** The value of the `user` parameter that makes a phone number of the user: `phone`, or that in any case. */
  readonly phone: 'lower-case' | 'any-case';
  /**
   * `urn:a:b`: parsed like a sip URI, so that `a` is the user; what follows `urn:service:` parsed like one, and no other
   * urn (RFC 5031); or taken for a host as a whole.
   */
  readonly urn: 'like-sip' | 'service-like-sip' | 'as-host';
  /** The scheme that `sips:+1@host;user=phone` becomes. */
  readonly secureNumber: 'tel' | 'tels';
}

export type UriScheme = 'sip' | 'sips' | 'tel' | 'tels' | 'urn';

/** The parts of a URI (RFC 3261 §19.1, RFC 3966, RFC 8141); all spans lie in the bytes that were parsed. */
export interface Uri {
  readonly scheme: UriScheme;
  /** Undefined where the URI has none, empty where it has an empty one. */
  readonly user: Span | undefined;
  readonly password: Span | undefined;
  /** With the brackets of an IPv6 address; undefined for tel. */
  readonly host: Span | undefined;
  /** As written, so possibly empty. */
  readonly port: Span | undefined;
  /** Everything from the first parameter to the headers, without the leading `;`. */
  readonly parameters: Span | undefined;
  /** What follows the `?`. */
  readonly headers: Span | undefined;
}

const urnService = 'service:';

/** Parses the URI from `start` to `end`. */
export function parseUri(bytes: Uint8Array, start: number, end: number, rules: UriRules): Uri | Malformed {
  const colon = bytes.indexOf(COLON, start);
  const schemeEnd = colon < 0 || colon > start + 5 ? start : colon;
  const scheme = rules.schemes.find((name) => spells(bytes, start, schemeEnd, name));
  if (scheme === undefined || end - start < 5) return { malformed: 'unknown URI scheme', at: start };
  const reader = new UriReader(bytes, end, rules, scheme);
  if (scheme !== 'urn' || rules.urn !== 'service-like-sip') return reader.read(schemeEnd + 1);
  const service = schemeEnd + 1 + urnService.length;
  if (!spells(bytes, schemeEnd + 1, Math.min(service, end), urnService))
    return { malformed: 'urn that names no service', at: schemeEnd + 1 };
  return reader.read(service);
}
