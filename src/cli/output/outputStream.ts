import { writeSync } from 'node:fs';
import { SipexecError } from '../../errors.js';
import type { StopSignal } from '../../stopSignal.js';
import { systemReason } from '../../systemReason.js';
import { isTerminal } from './isTerminal.js';

/** The reader of our output has closed it (`| head -1`): the program ends without a message. */
export class OutputClosedError extends SipexecError {
  readonly output = 'closed';
}

/** The output cannot be written: the disk is full, say. */
export class OutputError extends SipexecError {
  readonly output = 'refused';
}

/**
 * Whether an error says that the output was closed or cannot be written; undefined for any other error. It goes by a
 * property, since parts of the program that are loaded from files of their own have copies of these classes.
 */
export function outputFailure(error: unknown): 'closed' | 'refused' | undefined {
  return error instanceof SipexecError
    ? (error as Partial<OutputClosedError | OutputError>).output
    : undefined;
}

const FLUSH_BYTES = 65_536;
const RETRY_MS = 2;
const CLEAR_LINE = '\r\x1b[K';

/**
 * Standard output or standard error. Written synchronously: Node's own streams cost more time to set up than a
 * whole run of sipexec, and lose what is not written yet when the process ends.
 */
export class OutputStream {
  readonly isTerminal: boolean;
  readonly fd: number;
  private readonly name: string;
  private pending: Buffer[] = [];
  private pendingText = '';
  private pendingBytes = 0;
  private hasStatus = false;
  private besides: OutputStream | undefined;
  private readonly waiting: StopSignal | undefined;

  /** @param waiting its `blocking` is called before a write that may have to wait for a slow reader */
  constructor(fd: number, name: string, waiting?: StopSignal) {
    this.fd = fd;
    this.name = name;
    this.isTerminal = isTerminal(fd);
    this.waiting = waiting;
  }

  /**
   * Writes text (as UTF-8) or bytes. May hold them back until `flush`.
   * @throws OutputClosedError, OutputError
   */
  write(content: string | Buffer): void {
    if (typeof content === 'string') {
      this.pendingText += content;
    } else {
      this.settleText();
      this.pending.push(content);
    }
    this.pendingBytes += content.length;
    if (this.pendingBytes >= FLUSH_BYTES) this.flush();
  }

  /** True while something that was written is held back. */
  get hasPending(): boolean {
    return this.pendingBytes > 0;
  }

  /** @throws OutputClosedError, OutputError */
  flush(): void {
    this.settleText();
    const { pending } = this;
    if (pending.length === 0) return;
    const bytes = pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending);
    this.pending = [];
    this.pendingBytes = 0;
    this.clearStatus();
    this.besides?.clearStatus();
    this.writeAll(bytes);
  }

  /** Tells it which stream may show a status on the same terminal: it is erased before anything is written here. */
  shares(other: OutputStream): void {
    this.besides = other;
  }

  /**
   * Erases the line of status that stands there.
   * @throws OutputClosedError, OutputError
   */
  clearStatus(): void {
    if (!this.hasStatus) return;
    this.hasStatus = false;
    this.writeAll(Buffer.from(CLEAR_LINE));
  }

  /**
   * Shows a line of status on a terminal; the next status, or the next output, overwrites it.
   * @throws OutputClosedError, OutputError
   */
  status(text: string): void {
    if (!this.isTerminal) return;
    this.flush();
    this.writeAll(Buffer.from(`${CLEAR_LINE}${text}`));
    this.hasStatus = true;
  }

  /** Encodes all pending text in one go, which is cheaper than text by text. */
  private settleText(): void {
    if (this.pendingText === '') return;
    this.pending.push(Buffer.from(this.pendingText));
    this.pendingText = '';
  }

  private writeAll(bytes: Buffer): void {
    // Ctrl-C gets a terminal going that was stopped; a pipe may be full until its reader comes back.
    if (!this.isTerminal) this.waiting?.blocking?.();
    for (let written = 0; written < bytes.length; ) written += this.writeSome(bytes, written);
  }

  private writeSome(bytes: Buffer, from: number): number {
    try {
      return writeSync(this.fd, bytes, from);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new OutputClosedError(`${this.name} was closed`);
      if (code !== 'EAGAIN') throw new OutputError(`cannot write to ${this.name}: ${systemReason(error)}`);
      // The descriptor is non-blocking (another process that shares it can set that), and its reader is slow.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      return 0;
    }
  }
}
