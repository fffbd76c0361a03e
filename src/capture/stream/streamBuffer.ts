const nothing = Buffer.alloc(0);

/** Bytes of a stream that wait for more to come. What is taken out must be copied: the room is used again. */
export class StreamBuffer {
  bytes = nothing;
  start = 0;
  end = 0;

  get length(): number {
    return this.end - this.start;
  }

  get view(): Buffer {
    return this.bytes.subarray(this.start, this.end);
  }

  /** How much memory it holds. */
  get capacity(): number {
    return this.bytes.length;
  }

  append(source: Buffer, from: number, to: number): void {
    const needed = this.length + to - from;
    if (this.bytes.length - this.end < to - from) this.#makeRoom(needed);
    source.copy(this.bytes, this.end, from, to);
    this.end += to - from;
  }

  /** Drops the first `length` bytes. */
  consume(length: number): void {
    this.start += length;
    if (this.start >= this.end) this.clear();
  }

  clear(): void {
    this.bytes = nothing;
    this.start = 0;
    this.end = 0;
  }

  #makeRoom(needed: number): void {
    // Twice what is needed, so that bytes that come one by one are moved only now and then.
    const room =
      needed * 2 <= this.bytes.length ? this.bytes : Buffer.allocUnsafeSlow(Math.max(512, needed * 2));
    this.bytes.copy(room, 0, this.start, this.end);
    this.end -= this.start;
    this.start = 0;
    this.bytes = room;
  }
}
