import type { Layer, Packet } from '../packet.js';

/**
 * MPLS labels down to the bottom of the stack (RFC 3032). Nothing names what follows: IP tells itself by its
 * version, a zero nibble is the control word of an Ethernet pseudowire (RFC 4385), anything else Ethernet without one.
 */
export function readMpls(packet: Packet): Layer {
  const { bytes, end } = packet;
  let at = packet.start;
  let bottom = false;
  while (!bottom) {
    if (end - at < 4) return 'done';
    bottom = ((bytes[at + 2] as number) & 1) === 1;
    at += 4;
  }
  if (at >= end) return 'done';
  const nibble = (bytes[at] as number) >> 4;
  packet.start = nibble === 0 ? at + 4 : at;
  return nibble === 4 || nibble === 6 ? 'ip' : 'ethernet';
}
