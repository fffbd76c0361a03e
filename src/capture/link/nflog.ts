import type { Layer, Packet } from '../packet.js';

const payloadAttribute = 9;

/** Linux netfilter log: family, version, resource id, then attributes whose lengths are in the capturing host's order. */
export function readNflog(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  for (let at = start + 4; at + 4 <= end; ) {
    const little = bytes.readUInt16LE(at);
    const isLittle = (bytes.readUInt16LE(at + 2) & 0x7fff) < 0x100;
    const length = isLittle ? little : bytes.readUInt16BE(at);
    const type = (isLittle ? bytes.readUInt16LE(at + 2) : bytes.readUInt16BE(at + 2)) & 0x7fff;
    if (length < 4) return 'done';
    if (type === payloadAttribute) {
      packet.start = at + 4;
      packet.narrowTo(length - 4);
      return 'ip';
    }
    at += (length + 3) & ~3;
  }
  return 'done';
}
