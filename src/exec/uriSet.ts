import type { OutputLine } from './outputLines.js';

/** The URI set as a server keeps it: the request URI and the branches behind it. */
export class UriSet {
  readonly uris: Buffer[] = [];
  /** Remainders of lines that were longer than the server's buffer and so became URIs of their own. */
  readonly remainders: Buffer[] = [];
  /** True when one more URI came than the server takes. */
  isOverfull = false;
  private readonly maxUris: number;

  /** @param maxUris how many URIs the server takes in all (servers.md §4) */
  constructor(maxUris: number) {
    this.maxUris = maxUris;
  }

  /** Takes one line of the command's output. Out: `stop` when the server reads no further. */
  take(line: OutputLine): 'more' | 'stop' {
    if (this.uris.length === this.maxUris) {
      this.isOverfull = true;
      return 'stop';
    }
    if (line.isRemainder) this.remainders.push(line.text);
    this.uris.push(line.text);
    return 'more';
  }
}
