import type { MessageOutput } from '../messageOutput.js';
import type { Packet } from '../packet.js';
import { distance } from './sequence.js';
import { TcpFlow } from './tcpFlow.js';

const synBit = 0x02;
const ackBit = 0x10;

/** Directions of connections that are remembered; past it the half that was quiet longest is forgotten. */
const maxFlows = 32_768;
/** What all of them together may hold of bytes that wait for others. */
const maxHeldBytes = 16 * 1024 * 1024;

/** How long a gap is waited on: once the receiver has acknowledged the bytes, and while it is not heard. */
const acknowledgedWaitSeconds = 0.05;
const gapWaitSeconds = 3;
const gapWaitFrames = 50_000;
/** While the receiver itself says that the bytes did not come: as long as their sender tries (RFC 9293 §3.8.3). */
const missingWaitSeconds = 100;

/** Bytes of one direction that are missing before some that came. */
interface Gap {
  /** Sequence number of the first of them: one gap closed, the next is waited on anew. */
  readonly sequence: number;
  readonly seconds: number;
  readonly frame: number;
  /** What the receiver said since it opened: nothing, that they did not come, or, since when, that they did. */
  heard: 'nothing' | 'missing' | number;
}

/** Reads TCP (RFC 9293): finds the connection of each segment, and decides how long lost ones are waited for. */
export class Tcp {
  readonly #flows = new Map<string, TcpFlow>();
  readonly #gaps = new Map<TcpFlow, Gap>();
  /** The flows that hold bytes, the one that began first at the front. */
  readonly #holding = new Map<TcpFlow, number>();
  #heldBytes = 0;
  #sweptSeconds = 0;
  #sweptFrame = 0;

  constructor(readonly output: MessageOutput) {}

