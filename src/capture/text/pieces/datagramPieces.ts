import { bodyLength, headerEnd } from '../../content/framing.js';
import type { Entry, TextOutput } from '../textOutput.js';
import { restoreSeam } from './streamPieces.js';

/** How many entries the later fragments of a datagram are waited for. */
const maxWaitEntries = 64;
/** Bytes before the message in a datagram: the UDP header, which belongs to the first fragment. */
const udpHeaderBytes = 8;
/** RFC 791: no datagram is longer. */
const maxDatagramBytes = 65_535;

interface Gathering {
  bytes: Buffer;
  readonly entry: Entry;
  /** Fragments that came before those that stand before them, by their offset. */
  readonly early: Map<number, Buffer>;
  age: number;
}

/**
 * Passes on datagrams, and puts those together whose fragments are entries of their own: the first has ports and the
 * message's begin, the later ones tell how many bytes come before. A message that lacks bytes waits for them
 * only when its length is one that a first fragment can have: a multiple of 8 (RFC 791 §3.2).
 */
export class DatagramPieces {
  #gathering: Gathering[] = [];

  constructor(
    readonly output: TextOutput,
    readonly showsFragments: boolean,
  ) {}

  push(bytes: Buffer, entry: Entry): void {
    if (!this.showsFragments) {
      this.#handOver(bytes, entry);
      return;
    }
    for (const gathering of this.#gathering) gathering.age += 1;
    if (entry.mark.fragmentOffset !== undefined) this.#addFragment(bytes, entry, entry.mark.fragmentOffset);
    else if (isComplete(bytes) || bytes.length % 8 !== 0) this.#handOver(bytes, entry);
    else this.#gathering.push({ bytes, entry, early: new Map(), age: 0 });
    while ((this.#gathering[0]?.age ?? 0) > maxWaitEntries) {
      this.#handOverCut(this.#gathering.shift() as Gathering);
    }
  }

  end(): void {
    for (const gathering of this.#gathering) this.#handOverCut(gathering);
    this.#gathering = [];
  }

  #addFragment(bytes: Buffer, entry: Entry, offset: number): void {
    const way = wayOf(entry);
    const at = offset - udpHeaderBytes;
    const found = this.#gathering.find((one) => wayOf(one.entry) === way && one.bytes.length <= at);
    if (found === undefined) {
      this.output.problem('lost-fragments', 'a fragment without the one that it continues', entry);
      return;
    }
    found.early.set(at, bytes);
    for (;;) {
      const next = found.early.get(found.bytes.length);
      if (next === undefined || next.length === 0) break;
      found.early.delete(found.bytes.length);
      restoreSeam(found.bytes, next);
      if (found.bytes.length + next.length > maxDatagramBytes) break;
      found.bytes = Buffer.concat([found.bytes, next]);
    }
    if (!isComplete(found.bytes)) return;
    this.#gathering.splice(this.#gathering.indexOf(found), 1);
    this.#handOver(found.bytes, completedBy(found.entry, entry));
  }

  #handOver(datagram: Buffer, entry: Entry): void {
    this.output.datagram(datagram, entry);
  }

  #handOverCut(gathering: Gathering): void {
    this.output.problem('lost-fragments', 'a message lacks bytes at its end', gathering.entry);
    this.#handOver(gathering.bytes, gathering.entry);
  }
}

/** The first fragment's ways and place, the last one's number and time. */
function completedBy(first: Entry, last: Entry): Entry {
  const { time } = last.mark;
  const mark = time === undefined ? first.mark : { ...first.mark, time };
  return { ...first, frame: last.frame, mark };
}

function wayOf(entry: Entry): string {
  return `${entry.mark.source?.ip} ${entry.mark.destination?.ip}`;
}

function isComplete(bytes: Buffer): boolean {
  const body = headerEnd(bytes, 0, bytes.length);
  return body >= 0 && bytes.length >= body + Math.max(0, bodyLength(bytes, 0, body));
}
