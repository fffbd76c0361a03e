/** Whose transformations a server has: their names and syntax, and what they do with odd values. */
export type TransformationDialect = 'opensips' | 'kamailio';

/** What a server's pseudo-variables are called and how they print (servers.md §8). */
export interface PseudoVariableRules {
  /** The names that a command may hold, without `$`; those with an argument end in `()`, as `hdr()` does. */
  readonly names: readonly string[];
  /** A dot after a name: part of it, so that `$to.user` is unknown, or the end of it where no longer name is known. */
  readonly dotInName: 'part-of-name' | 'may-end-name';
  /** Parentheses after a name that takes no argument: text behind the variable, or an error. */
  readonly needlessArgument: 'text' | 'refused';
  /** The header names that `$hdr()` takes: without blanks, with blanks, too, or only what a header's name may be. */
  readonly headerArgument: 'without-blanks' | 'any' | 'token';
  /** What has no such part (a URI without a user, a header that a variable of its own stands for): nothing, or `<null>`. */
  readonly absentPart: 'nothing' | 'null';
  /** Where the index of a header stands: `$hdr(Via[1])`, or `$(hdr(Via)[1])`. */
  readonly index: 'inside-argument' | 'after-argument' | 'both';
  /** The number of the first of several headers. */
  readonly firstIndex: 0 | 1;
  /** `$hdr` when a header does not parse: nothing, or what was read before it. */
  readonly unparsableHeaders: 'null' | 'those-read';
  /** White space at the end of the values of headers. */
  readonly trailingWhitespace: 'kept' | 'trimmed';
  /** What joins all values of `[*]`. */
  readonly joinAll: string;
  /** How many bytes all values of `[*]` may have together; more of them are nothing. */
  readonly longestJoinedBytes: number;
  /** The port of a URI that names none: 5060, 5061 where the transport parameter is TLS, or the one of its transport. */
  readonly defaultPort: '5060' | '5061-for-tls' | 'by-transport';
  /** How the protocol of a URI without a transport parameter prints: UDP, or udp, and tls for a sips URI. */
  readonly defaultProtocol: 'UDP' | 'udp-or-tls';
  /** How a transport parameter prints: its value, or `transport=value`. */
  readonly transport: 'value' | 'whole-parameter';
  /** `$ru` when the URI does not parse. */
  readonly unparsableUri: 'null' | 'raw';
  readonly emptyCredential: 'empty' | 'null';
  /** `$au` of the name `x:bob@example.com`: `x:bob` or `bob`. */
  readonly credentialUser: 'before-at' | 'between-colon-and-at';
  /** `$ct`: the whole body of the first Contact header, or its first contact. */
  readonly contact: 'whole-header' | 'first-contact';
  /** In which order `$hfl(Contact)` counts the contacts of one header. */
  readonly contactOrder: 'as-written' | 'last-first';
  /** The index that means the last item of `$hfl`. */
  readonly lastItem: 'at-minus-one' | 'at-minus-two';
  /** `$ct` as its first contact, when the contacts do not parse. */
  readonly unparsableContact: 'empty' | 'null';
  /** `$var(name)` that no script has set: the number 0, or nothing. */
  readonly unsetVar: 'zero' | 'nothing';
  /**
   * `$rb`: all that follows the empty line; as much of it as Content-Length says, where there is one; or nothing at
   * all without one.
   */
  readonly body: 'whole' | 'by-content-length' | 'only-by-content-length';
  /** What `$rb` is when the body is empty, and the parts of credentials when they are. */
  readonly emptyBody: 'empty' | 'null';
  /** `$mf`: flags as a number, or as a list of names, which is empty. */
  readonly flags: 'number' | 'names';
  /** A capital letter of `$C()`: bold, or the same as a small one. */
  readonly capitalColour: 'bold' | 'plain';
  /** What `$version()` tells: the release's number, and what it was built for. */
  readonly release?: { readonly number: string; readonly system: string };
  /** How `$ds` prints its URIs. */
  readonly destinationSet: 'bare' | 'in-angle-brackets';
}

/** The transformations of a server, and what its versions transform differently. */
export interface TransformationRules {
  /** The names that `$(name{…})` takes, as `s.len`. */
  readonly names: readonly string[];
  /** Whose they are: their syntax, what they do with odd values, and with names that come twice. */
  readonly dialect: TransformationDialect;
  /** The size of a number. */
  readonly numberBits: 32 | 64;
  /** What `{s.decode.base58}` makes: the bytes, or those and a NUL. */
  readonly decodedBase58: 'plain' | 'with-nul';
  /** Bytes above 0x7f in `{s.corehash}`. */
  readonly hashedBytes: 'signed' | 'unsigned';
  /** The two digits that `{s.urldecode.param}` wants behind a percent sign: in the value, or in what follows it, too. */
  readonly percentDigits: 'in-value' | 'past-its-end';
  /** What `{uri.saor}` and its kin put behind the scheme's colon: nothing, or a byte of an earlier use. */
  readonly schemeEnd: 'colon' | 'colon-and-stray-byte';
  /** A comma that separates parameters: as any other separator, or it ends their list, as it does elsewhere. */
  readonly comma: 'separates' | 'ends-list';
  /** Whether `{s.before}` and its kin find a character that the value begins with. */
  readonly firstByte: 'found' | 'overlooked';
  /** Whether `{s.rbefore}` and `{s.rafter}` find a character that the value does not end with. */
  readonly lastOccurrence: 'found' | 'at-end-only';
  /** How a transformation prints that gave up, or did not find what it looked for: as nothing, or as any null value. */
  readonly failed: 'nothing' | 'null';
  /** A negative length in `{s.substr}`. */
  readonly negativeLength: 'refused' | 'taken';
  /** `{nameaddr.1.uri}` and its kin, for one address of a list. */
  readonly addressIndex: 'refused' | 'taken';
  /** What a Via header that breaks off does to the server in `{via.host}` and its kin. */
  readonly brokenVia: 'kills' | 'fails';
}
