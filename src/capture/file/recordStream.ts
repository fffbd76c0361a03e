import type { CaptureReader } from '../capturedMessage.js';

/** How a file format cuts its bytes into records. */
export interface RecordFormat {
  /**
   * How many bytes the record that begins at `start` takes, as far as the bytes up to `end` tell: the length
   * of its header while that is incomplete, then of the whole. More than the record, where the format has to see what
   * follows before it can tell; it may then skip nothing. Negative: no record can be read from here on.
   */
  lengthAt(bytes: Buffer, start: number, end: number): number;
  /** Takes one whole record; `offsetBytes` is its place in the input. */
  record(bytes: Buffer, start: number, end: number, offsetBytes: number): void;
}

const nothing = Buffer.alloc(0);

/**
 * Cuts an input that arrives in pieces of any size into whole records. A record inside one piece is read where
 * it stands; only one that a piece's end cuts is copied, so the work is in proportion to the bytes.
 */
export class RecordStream {
  /** Bytes of the input before the record that is awaited. */
  #offsetBytes = 0;
  #held = nothing;
  #heldLength = 0;
  #skip = 0;
  #stopped = false;

  constructor(readonly format: RecordFormat) {}

  /** Bytes of an unfinished record. */
  get pendingBytes(): number {
    return this.#heldLength > 0 ? this.#heldLength : this.#skip;
  }

  /** Where in the input the unfinished record begins. */
  get offsetBytes(): number {
    return this.#offsetBytes;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Passes over the `length` bytes that follow the current record, without holding them. */
  skip(length: number): void {
    this.#skip += length;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !this.#stopped) {
      if (this.#skip > 0) {
        const passed = Math.min(this.#skip, chunk.length - at);
        this.#skip -= passed;
        this.#offsetBytes += passed;
        at += passed;
      } else {
        at = this.#heldLength > 0 ? this.#complete(chunk, at) : this.#readWhole(chunk, at);
      }
    }
  }

  /** Reads the records that lie whole in the piece, and holds what is left of it. */
  #readWhole(chunk: Buffer, from: number): number {
    const format = this.format;
    const end = chunk.length;
    let at = from;
    while (at < end && this.#skip === 0) {
      const length = format.lengthAt(chunk, at, end);
      if (length < 0) {
        this.#stopped = true;
        return end;
      }
      if (length > end - at) {
        this.#hold(chunk, at, end, length);
        return end;
      }
      format.record(chunk, at, at + length, this.#offsetBytes);
      at += length;
      this.#offsetBytes += length;
    }
    return at;
  }

  /** Nothing may come for a while: asks again how long the record is that is held, as the format may be content with less. */
  settle(): void {
    if (!this.#stopped) this.#complete(nothing, 0);
  }

  /** Adds to the held record what it lacks, reads it when it is whole, and returns where the piece goes on. */
  #complete(chunk: Buffer, from: number): number {
    let at = from;
    while (this.#heldLength > 0) {
      const length = this.format.lengthAt(this.#held, 0, this.#heldLength);
      if (length < 0) {
        this.#stopped = true;
        return chunk.length;
      }
      if (length <= this.#heldLength) {
        this.#readHeld(length);
        continue;
      }
      if (at >= chunk.length) return at;
      const taken = Math.min(length - this.#heldLength, chunk.length - at);
      this.#hold(chunk, at, at + taken, length);
      at += taken;
    }
    return at;
  }

  #readHeld(length: number): void {
    const held = this.#held;
    this.#held = held.subarray(length, this.#heldLength);
    this.#heldLength -= length;
    this.format.record(held, 0, length, this.#offsetBytes);
    this.#offsetBytes += length;
  }

  #hold(chunk: Buffer, from: number, to: number, wanted: number): void {
    const needed = this.#heldLength + to - from;
    if (this.#held.length < needed) {
      // A length that the input claims may be false: memory is taken only for bytes that have come.
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, Math.min(wanted, 2 * needed + 4096)));
      this.#held.copy(grown, 0, 0, this.#heldLength);
      this.#held = grown;
    }
    chunk.copy(this.#held, this.#heldLength, from, to);
    this.#heldLength = needed;
  }
}

/** The reader of a file that is cut into records: it gives up where no record can be read any more. */
export function recordReader(file: {
  readonly stream: RecordStream;
  settle?(): void;
  end(): void;
}): CaptureReader {
  return {
    push: (chunk) => file.stream.push(chunk),
    idle: () => file.settle?.(),
    end: () => file.end(),
    get hasGivenUp() {
      return file.stream.stopped;
    },
  };
}
