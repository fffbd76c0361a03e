import type { Layer, Packet } from '../packet.js';
import { layerOfLinkType } from './linkType.js';

/** Per-packet information (link type 192): version, flags, header length, link type, fields. */
export function readPpi(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 8 || bytes[start] !== 0) return 'done';
  const length = bytes.readUInt16LE(start + 2);
  if (length < 8 || length >= end - start) return 'done';
  const layer = layerOfLinkType(bytes.readUInt32LE(start + 4));
  packet.start = start + length;
  return layer === undefined || layer === 'ppi' ? 'done' : layer;
}
