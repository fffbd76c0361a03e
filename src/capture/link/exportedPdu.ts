import type { Transport } from '../../sip/endpoint.js';
import type { Packet } from '../packet.js';

/**
 * A message that Wireshark exported without its lower layers (link type 252): tags of type, length and value that name
 * addresses, ports and transport, then the message. Returns the transport; undefined where no message follows.
 */
export function readExportedPdu(packet: Packet): Transport | undefined {
  const { bytes, end } = packet;
  let transport: Transport = 'udp';
  for (let at = packet.start; at + 4 <= end; ) {
    const tag = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    const value = at + 4;
    at = value + length;
    if (at > end) return undefined;
    if (tag === 0) {
      packet.start = at;
      return transport;
    }
    if (length >= 4) {
      if (tag === 24) transport = transportOf(bytes.readUInt32BE(value));
      else readAddress(packet, tag, value, length);
    }
  }
  return undefined;
}

/** Tags 20 to 23 are addresses, 25 and 26 ports. */
function readAddress(packet: Packet, tag: number, value: number, length: number): void {
  packet.addresses = packet.bytes;
  if (tag === 20 || tag === 22) packet.sourceAt = value;
  else if (tag === 21 || tag === 23) packet.destinationAt = value;
  else if (tag === 25) packet.sourcePort = packet.bytes.readUInt32BE(value) & 0xffff;
  else if (tag === 26) packet.destinationPort = packet.bytes.readUInt32BE(value) & 0xffff;
  if (tag === 20 || tag === 21) packet.addressLength = 4;
  else if ((tag === 22 || tag === 23) && length >= 16) packet.addressLength = 16;
}

/** Wireshark's own numbers for transports. */
function transportOf(portType: number): Transport {
  if (portType === 1) return 'sctp';
  return portType === 2 ? 'tcp' : 'udp';
}

/** What was exported last. */
export class ExportedPdus {
  #bytes: Buffer = Buffer.alloc(0);
  #seconds = Number.NaN;
  #nanoseconds = 0;

  /**
   * Whether the message that `packet` stands at is the one before, of the same moment: where a segment of TCP held
   * several messages, Wireshark exports all of it once for each of them.
   */
  isRepeated({ bytes, start, end, seconds, nanoseconds }: Packet): boolean {
    const isSameTime = seconds === this.#seconds && nanoseconds === this.#nanoseconds;
    if (isSameTime && bytes.compare(this.#bytes, 0, this.#bytes.length, start, end) === 0) return true;
    this.#bytes = bytes.subarray(start, end);
    this.#seconds = seconds;
    this.#nanoseconds = nanoseconds;
    return false;
  }
}
