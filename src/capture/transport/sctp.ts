import { sipStart } from '../content/sipFirstLine.js';
import type { MessageOutput } from '../messageOutput.js';
import type { Packet } from '../packet.js';
import { distance } from './sequence.js';

const dataChunk = 0;
const interleavedDataChunk = 64;
const beginBit = 0x02;
const endBit = 0x01;

const largestMessage = 1024 * 1024;
const mostAssociations = 4096;
/** How many transmission sequence numbers an association remembers, so that what is sent again counts once. */
const mostRemembered = 256;
const mostFragments = 1024;
const mostHeldBytes = 16 * 1024 * 1024;

interface Fragment {
  readonly flags: number;
  readonly bytes: Buffer;
}

/** One direction of an association. */
class Association {
  readonly seen = new Set<number>();
  /** Fragments of user messages, by transmission sequence number. */
  readonly fragments = new Map<number, Fragment>();
  heldBytes = 0;
}

/** Where the fields of a DATA chunk and of an I-DATA chunk stand. */
interface Chunk {
  readonly flags: number;
  readonly sequence: number;
  readonly start: number;
  readonly end: number;
}

/** SIP over SCTP (RFC 9260, RFC 4168): each user message is a SIP message, whole or in fragments. */
export class Sctp {
  readonly #associations = new Map<string, Association>();
  #heldBytes = 0;

  constructor(readonly output: MessageOutput) {}

  /** The packet stands at the common header: ports, verification tag, checksum. */
  read(packet: Packet): void {
    const { bytes, start } = packet;
    if (packet.end - start < 16) return;
    packet.sourcePort = bytes.readUInt16BE(start);
    packet.destinationPort = bytes.readUInt16BE(start + 2);
    for (let at = start + 12; at + 4 <= packet.end; ) {
      const length = bytes.readUInt16BE(at + 2);
      if (length < 4) {
        packet.report('bad-length', `an SCTP chunk of ${length} bytes`);
        return;
      }
      const type = bytes[at] as number;
      if (type === dataChunk) this.#data(packet, at, at + length, 16);
      else if (type === interleavedDataChunk) this.#data(packet, at, at + length, 20);
      at += (length + 3) & ~3;
    }
  }

  /** The capture is over: what is incomplete is reported. */
  end(packet: Packet): void {
    for (const association of this.#associations.values()) this.#reportLoss(association, packet);
    this.#associations.clear();
    this.#heldBytes = 0;
  }

  #data(packet: Packet, at: number, chunkEnd: number, headerBytes: number): void {
    const { bytes } = packet;
    if (packet.end - at < headerBytes) return;
    const flags = bytes[at + 1] as number;
    const chunk = {
      flags,
      sequence: bytes.readUInt32BE(at + 4),
      start: at + headerBytes,
      end: Math.min(chunkEnd, packet.end),
    };
    const missing = chunkEnd - chunk.end;
    if (chunk.end <= chunk.start) return;
    const isWhole = (flags & (beginBit | endBit)) === (beginBit | endBit);
    if (isWhole && sipStart(bytes, chunk.start, chunk.end) < 0) return;
    const association = this.#associationOf(packet);
    if (association.seen.has(chunk.sequence)) return;
    remember(association, chunk.sequence);
    if (isWhole) {
      this.output.message(
        bytes.subarray(chunk.start, chunk.end),
        packet,
        'sctp',
        this.output.routeOf(packet),
        missing,
      );
    } else if (missing === 0) this.#fragment(packet, association, chunk);
  }

  #fragment(packet: Packet, association: Association, chunk: Chunk): void {
    const { fragments } = association;
    const copy = Buffer.from(packet.bytes.subarray(chunk.start, chunk.end));
    fragments.set(chunk.sequence, { flags: chunk.flags, bytes: copy });
    this.#hold(association, copy.length);
    const message = this.#assemble(association, chunk.sequence);
    if (message !== undefined && sipStart(message, 0, message.length) >= 0) {
      this.output.message(message, packet, 'sctp', this.output.routeOf(packet), 0);
    }
    const isFull = fragments.size > mostFragments || association.heldBytes > largestMessage;
    if (isFull || this.#heldBytes > mostHeldBytes) {
      this.#reportLoss(association, packet);
      this.#hold(association, -association.heldBytes);
      fragments.clear();
    }
  }

  /** The message that the fragment `sequence` makes whole: its neighbours carry the numbers beside its own. */
  #assemble(association: Association, sequence: number): Buffer | undefined {
    const { fragments } = association;
    const first = walk(fragments, sequence, -1, beginBit);
    const last = walk(fragments, sequence, 1, endBit);
    if (first === undefined || last === undefined) return undefined;
    const parts: Buffer[] = [];
    for (let index = 0; index <= distance(first, last); index++) {
      const at = (first + index) >>> 0;
      const part = fragments.get(at) as Fragment;
      parts.push(part.bytes);
      fragments.delete(at);
      this.#hold(association, -part.bytes.length);
    }
    return Buffer.concat(parts);
  }

  #hold(association: Association, bytes: number): void {
    association.heldBytes += bytes;
    this.#heldBytes += bytes;
  }

  #associationOf(packet: Packet): Association {
    const key = keyOf(packet);
    let association = this.#associations.get(key);
    if (association !== undefined) return association;
    if (this.#associations.size >= mostAssociations) this.#forgetOldest(packet);
    association = new Association();
    this.#associations.set(key, association);
    return association;
  }

  #forgetOldest(packet: Packet): void {
    for (const [key, association] of this.#associations) {
      this.#reportLoss(association, packet);
      this.#hold(association, -association.heldBytes);
      this.#associations.delete(key);
      return;
    }
  }

  #reportLoss(association: Association, packet: Packet): void {
    if (association.fragments.size === 0) return;
    const count = association.fragments.size;
    this.output.problem('lost-fragments', `${count} fragments of SCTP messages without the others`, packet);
  }
}

/** The number of the fragment that carries `bit`, going by `step` from `sequence`; undefined where one is not there. */
function walk(
  fragments: ReadonlyMap<number, Fragment>,
  sequence: number,
  step: 1 | -1,
  bit: number,
): number | undefined {
  for (let at = sequence; ; at = (at + step) >>> 0) {
    const fragment = fragments.get(at);
    if (fragment === undefined) return undefined;
    if ((fragment.flags & bit) !== 0) return at;
  }
}

function remember(association: Association, sequence: number): void {
  const { seen } = association;
  seen.add(sequence);
  if (seen.size <= mostRemembered) return;
  for (const oldest of seen) {
    seen.delete(oldest);
    return;
  }
}

function keyOf(packet: Packet): string {
  const { addresses, sourceAt, addressLength, sourcePort, destinationPort } = packet;
  return `${addresses.toString('latin1', sourceAt, sourceAt + 2 * addressLength)}${sourcePort}>${destinationPort}`;
}
