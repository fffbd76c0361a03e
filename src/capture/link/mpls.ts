import type { Layer, Packet } from '../packet.js';
import { looksLikeEthernet } from './ethernet.js';

/**
 * MPLS labels down to the bottom of the stack (RFC 3032). Nothing names what follows: IP tells itself by its
 * version, anything else is an Ethernet pseudowire, behind a control word (RFC 4385) or without one.
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
  const hasControlWord = nibble === 0 && !looksLikeEthernet(bytes, at, end);
  packet.start = hasControlWord ? at + 4 : at;
  return nibble === 4 || nibble === 6 ? 'ip' : 'ethernet';
}
