/** What became of one line of a command's output. */
export interface TracedLine {
  /** As the server took it; empty for a blank line. */
  readonly text: Buffer;
  readonly became: 'request-uri' | 'branch' | 'avp' | 'blank' | 'not-taken';
  /** Which branch, from 1. */
  readonly branch?: number;
  /** Which AVP. */
  readonly avp?: string;
  /** It is what was left of a line that was longer than the server's buffer. */
  readonly isRemainder: boolean;
}

/** How many lines of output are traced. */
const MAX_TRACED_LINES = 1000;

/** The lines of one command's output, in order, as far as they are traced. */
export class LineTrace {
  readonly lines: TracedLine[] = [];
  /** How many came after those. */
  moreLines = 0;
  /** How many bytes were read. */
  outputBytes = 0;

  add(line: TracedLine): void {
    if (this.lines.length < MAX_TRACED_LINES) this.lines.push(line);
    else this.moreLines += 1;
  }
}

/** What a call did, step by step, beside its result. */
export interface CallTrace {
  /** What was written to the command's standard input, of how many bytes; absent where it had no input. */
  readonly input?: { readonly writtenBytes: number; readonly offeredBytes: number };
  /** What the server read of its standard output; absent where it reads nothing. */
  readonly output?: LineTrace;
  /** Why the function returned what it did. */
  readonly why: string;
}
