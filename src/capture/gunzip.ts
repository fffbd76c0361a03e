import { createGunzip, type Gunzip } from 'node:zlib';
import type { CaptureSink } from './capturedMessage.js';
import type { InputFormat, InputReader } from './inputReader.js';

/** Inflating loses what the slice at hand gave when it meets damage, and holds what one slice inflates to. */
const sliceBytes = 16_384;

/**
 * Inflates gzip (RFC 1952), several members one after another too, into another reader. A live `gzip` is followed:
 * what a piece inflates to has been read when `push` is settled. Problems: `truncated-gzip` when the input ends
 * within a member, `damaged-gzip` where it cannot be inflated; what came out before that counts.
 */
export function gunzipReader(inner: InputReader, sink: CaptureSink, inputName: string): InputReader {
  return new GunzipReader(inner, sink, inputName);
}

class GunzipReader implements InputReader {
  readonly #gunzip: Gunzip = createGunzip();
  #inflated: Buffer[] = [];
  #failure: NodeJS.ErrnoException | undefined;
  #wake: (() => void) | undefined;
  #passedOn = false;

  constructor(
    readonly inner: InputReader,
    readonly sink: CaptureSink,
    readonly inputName: string,
  ) {
    this.#gunzip.on('data', (bytes: Buffer) => this.#inflated.push(bytes));
    this.#gunzip.on('error', (error: NodeJS.ErrnoException) => {
      this.#failure = error;
      this.#wake?.();
    });
    this.#gunzip.on('end', () => this.#wake?.());
  }

  get format(): InputFormat | undefined {
    return this.inner.format;
  }

  get hasGivenUp(): boolean {
    return this.#failure !== undefined || this.inner.hasGivenUp;
  }

  async push(chunk: Buffer): Promise<void> {
    if (this.#failure !== undefined) return;
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      await this.#until((done) => this.#gunzip.write(chunk.subarray(at, at + sliceBytes), done));
      await this.#passOn();
      if (this.#failure !== undefined) return;
    }
  }

  async end(): Promise<void> {
    if (this.inner.hasGivenUp) return;
    if (this.#failure === undefined) {
      await this.#until(() => this.#gunzip.end());
      await this.#passOn();
    }
    if (this.#failure !== undefined) this.#reportFailure(this.#failure);
    if (this.#failure === undefined || this.#passedOn) await this.inner.end();
  }

  idle(): void {
    this.inner.idle();
  }

  /** Starts `action` and waits until it says that it is done, or the inflating has ended or failed. */
  #until(action: (done: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      action(resolve);
    });
  }

  async #passOn(): Promise<void> {
    for (const bytes of this.#inflated.splice(0)) {
      this.#passedOn = true;
      await this.inner.push(bytes);
    }
  }

  #reportFailure(failure: NodeJS.ErrnoException): void {
    const truncated = failure.code === 'Z_BUF_ERROR';
    this.sink.problem({
      kind: truncated ? 'truncated-gzip' : 'damaged-gzip',
      message: truncated ? 'the gzip data ends too early' : `the gzip data is damaged (${failure.message})`,
      place: { input: this.inputName },
    });
  }
}
