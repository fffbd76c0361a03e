import { distance } from './sequence.js';

const beginBit = 0x02;
const endBit = 0x01;

/** Fragments whose numbers follow each other. */
interface Run {
  readonly first: number;
  readonly last: number;
  /** Whether the first one begins a message, and whether the last one ends one. */
  readonly begins: boolean;
  readonly ends: boolean;
}

/**
 * The fragments of SCTP user messages of one direction: those of one message carry transmission sequence numbers
 * without a gap (RFC 9260 §6.9). Each joins its neighbours as it comes, so that none is looked for.
 */
export class SctpFragments {
  readonly #payloads = new Map<number, Buffer>();
  /** Each run stands under the number of its first fragment and of its last. */
  readonly #runs = new Map<number, Run>();
  /** Bytes of memory that they hold. */
  bytes = 0;

  get count(): number {
    return this.#payloads.size;
  }

  /** Takes a fragment over; its message, where it is whole with it. `flags` are those of the DATA chunk. */
  add(sequence: number, flags: number, payload: Buffer): Buffer | undefined {
    if (this.#payloads.has(sequence)) return undefined;
    this.#payloads.set(sequence, payload);
    this.bytes += payload.length;
    const run = this.#join(sequence, (flags & beginBit) !== 0, (flags & endBit) !== 0);
    if (run.begins && run.ends) return this.#take(run);
    this.#runs.set(run.first, run);
    this.#runs.set(run.last, run);
    return undefined;
  }

  clear(): void {
    this.#payloads.clear();
    this.#runs.clear();
    this.bytes = 0;
  }

  /** The run that a new fragment makes with those before and behind it, which are no longer runs of their own. */
  #join(sequence: number, begins: boolean, ends: boolean): Run {
    let run: Run = { first: sequence, last: sequence, begins, ends };
    const before = this.#runs.get((sequence - 1) >>> 0);
    if (!begins && before !== undefined && before.last === (sequence - 1) >>> 0 && !before.ends) {
      this.#forget(before);
      run = { ...run, first: before.first, begins: before.begins };
    }
    const behind = this.#runs.get((sequence + 1) >>> 0);
    if (!ends && behind !== undefined && behind.first === (sequence + 1) >>> 0 && !behind.begins) {
      this.#forget(behind);
      run = { ...run, last: behind.last, ends: behind.ends };
    }
    return run;
  }

  #forget(run: Run): void {
    this.#runs.delete(run.first);
    this.#runs.delete(run.last);
  }

  #take(run: Run): Buffer {
    const parts: Buffer[] = [];
    for (let index = 0; index <= distance(run.first, run.last); index++) {
      const sequence = (run.first + index) >>> 0;
      const part = this.#payloads.get(sequence);
      if (part === undefined) continue;
      this.#payloads.delete(sequence);
      this.bytes -= part.length;
      parts.push(part);
    }
    return Buffer.concat(parts);
  }
}
