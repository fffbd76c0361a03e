/** What a server's pseudo-variables are called and how they print (servers.md §8). */
export interface PseudoVariableRules {
  /** The names that a command may hold, without `$`; those with an argument end in `()`, as `hdr()` does. */
  readonly names: readonly string[];
  /** The variables that print nothing when absent; all others print `<null>`. */
  readonly emptyWhenAbsent: readonly string[];
  /** Where the index of a header stands: `$hdr(Via[1])`, or `$(hdr(Via)[1])`. */
  readonly index: 'inside-argument' | 'after-argument' | 'both';
  /** What joins all values of `[*]`. */
  readonly joinAll: string;
  /** The transformations that `$(name{…})` takes, by class; none where the server has none. */
  readonly transformations: readonly string[];
  /** How the protocol of a URI without a transport parameter prints. */
  readonly defaultProtocol: 'UDP' | 'udp';
}
