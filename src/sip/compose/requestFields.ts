/**
 * What a request is made of. All texts hold one character a byte (Latin-1), so that any byte can be said; what is absent
 * gets a value that fits the rest.
 */
export interface RequestFields {
  readonly method?: string | undefined;
  readonly requestUri?: string | undefined;
  /** A URI, a URI in angle brackets or a name and such a URI; a tag is added where there is none. */
  readonly from?: string | undefined;
  /** The same; without a tag unless it has one. */
  readonly to?: string | undefined;
  readonly callId?: string | undefined;
  readonly cseq?: number | undefined;
  /** A host with or without a port (`192.0.2.10:5060`), or the whole value of a Via; the first is the topmost. */
  readonly via?: readonly string[] | undefined;
  /** Of the topmost Via and of Contact, in any case of letters. */
  readonly transport?: string | undefined;
  /** Further headers in order; one of a kind that is made here replaces what would have been made. */
  readonly headers?: readonly HeaderText[] | undefined;
  readonly body?: Uint8Array | undefined;
  /** The same seed gives the same branch, tag and Call-ID; absent: others with each call. */
  readonly randomSeed?: number | undefined;
}

export interface HeaderText {
  readonly name: string;
  readonly value: string;
}
