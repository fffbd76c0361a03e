import { sipStart } from '../content/sipFirstLine.js';
import type { MessageOutput } from '../messageOutput.js';
import type { Packet } from '../packet.js';
import { SctpReassembly } from './sctpReassembly.js';

const dataChunk = 0;
const interleavedDataChunk = 64;
const beginBit = 0x02;
const endBit = 0x01;
const unorderedBit = 0x04;

const maxMessageBytes = 1024 * 1024;
const maxAssociations = 4096;
/** How many transmission sequence numbers an association remembers, so that what is sent again counts once. */
const maxRemembered = 256;
const maxFragments = 1024;
const maxHeldBytes = 8 * 1024 * 1024;

/** One direction of an association. */
class Association {
  readonly seen = new Set<number>();
  readonly fragments = new SctpReassembly();
}

/** What a DATA chunk and an I-DATA chunk tell alike. */
interface Chunk {
  readonly flags: number;
  /** Transmission sequence number. */
  readonly sequence: number;
  /** Where the chunk begins, and where its payload does and ends. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly isInterleaved: boolean;
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
      if (type === dataChunk) this.#data(packet, at, at + length, false);
      else if (type === interleavedDataChunk) this.#data(packet, at, at + length, true);
      at += (length + 3) & ~3;
    }
  }

  /** The capture is over: what is incomplete is reported. */
  end(packet: Packet): void {
    for (const association of this.#associations.values()) this.#giveUp(association, packet);
    this.#associations.clear();
  }

  #data(packet: Packet, at: number, chunkEnd: number, isInterleaved: boolean): void {
    const { bytes } = packet;
    const headerBytes = isInterleaved ? 20 : 16;
    if (packet.end - at < headerBytes) return;
    const flags = bytes[at + 1] as number;
    const chunk = {
      flags,
      sequence: bytes.readUInt32BE(at + 4),
      at,
      start: at + headerBytes,
      end: Math.min(chunkEnd, packet.end),
      isInterleaved,
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
    const before = fragments.bytes;
    const payload = Buffer.from(packet.bytes.subarray(chunk.start, chunk.end));
    const message = chunk.isInterleaved
      ? fragments.add(messageOf(packet, chunk), fragmentNumber(packet, chunk), chunk.flags, payload)
      : fragments.add(undefined, chunk.sequence, chunk.flags, payload);
    if (message !== undefined && sipStart(message, 0, message.length) >= 0) {
      this.output.message(message, packet, 'sctp', this.output.routeOf(packet), 0);
    }
    this.#heldBytes += fragments.bytes - before;
    const isFull = fragments.count > maxFragments || fragments.bytes > maxMessageBytes;
    if (isFull || this.#heldBytes > maxHeldBytes) this.#giveUp(association, packet);
  }

  #associationOf(packet: Packet): Association {
    const key = keyOf(packet);
    let association = this.#associations.get(key);
    if (association !== undefined) return association;
    if (this.#associations.size >= maxAssociations) this.#forgetOldest(packet);
    association = new Association();
    this.#associations.set(key, association);
    return association;
  }

  #forgetOldest(packet: Packet): void {
    for (const [key, association] of this.#associations) {
      this.#giveUp(association, packet);
      this.#associations.delete(key);
      return;
    }
  }

  #giveUp(association: Association, packet: Packet): void {
    const { fragments } = association;
    if (fragments.count === 0) return;
    const message = `${fragments.count} fragments of SCTP messages without the others`;
    this.output.problem('lost-fragments', message, packet);
    this.#heldBytes -= fragments.bytes;
    fragments.clear();
  }
}

/** Which message an I-DATA chunk is of: its stream, its number in that, and whether that counts unordered ones. */
function messageOf({ bytes }: Packet, { at, flags }: Chunk): string {
  return `${bytes.readUInt16BE(at + 8)}.${bytes.readUInt32BE(at + 12)}.${flags & unorderedBit}`;
}

/** The place of an I-DATA chunk in its message: the first has its payload's protocol in that field. */
function fragmentNumber({ bytes }: Packet, { at, flags }: Chunk): number {
  return (flags & beginBit) !== 0 ? 0 : bytes.readUInt32BE(at + 16);
}

function remember(association: Association, sequence: number): void {
  const { seen } = association;
  seen.add(sequence);
  if (seen.size <= maxRemembered) return;
  for (const oldest of seen) {
    seen.delete(oldest);
    return;
  }
}

/** Addresses, ports and verification tag: a new association between the same ports has another tag. */
function keyOf(packet: Packet): string {
  const { bytes, start, addresses, sourceAt, addressLength } = packet;
  return (
    addresses.toString('latin1', sourceAt, sourceAt + 2 * addressLength) +
    bytes.toString('latin1', start, start + 8)
  );
}
