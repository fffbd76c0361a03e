import { createGunzip, type Gunzip } from 'node:zlib';
import type { CaptureSink } from './capturedMessage.js';
import type { InputFormat, InputReader } from './inputReader.js';

/**
 * How many bytes zlib is given at a time. At damage it drops all that it made of the slice at hand, and it holds in memory
 * all that one slice inflates to, so slices are small.
 */
const sliceBytes = 16_384;
/** How much of the input is kept, so that the slice with the damage can be inflated again, up to the damaged byte. */
const maxKeptBytes = 1024 * 1024;

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
  #passedOnBytes = 0;
  /** The slices so far; undefined when they were too many to be kept. */
  #kept: Buffer[] | undefined = [];
  #keptBytes = 0;

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
      const slice = chunk.subarray(at, at + sliceBytes);
      this.#keep(slice);
      await this.#until((done) => this.#gunzip.write(slice, done));
      await this.#passOn();
      if (this.#failure !== undefined) {
        await this.#salvage();
        return;
      }
    }
  }

  async end(): Promise<void> {
    if (this.inner.hasGivenUp) return;
    if (this.#failure === undefined) {
      await this.#until(() => this.#gunzip.end());
      await this.#passOn();
    }
    if (this.#failure !== undefined) this.#reportFailure(this.#failure);
    if (this.#failure === undefined || this.#passedOnBytes > 0) await this.inner.end();
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
      this.#passedOnBytes += bytes.length;
      await this.inner.push(bytes);
    }
  }

  #keep(slice: Buffer): void {
    this.#keptBytes += slice.length;
    if (this.#keptBytes > maxKeptBytes) this.#kept = undefined;
    else this.#kept?.push(slice);
  }

  /** Passes on what the slice with the damage gave before it. */
  async #salvage(): Promise<void> {
    if (this.#kept === undefined) return;
    const rest = (await inflateUpToDamage(this.#kept)).subarray(this.#passedOnBytes);
    this.#kept = undefined;
    if (rest.length > 0) this.#inflated.push(rest);
    await this.#passOn();
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

/** All that can be inflated of `slices`, the last of which has damage: that one is inflated byte by byte. */
async function inflateUpToDamage(slices: readonly Buffer[]): Promise<Buffer> {
  const gunzip = createGunzip();
  const inflated: Buffer[] = [];
  let hasFailed = false;
  let wake = () => {};
  gunzip.on('data', (bytes: Buffer) => inflated.push(bytes));
  gunzip.on('error', () => {
    hasFailed = true;
    wake();
  });
  const write = (bytes: Buffer) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      gunzip.write(bytes, () => resolve());
    });
  const damaged = slices.at(-1) ?? Buffer.alloc(0);
  for (const slice of slices.slice(0, -1)) await write(slice);
  for (let at = 0; at < damaged.length && !hasFailed; at++) await write(damaged.subarray(at, at + 1));
  return Buffer.concat(inflated);
}