  /** The segment that the packet stands at. */
  segment(packet: Packet): void {
    const { bytes, start } = packet;
    if (packet.end - start < 20) return;
    packet.sourcePort = bytes.readUInt16BE(start);
    packet.destinationPort = bytes.readUInt16BE(start + 2);
    const flags = bytes[start + 13] as number;
    const dataAt = start + ((bytes[start + 12] as number) >> 4) * 4;
    if (dataAt < start + 20) {
      packet.report('bad-length', `TCP header of ${dataAt - start} bytes`);
      return;
    }
    if ((flags & ackBit) !== 0 && this.#gaps.size > 0)
      this.#acknowledge(packet, bytes.readUInt32BE(start + 8));
    const length = packet.end - dataAt;
    const isOpening = (flags & synBit) !== 0;
    if (length <= 0 && !isOpening) return;
    const sequence = (bytes.readUInt32BE(start + 4) + (isOpening ? 1 : 0)) >>> 0;
    const flow = this.#flowOf(packet, sequence);
    if (isOpening) flow.open(sequence, packet);
    if (length > 0) flow.segment(sequence, bytes, dataAt, packet.end, packet.missing, packet);
    this.#account(flow, packet);
    packet.holds = flow.holds;
  }

  /** Gives up gaps that have been waited on for long enough. Cheap; for every packet of a capture. */
  sweep(packet: Packet): void {
    if (this.#gaps.size === 0) return;
    const now = packet.seconds + packet.nanoseconds / 1e9;
    const isSoon =
      Math.abs(now - this.#sweptSeconds) < acknowledgedWaitSeconds && (packet.frame & 0x3ff) !== 0;
    // Many gaps are looked at less often, whatever the capture's clock does.
    if (isSoon || packet.frame - this.#sweptFrame < this.#gaps.size >> 4) return;
    this.#sweptSeconds = now;
    this.#sweptFrame = packet.frame;
    for (const [flow, gap] of this.#gaps) {
      if (!isOver(gap, now, packet.frame)) continue;
      flow.skipGap(packet);
      this.#gaps.delete(flow);
      this.#account(flow, packet);
    }
  }

  /**
   * A file is over; connections may go on in the next one. Segments that wait behind a gap are read now: a packet of the next
   * file that closed the gap would give their messages frame numbers of the wrong file.
   */
  drain(packet: Packet): void {
    for (const flow of this.#gaps.keys()) {
      flow.drainEarly(packet);
      this.#account(flow, packet);
    }
    this.#gaps.clear();
    this.#sweptSeconds = 0;
    this.#sweptFrame = 0;
  }

  /** The capture is over. */
  end(packet: Packet): void {
    for (const flow of this.#flows.values()) flow.close(packet);
    this.#flows.clear();
    this.#gaps.clear();
    this.#holding.clear();
    this.#heldBytes = 0;
  }

  #flowOf(packet: Packet, sequence: number): TcpFlow {
    const key = keyOf(packet);
    let flow = this.#flows.get(key);
    if (flow === undefined) {
      if (this.#flows.size >= maxFlows) this.#forgetQuietFlows(packet);
      flow = new TcpFlow(this.output, this.output.routeOf(packet), sequence);
      this.#flows.set(key, flow);
    }
    flow.lastFrame = packet.frame;
    return flow;
  }

  /** Keeps the lists of flows that wait, and their memory, up to date. */
  #account(flow: TcpFlow, packet: Packet): void {
    if (flow.early.count > 0) {
      const { nextSequence } = flow;
      if (this.#gaps.get(flow)?.sequence !== nextSequence) this.#gaps.set(flow, gapAt(nextSequence, packet));
    } else if (this.#gaps.size > 0) this.#gaps.delete(flow);
    const held = flow.heldBytes;
    if (held === 0 && this.#holding.size === 0) return;
    const before = this.#holding.get(flow) ?? 0;
    if (held === before) return;
    this.#heldBytes += held - before;
    if (held === 0) this.#holding.delete(flow);
    else this.#holding.set(flow, held);
    if (this.#heldBytes > maxHeldBytes) this.#releaseOldest(packet);
  }

  /** The receiver says how far it has the bytes of a direction in which the capture lacks some. */
  #acknowledge(packet: Packet, acknowledged: number): void {
    const flow = this.#flows.get(reverseKeyOf(packet));
    const gap = flow === undefined ? undefined : this.#gaps.get(flow);
    const first = flow?.early.first;
    if (gap === undefined || first === undefined || typeof gap.heard === 'number') return;
    // What it has, but the capture does not, will not come any more.
    if (distance(first.sequence, acknowledged) > 0) gap.heard = packet.seconds + packet.nanoseconds / 1e9;
    else if (distance(gap.sequence, acknowledged) <= 0) gap.heard = 'missing';
  }

  #forgetQuietFlows(packet: Packet): void {
    const frames = [...this.#flows.values()].map((flow) => flow.lastFrame).sort((a, b) => a - b);
    const median = frames[frames.length >> 1] as number;
    for (const [key, flow] of this.#flows) {
      if (flow.lastFrame > median) continue;
      flow.close(packet);
      this.#flows.delete(key);
      this.#gaps.delete(flow);
      this.#release(flow);
    }
  }

  #releaseOldest(packet: Packet): void {
    for (const flow of this.#holding.keys()) {
      if (this.#heldBytes <= maxHeldBytes / 2) return;
      flow.close(packet);
      this.#gaps.delete(flow);
      this.#release(flow);
    }
  }

  #release(flow: TcpFlow): void {
    this.#heldBytes -= this.#holding.get(flow) ?? 0;
    this.#holding.delete(flow);
  }
}

function gapAt(sequence: number, { seconds, nanoseconds, frame }: Packet): Gap {
  return { sequence, seconds: seconds + nanoseconds / 1e9, frame, heard: 'nothing' };
}

/** Whether a gap was waited on for long enough. `now` is the time of the packet number `frame`. */
function isOver({ seconds, frame: opened, heard }: Gap, now: number, frame: number): boolean {
  const waited = Math.abs(now - seconds);
  if (typeof heard === 'number' && now - heard >= acknowledgedWaitSeconds) return true;
  if (heard === 'missing') return waited >= missingWaitSeconds;
  return waited >= gapWaitSeconds || frame - opened >= gapWaitFrames;
}

/** Addresses and ports: those of source and destination stand side by side in both headers. */
function keyOf(packet: Packet): string {
  const { bytes, start, addresses, sourceAt, addressLength } = packet;
  const addressEnd = sourceAt + 2 * addressLength;
  // Without options, the ports follow the addresses at once.
  if (addresses === bytes && addressEnd === start) return bytes.toString('latin1', sourceAt, start + 4);
  return addresses.toString('latin1', sourceAt, addressEnd) + bytes.toString('latin1', start, start + 4);
}

/** The key of the other direction. */
function reverseKeyOf(packet: Packet): string {
  const { bytes, start, addresses, sourceAt, destinationAt, addressLength } = packet;
  return (
    addresses.toString('latin1', destinationAt, destinationAt + addressLength) +
    addresses.toString('latin1', sourceAt, sourceAt + addressLength) +
    bytes.toString('latin1', start + 2, start + 4) +
    bytes.toString('latin1', start, start + 2)
  );
}
