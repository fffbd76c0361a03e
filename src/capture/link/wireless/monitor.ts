import type { Layer, Packet } from '../../packet.js';

const timeBit = 0x1;
const flagsBit = 0x2;
const morePresentBit = 0x8000_0000;
const paddedFlag = 0x20;

/**
 * Radiotap (https://www.radiotap.org): version, pad, length, which fields are there, the fields. One of them matters: the
 * flag that the 802.11 header behind it is padded to four bytes.
 */
export function readRadiotap(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 8 || bytes[start] !== 0) return 'done';
  const length = bytes.readUInt16LE(start + 2);
  if (length < 8 || length >= end - start) return 'done';
  packet.start = start + length;
  return (flagsOf(bytes, start, start + length) & paddedFlag) !== 0 ? 'paddedWireless' : 'wireless';
}

/**
 * The value of radiotap's flags field; 0 where it is absent. Bit masks of 32 bits come first and say which fields are there;
 * the flags follow the masks, behind the time (8 bytes, aligned to 8) where there is one.
 */
function flagsOf(bytes: Buffer, start: number, end: number): number {
  const present = bytes.readUInt32LE(start + 4);
  let at = start + 4;
  while (at + 4 <= end && (bytes.readUInt32LE(at) & morePresentBit) !== 0) at += 4;
  at += 4;
  if ((present & flagsBit) === 0) return 0;
  if ((present & timeBit) !== 0) at = start + ((at - start + 7) & ~7) + 8;
  return at < end ? (bytes[at] as number) : 0;
}

/** The header of the Prism chip's driver, or AVS's, which some drivers write under the same link type. */
export function readPrism(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 8) return 'done';
  if ((bytes.readUInt32BE(start) & 0xffff_f000) === (0x8021_1000 | 0)) return readAvs(packet);
  const told = bytes.readUInt32LE(start + 4);
  const length = told <= 0xffff ? told : bytes.readUInt32BE(start + 4);
  if (length < 8 || length >= end - start) return 'done';
  packet.start = start + length;
  return 'wireless';
}

/** AVS: a version, then the header's length. */
export function readAvs(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 8) return 'done';
  const length = bytes.readUInt32BE(start + 4);
  if (length < 8 || length >= end - start) return 'done';
  packet.start = start + length;
  return 'wireless';
}
