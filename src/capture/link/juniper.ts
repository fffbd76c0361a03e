import type { Layer, Packet } from '../packet.js';

const magic = 0x4d4743;
const hasExtensions = 0x80;
const hasNoLinkHeader = 0x02;

/**
 * What Junos writes for an Ethernet interface (`monitor traffic write-file`): a magic number, flags, extensions with
 * their length, then the frame; or, where the flags say so, an address family of four bytes and IP.
 */
export function readJuniperEthernet(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 6 || bytes.readUIntBE(start, 3) !== magic) return 'done';
  const flags = bytes[start + 3] as number;
  let at = start + 4;
  if ((flags & hasExtensions) !== 0) at += 2 + bytes.readUInt16BE(at);
  if ((flags & hasNoLinkHeader) !== 0) at += 4;
  if (at >= end) return 'done';
  packet.start = at;
  return (flags & hasNoLinkHeader) !== 0 ? 'ip' : 'ethernet';
}
