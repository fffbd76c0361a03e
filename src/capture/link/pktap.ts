import type { Layer, Packet } from '../packet.js';
import { layerOfLinkType } from './linkType.js';

const minHeaderBytes = 12;

/** Apple's pktap, which captures several interfaces at once: header length, record type, link type, the interface. */
export function readPktap(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < minHeaderBytes) return 'done';
  const length = bytes.readUInt32LE(start);
  if (length < minHeaderBytes || length >= end - start) return 'done';
  const layer = layerOfLinkType(bytes.readUInt32LE(start + 8));
  packet.start = start + length;
  return layer === undefined || layer === 'pktap' ? 'done' : layer;
}
