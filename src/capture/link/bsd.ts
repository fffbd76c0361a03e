import type { Layer, Packet } from '../packet.js';

/** OpenBSD's enc interface: address family, security parameters, flags, then IP. */
export function readEnc(packet: Packet): Layer {
  packet.start += 12;
  return 'ip';
}

/** The packet filter's log (pflog): a header whose first byte tells its length, rounded up to four, then IP. */
export function readPflog(packet: Packet): Layer {
  if (packet.start >= packet.end) return 'done';
  const length = packet.bytes[packet.start] as number;
  packet.start += (length + 3) & ~3;
  return 'ip';
}
