import type { Packet } from '../packet.js';

const udpLite = 136;

/**
 * UDP (RFC 768), and UDP-Lite (RFC 3828), which has the coverage of its checksum in place of the length. With a length of 0
 * the datagram is as long as the IP packet, as for jumbograms. Afterwards the packet stands at the payload; false where
 * there is none.
 */
export function readUdp(packet: Packet): boolean {
  const { bytes, start } = packet;
  if (packet.end - start < 8) return false;
  packet.sourcePort = ((bytes[start] as number) << 8) | (bytes[start + 1] as number);
  packet.destinationPort = ((bytes[start + 2] as number) << 8) | (bytes[start + 3] as number);
  const told = ((bytes[start + 4] as number) << 8) | (bytes[start + 5] as number);
  const length = packet.protocol === udpLite ? 0 : told;
  if (length !== 0 && length < 8) {
    packet.report('bad-length', `UDP length ${length}, less than its header`);
    return false;
  }
  if (length !== 0 && !packet.narrowTo(length)) {
    packet.lengthDamage ??= `UDP length ${length}, ${packet.end - start} bytes are there`;
  }
  packet.start = start + 8;
  return packet.end > packet.start;
}
