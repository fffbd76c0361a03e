/** What a server's pseudo-variables are called and how they print (servers.md §8). */
export interface PseudoVariableRules {
  /** The names that a command may hold, without `$`; those with an argument end in `()`, as `hdr()` does. */
  readonly names: readonly string[];
  /** A dot after a name: part of it, so that `$to.user` is unknown, or the end of it where no longer name is known. */
  readonly dotInName: 'part-of-name' | 'may-end-name';
  /** What has no such part (a URI without a user, a header that a variable of its own stands for): nothing, or `<null>`. */
  readonly absentPart: 'nothing' | 'null';
  /** Where the index of a header stands: `$hdr(Via[1])`, or `$(hdr(Via)[1])`. */
  readonly index: 'inside-argument' | 'after-argument' | 'both';
  /** What joins all values of `[*]`. */
  readonly joinAll: string;
  /** The transformations that `$(name{…})` takes. */
  readonly transformations: 'none' | 'opensips' | 'kamailio';
  /** How the protocol of a URI without a transport parameter prints. */
  readonly defaultProtocol: 'UDP' | 'udp';
  /** How a transport parameter prints: its value, or `transport=value`. */
  readonly transport: 'value' | 'whole-parameter';
  /** `$ru` when the URI does not parse. */
  readonly unparsableUri: 'null' | 'raw';
  /** `$ct`: the whole body of the first Contact header, or its first contact. */
  readonly contact: 'whole-header' | 'first-contact';
  /** `$rb`: all that follows the empty line, or as much of it as Content-Length says; and what an empty one is. */
  readonly body: 'whole' | 'by-content-length';
  readonly emptyBody: 'empty' | 'null';
  /** `$mf`: flags as a number, or as a list of names, which is empty. */
  readonly flags: 'number' | 'names';
  /** How `$ds` prints its URIs. */
  readonly destinationSet: 'bare' | 'in-angle-brackets';
}
