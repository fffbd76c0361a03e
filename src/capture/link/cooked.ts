import type { Layer, Packet } from '../packet.js';

/** Linux cooked capture, version 1: 16 bytes, the protocol last. */
export function readLinuxCooked(packet: Packet): Layer {
  if (packet.end - packet.start < 16) return 'done';
  return cooked(packet, packet.start + 14, packet.start + 16);
}

/** Linux cooked capture, version 2: 20 bytes, the protocol first. */
export function readLinuxCooked2(packet: Packet): Layer {
  if (packet.end - packet.start < 20) return 'done';
  return cooked(packet, packet.start, packet.start + 20);
}

/** The protocol is an EtherType, but for the small numbers that Linux gives to frames without one. */
function cooked(packet: Packet, protocolAt: number, after: number): Layer {
  const protocol = ((packet.bytes[protocolAt] as number) << 8) | (packet.bytes[protocolAt + 1] as number);
  packet.protocol = protocol;
  packet.start = after;
  if (protocol === 0x0004) return 'llc';
  return 'etherType';
}
