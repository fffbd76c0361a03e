import type { CaptureProblem, CaptureSink } from './capturedMessage.js';

/**
 * What a packet holds at its current place. A layer's reader takes its own header off the packet and names
 * the layer that follows; `done` where nothing follows that could hold SIP.
 */
export type Layer =
  | 'ethernet'
  | 'etherType'
  | 'llc'
  | 'linuxCooked'
  | 'linuxCooked2'
  | 'loopback'
  | 'ppp'
  | 'pppoe'
  | 'ciscoHdlc'
  | 'mpls'
  | 'nflog'
  | 'enc'
  | 'pflog'
  | 'juniperEthernet'
  | 'pktap'
  | 'directedPpp'
  | 'directedHdlc'
  | 'exportedPdu'
  | 'wireless'
  | 'paddedWireless'
  | 'wirelessAggregate'
  | 'radiotap'
  | 'prism'
  | 'avs'
  | 'ppi'
  | 'erf'
  | 'esp'
  | 'ip'
  | 'ipProtocol'
  | 'udp'
  | 'tcp'
  | 'sctp'
  | 'gre'
  | 'done';

const nothing = Buffer.alloc(0);

/**
 * The packet that is being taken apart: one object for a whole capture, so that a packet costs no allocation.
 * `start` and `end` bound what the headers read so far have left of `bytes`.
 */
export class Packet {
  bytes: Buffer = nothing;
  start = 0;
  end = 0;
  /** How many bytes that the headers promise after `end` the capture does not hold. */
  missing = 0;
  /** How many bytes of the frame the capture left out, by its own account. */
  snapped = 0;

  /** The number that names the next layer: an EtherType for `etherType`, an IP protocol for `ipProtocol`. */
  protocol = 0;

  /** Number of the packet in its capture, from 1. */
  frame = 0;
  /** Where the packet's record begins in the capture, in bytes. */
  offsetBytes = 0;
  /** Seconds since 1970, or NaN where the capture has no time for this packet. */
  seconds = Number.NaN;
  nanoseconds = 0;

  /** The innermost IP addresses stand in `addresses`, each `addressLength` bytes long (0: none seen). */
  addresses: Buffer = nothing;
  sourceAt = 0;
  destinationAt = 0;
  addressLength = 0;
  sourcePort = 0;
  destinationPort = 0;

  /**
   * What a header said wrongly of the packet's length. Whether that concerns SIP shows only when all of the packet has
   * been read: `holds` says what was found.
   */
  lengthDamage: string | undefined;
  holds: 'unknown' | 'sip' | 'other' = 'unknown';

  constructor(
    readonly sink: CaptureSink,
    readonly inputName: string,
  ) {}

  /** Points at the first byte of a new frame. `snapped` is how many of its bytes the capture left out. */
  open(bytes: Buffer, start: number, end: number, snapped: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.missing = snapped;
    this.snapped = snapped;
    this.addressLength = 0;
    this.sourcePort = 0;
    this.destinationPort = 0;
    this.lengthDamage = undefined;
    this.holds = 'unknown';
  }

  /**
   * Narrows the packet to the `length` bytes from `start` that a header promises. Where the packet holds
   * fewer, what there is stays and `missing` tells how many are not there; false where the capture's snap
   * length does not account for that, so that the header must be wrong.
   */
  narrowTo(length: number): boolean {
    const room = this.end - this.start;
    if (length <= room) {
      this.end = this.start + length;
      this.missing = 0;
      return true;
    }
    const absent = length - room;
    const explained = absent <= this.missing;
    this.missing = absent;
    return explained;
  }

  /** The packet holds SIP, and its message follows: what was wrong with the length concerns that message. */
  foundSip(): void {
    this.holds = 'sip';
    if (this.lengthDamage === undefined) return;
    this.sink.problem({ ...this.#problem('bad-length', this.lengthDamage), precedesMessage: true });
    this.lengthDamage = undefined;
  }

  /** Reports damage of this packet, with its place. */
  report(kind: string, message: string, nature: CaptureProblem['nature'] = 'damage'): void {
    this.sink.problem({ ...this.#problem(kind, message), ...(nature === 'damage' ? {} : { nature }) });
  }

  #problem(kind: string, message: string): CaptureProblem {
    const place = { input: this.inputName, offsetBytes: this.offsetBytes };
    return { kind, message, place, frame: this.frame };
  }
}
