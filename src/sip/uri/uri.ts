import type { Span } from '../span.js';
import type { UriScheme } from './uriRules.js';

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
