import type { Layer, Packet } from '../packet.js';

/**
 * BSD loopback: the address family in four bytes, in the order of the host that captured (DLT_NULL) or of the
 * network (DLT_LOOP). The family of IPv6 differs between systems, so IP's own version decides between the two.
 */
export function readLoopback(packet: Packet): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < 5) return 'done';
  const family =
    bytes[start] === 0 && bytes[start + 1] === 0
      ? ((bytes[start + 2] as number) << 8) | (bytes[start + 3] as number)
      : ((bytes[start + 1] as number) << 8) | (bytes[start] as number);
  packet.start = start + 4;
  // Some drivers write an EtherType where the family belongs.
  if (family >= 0x0600) {
    packet.protocol = family;
    return 'etherType';
  }
  return 'ip';
}
