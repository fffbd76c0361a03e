import type { Arrival } from '../messageOutput.js';
import { distance } from './sequence.js';

const maxSegments = 256;
const maxBytes = 512 * 1024;

/** A segment that came before those that precede it. */
export interface EarlySegment extends Arrival {
  readonly sequence: number;
  readonly bytes: Buffer;
  readonly missing: number;
}

/** The segments of one direction that came too early, by sequence number. */
export class EarlySegments {
  #segments: EarlySegment[] = [];
  #taken = 0;
  /** Bytes of memory that they hold. */
  bytes = 0;

  get count(): number {
    return this.#segments.length - this.#taken;
  }

  get first(): EarlySegment | undefined {
    return this.#segments[this.#taken];
  }

  /** Keeps a copy; false where there are so many already that the gap before them should be given up. */
  add(
    sequence: number,
    bytes: Buffer,
    start: number,
    end: number,
    missing: number,
    { inputName, frame, offsetBytes, seconds, nanoseconds }: Arrival,
  ): boolean {
    const segments = this.#segments;
    let place = segments.length;
    while (place > this.#taken && distance((segments[place - 1] as EarlySegment).sequence, sequence) < 0)
      place--;
    const before = place > this.#taken ? segments[place - 1] : undefined;
    const isRepeated = before?.sequence === sequence && before.bytes.length >= end - start;
    if (!isRepeated) {
      const copy = Buffer.from(bytes.subarray(start, end));
      const arrival = { inputName, frame, offsetBytes, seconds, nanoseconds };
      segments.splice(place, 0, { sequence, bytes: copy, missing, ...arrival });
      this.bytes += end - start;
    }
    return this.count < maxSegments && this.bytes < maxBytes;
  }

  removeFirst(): void {
    const first = this.first;
    if (first === undefined) return;
    this.bytes -= first.bytes.length;
    this.#taken++;
    if (this.#taken < this.#segments.length) return;
    this.#segments = [];
    this.#taken = 0;
  }
}
