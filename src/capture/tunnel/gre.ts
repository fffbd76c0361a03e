import type { Layer, Packet } from '../packet.js';

const checksumBit = 0x8000;
const routingBit = 0x4000;
const keyBit = 0x2000;
const sequenceBit = 0x1000;
const acknowledgeBit = 0x0080;

/** GRE (RFC 2784, RFC 2890), PPTP's own version of it (RFC 2637), and the mirrored Ethernet of ERSPAN inside. */
export function readGre(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 4) return 'done';
  const flags = bytes.readUInt16BE(start);
  const version = flags & 7;
  packet.protocol = bytes.readUInt16BE(start + 2);
  let at = start + 4;
  if ((flags & checksumBit) !== 0 || (flags & routingBit) !== 0) at += 4;
  if ((flags & keyBit) !== 0) at += 4;
  if ((flags & sequenceBit) !== 0) at += 4;
  if (version === 1 && (flags & acknowledgeBit) !== 0) at += 4;
  if (version > 1) return 'done';
  if ((flags & routingBit) !== 0 && version === 0) at = skipRouting(bytes, at, end);
  if (at >= end) return 'done';
  packet.start = at;
  return carried(packet, (flags & sequenceBit) !== 0);
}

/** Source routes (RFC 1701): address family, offset, length and data, ended by a length of 0. */
function skipRouting(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (end - at >= 4) {
    const length = bytes[at + 3] as number;
    at += 4 + length;
    if (length === 0) return at;
  }
  return end;
}

function carried(packet: Packet, hasSequence: boolean): Layer {
  switch (packet.protocol) {
    case 0x88be: // ERSPAN: type II has a header of 8 bytes and always a sequence number, type I neither
      if (hasSequence) packet.start += 8;
      return 'ethernet';
    case 0x22eb: // ERSPAN type III: 12 bytes, and 8 more where the last bit says so
      return readErspan3(packet);
    default:
      return 'etherType';
  }
}

function readErspan3(packet: Packet): Layer {
  if (packet.end - packet.start < 12) return 'done';
  const hasSubheader = ((packet.bytes[packet.start + 11] as number) & 1) !== 0;
  packet.start += hasSubheader ? 20 : 12;
  return 'ethernet';
}
