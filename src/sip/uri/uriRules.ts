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
