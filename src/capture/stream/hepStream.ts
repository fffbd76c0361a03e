import { readHep3 } from '../hep/hep3.js';
import type { Arrival } from '../messageOutput.js';
import type { StreamContent, StreamPlace } from './streamContent.js';

const magic = Buffer.from('HEP3', 'latin1');
const headerBytes = 6;

/** Whether a HEP version 3 packet begins at `start`. */
export function isHep3(bytes: Buffer, start: number, end: number): boolean {
  return end - start >= magic.length && bytes.compare(magic, 0, 4, start, start + 4) === 0;
}

/** Whether the fewer than four bytes there are could become one. */
export function mayBeHep3(bytes: Buffer, start: number, end: number): boolean {
  const length = Math.min(4, end - start);
  return bytes.compare(magic, 0, length, start, start + length) === 0;
}

/** HEP version 3 over a connection: packet after packet, each with its length. */
export class HepStream implements StreamContent {
  readonly mayHoldSip = true;
  readonly isSearching = false;

  constructor(readonly place: StreamPlace) {}

  read(bytes: Buffer, start: number, end: number, arrival: Arrival): number {
    let at = start;
    while (end - at >= headerBytes) {
      if (!isHep3(bytes, at, end)) return -1;
      const length = bytes.readUInt16BE(at + 4);
      if (length < headerBytes) return -1;
      if (length > end - at) break;
      readHep3(bytes, at, at + length, arrival, this.place.output);
      at += length;
    }
    return at - start;
  }

  lose(_bytes: Buffer, start: number, end: number, arrival: Arrival): void {
    if (end > start) {
      this.place.output.problem('incomplete-message', 'bytes within a HEP packet are missing', arrival);
    }
  }
}
