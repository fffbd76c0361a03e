import { CR, LF, NUL, SPACE, TAB } from '../sip/characters.js';

/** One line of a command's output as the server takes it. */
export interface OutputLine {
  /** Trailing blanks, tabs, CR and LF removed; cut at a NUL; leading blanks kept. */
  readonly text: Buffer;
  /** True when this is what was left of a line that was longer than the server's buffer. */
  readonly isRemainder: boolean;
}

/**
 * Splits a command's output into lines as fgets(3) with a fixed buffer does (servers.md §4): a line longer than
 * `maxLineBytes` is split there and its rest is the next line. Lines with nothing in them are left out.
 * Needs no more memory than one line.
 */
export class OutputLines {
  private readonly maxLineBytes: number;
  private readonly pending: Buffer;
  private pendingBytes = 0;
  private isRemainder = false;

  /**
   * @param onBlank called for each line with nothing in it
   */
  constructor(
    maxLineBytes: number,
    private readonly onBlank?: () => void,
  ) {
    this.maxLineBytes = maxLineBytes;
    this.pending = Buffer.alloc(maxLineBytes);
  }

  /** In: the next piece of output. Out: the lines that it completes. Stop iterating to take no more. */
  *push(chunk: Buffer): Generator<OutputLine> {
    for (let start = 0; start < chunk.length; ) {
      if (this.pendingBytes === 0 && chunk[start] === LF) {
        start += 1;
        // The line end behind a line that filled the buffer is no line of its own.
        if (!this.isRemainder) this.onBlank?.();
        this.isRemainder = false;
        continue;
      }
      const newline = chunk.indexOf(LF, start);
      const end = newline === -1 ? chunk.length : newline;
      const taken = chunk.copy(this.pending, this.pendingBytes, start, end);
      this.pendingBytes += taken;
      start += taken;
      const isFull = this.pendingBytes === this.maxLineBytes;
      if (start === newline && !isFull) start += 1;
      else if (!isFull) return;
      const line = this.take();
      this.isRemainder = isFull;
      if (line !== undefined) yield line;
    }
  }

  /** Out: the last line, when it had no line end. */
  end(): OutputLine | undefined {
    return this.take();
  }

  private take(): OutputLine | undefined {
    const line = this.pending.subarray(0, this.pendingBytes);
    this.pendingBytes = 0;
    if (line.length === 0) return undefined;
    const nul = line.indexOf(NUL);
    let end = nul === -1 ? line.length : nul;
    while (end > 0 && isTrailingBlank(line[end - 1] as number)) end -= 1;
    if (end === 0) {
      this.onBlank?.();
      return undefined;
    }
    return { text: Buffer.from(line.subarray(0, end)), isRemainder: this.isRemainder };
  }
}

function isTrailingBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CR || byte === LF;
}
