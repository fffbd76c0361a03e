const nothing = Buffer.alloc(0);

/**
 * What has arrived of an input and is not yet understood, and where in the input it stands. Bytes that were taken
 * are never overwritten: what comes later is written behind them or elsewhere.
 */
export class InputBuffer {
  #store: Buffer = nothing;
  #start = 0;
  #end = 0;
  #offsetBytes = 0;
  #line = 1;

  /** How many bytes are held. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** All that is held. */
  get bytes(): Buffer {
    return this.#store.subarray(this.#start, this.#end);
  }

  /** Where in the input the first held byte stands, from 0. */
  get offsetBytes(): number {
    return this.#offsetBytes;
  }

  /** The line of the first held byte, from 1. */
  get line(): number {
    return this.#line;
  }

  append(chunk: Buffer): void {
    if (this.length === 0) {
      this.#store = chunk;
      this.#start = 0;
      this.#end = chunk.length;
      return;
    }
    const needed = this.length + chunk.length;
    if (this.#isBorrowed || this.#start + needed > this.#store.length) this.#grow(needed);
    chunk.copy(this.#store, this.#end);
    this.#end += chunk.length;
  }

  /** Takes the first `end` bytes out, and passes over those from there to `next`. */
  take(end: number, next: number): Buffer {
    const bytes = this.#store.subarray(this.#start, this.#start + end);
    this.drop(next);
    return bytes;
  }

  /** Passes over the first `count` bytes. */
  drop(count: number): void {
    const stop = this.#start + count;
    // Bounded, so that many small pieces of what holds no line end do not each search all that is held.
    const dropped = this.#store.subarray(this.#start, stop);
    for (let at = dropped.indexOf(0x0a); at >= 0; at = dropped.indexOf(0x0a, at + 1)) this.#line += 1;
    this.#start = stop;
    this.#offsetBytes += count;
  }

  clear(): void {
    this.drop(this.length);
    this.#store = nothing;
    this.#start = 0;
    this.#end = 0;
  }

  /** Whether the store is the caller's own chunk, behind whose end nothing may be written. */
  get #isBorrowed(): boolean {
    return this.#end === this.#store.length;
  }

  #grow(needed: number): void {
    const store = Buffer.allocUnsafeSlow(Math.max(4096, 2 * needed));
    this.#store.copy(store, 0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    this.#store = store;
  }
}
