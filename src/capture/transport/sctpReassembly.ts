import { SctpFragments } from './sctpFragments.js';

/**
 * The unfinished user messages of one direction of an association. Fragments in DATA chunks are told by their
 * transmission sequence numbers alone; those in I-DATA chunks by the message that they belong to, as the fragments
 * of several messages may come in turns (RFC 8260 §2.1).
 */
export class SctpReassembly {
  readonly #uninterleaved = new SctpFragments();
  readonly #interleaved = new Map<string, SctpFragments>();
  /** How many fragments wait, and the bytes of memory that they hold. */
  count = 0;
  bytes = 0;

  /**
   * Takes a fragment over; its message, where it is whole with it. `sequence` is the transmission sequence number,
   * or the fragment's number within `message` where that names the message; `flags` are the chunk's.
   */
  add(message: string | undefined, sequence: number, flags: number, payload: Buffer): Buffer | undefined {
    const fragments = this.#fragmentsOf(message);
    const { count, bytes } = fragments;
    const whole = fragments.add(sequence, flags, payload);
    this.count += fragments.count - count;
    this.bytes += fragments.bytes - bytes;
    if (message !== undefined && fragments.count === 0) this.#interleaved.delete(message);
    return whole;
  }

  clear(): void {
    this.#uninterleaved.clear();
    this.#interleaved.clear();
    this.count = 0;
    this.bytes = 0;
  }

  #fragmentsOf(message: string | undefined): SctpFragments {
    if (message === undefined) return this.#uninterleaved;
    let fragments = this.#interleaved.get(message);
    if (fragments === undefined) {
      fragments = new SctpFragments();
      this.#interleaved.set(message, fragments);
    }
    return fragments;
  }
}
