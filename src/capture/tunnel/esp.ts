import { sipStart } from '../content/sipFirstLine.js';
import type { Layer, Packet } from '../packet.js';

const headerBytes = 8;
/** Of the integrity algorithms in use: SHA-1 and MD5 with 96 bits, none, SHA-256, SHA-384 and SHA-512 (RFC 4868). */
const integrityBytes = [12, 0, 16, 24, 32];

/**
 * ESP (RFC 4303) with NULL encryption (RFC 2410), as IMS has it on Gm (3GPP TS 33.203): security parameters index, sequence
 * number, the packet, padding, its length, the next header, and a check value. Nothing in the packet says whether it is
 * encrypted nor how long the check value is: it is read where, with one length, padding and header make sense.
 */
export function readEsp(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  const payload = start + headerBytes;
  if (end - payload < headerBytes + 2) return notReadable(packet);
  if (packet.missing > 0) return readCut(packet, payload);
  for (const length of integrityBytes) {
    const trailerEnd = end - length;
    if (trailerEnd - 2 < payload) continue;
    const padding = bytes[trailerEnd - 2] as number;
    const next = bytes[trailerEnd - 1] as number;
    const payloadEnd = trailerEnd - 2 - padding;
    if (payloadEnd <= payload || !isPadding(bytes, payloadEnd, padding)) continue;
    if (!makesSense(bytes, payload, payloadEnd, next)) continue;
    packet.start = payload;
    packet.end = payloadEnd;
    packet.protocol = next;
    return 'ipProtocol';
  }
  return notReadable(packet);
}

/** The padding counts from 1 (RFC 4303 §2.4); some senders leave zeros. */
function isPadding(bytes: Buffer, start: number, length: number): boolean {
  const counts = (bytes[start] as number) === 1;
  for (let index = 0; index < length; index++) {
    if (bytes[start + index] !== (counts ? index + 1 : 0)) return false;
  }
  return true;
}

/** Whether a header of that protocol stands at `start`, of which all up to `end` is the content. */
function makesSense(bytes: Buffer, start: number, end: number, protocol: number): boolean {
  const length = end - start;
  switch (protocol) {
    case 17:
      return length >= 8 && bytes.readUInt16BE(start + 4) === length;
    case 6:
      return isTcp(bytes, start, length);
    case 132:
      return (
        length >= 16 && bytes.readUInt16BE(start + 14) >= 4 && bytes.readUInt16BE(start + 14) <= length - 12
      );
    case 4:
      return length >= 20 && (bytes[start] as number) >> 4 === 4 && bytes.readUInt16BE(start + 2) === length;
    case 41:
      return (
        length >= 40 && (bytes[start] as number) >> 4 === 6 && bytes.readUInt16BE(start + 4) === length - 40
      );
    default:
      return false;
  }
}

/** A header that fits, with no reserved bit and not both the beginning and the end of a connection. */
function isTcp(bytes: Buffer, start: number, length: number): boolean {
  if (length < 20) return false;
  const header = ((bytes[start + 12] as number) >> 4) * 4;
  const flags = bytes[start + 13] as number;
  return (
    header >= 20 &&
    header <= length &&
    ((bytes[start + 12] as number) & 0x0e) === 0 &&
    (flags & 0x03) !== 0x03
  );
}

/** Without its end, which the snap length took, only a message's first line shows what a packet is. */
function readCut(packet: Packet, payload: number): Layer {
  const { bytes, end } = packet;
  const isUdp = sipStart(bytes, payload + 8, end) >= 0;
  const data = payload + ((bytes[payload + 12] ?? 0) >> 4) * 4;
  if (!isUdp && (data >= end || sipStart(bytes, data, end) < 0)) return notReadable(packet);
  packet.start = payload;
  packet.protocol = isUdp ? 17 : 6;
  return 'ipProtocol';
}

function notReadable(packet: Packet): Layer {
  packet.holds = 'other';
  return 'done';
}
