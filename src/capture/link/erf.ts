import type { Layer, Packet } from '../packet.js';

/** Bytes of a record's header: time, type, flags, length of the record, a counter, length on the wire. */
export const erfHeaderBytes = 16;
const extensionBytes = 8;
const moreExtensions = 0x80;

/**
 * Endace's extensible record format (its types document, EDM11-01), which is a link type and a file format: the record's
 * header and extension headers, then by its type what an interface of that kind brought.
 */
export function readErf(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < erfHeaderBytes) return 'done';
  const wireLength = bytes.readUInt16BE(start + 14);
  let at = start + erfHeaderBytes;
  let hasExtension = ((bytes[start + 8] as number) & moreExtensions) !== 0;
  while (hasExtension && at + extensionBytes <= end) {
    hasExtension = ((bytes[at] as number) & moreExtensions) !== 0;
    at += extensionBytes;
  }
  const { layer, subheaderBytes } = contentOf((bytes[start + 8] as number) & 0x7f);
  packet.start = Math.min(end, at + subheaderBytes);
  packet.missing = Math.max(0, wireLength - (end - packet.start));
  return packet.start < end ? layer : 'done';
}

/** What a record of a type holds, and how many bytes stand before it. */
function contentOf(type: number): { layer: Layer; subheaderBytes: number } {
  switch (type) {
    case 2: // ETH, with an offset and a pad
    case 11: // COLOR_ETH
    case 16: // DSM_COLOR_ETH
    case 20: // COLOR_HASH_ETH
      return { layer: 'ethernet', subheaderBytes: 2 };
    case 1: // HDLC_POS
    case 10: // COLOR_HDLC_POS
    case 15: // DSM_COLOR_HDLC_POS
    case 19: // COLOR_HASH_POS
      return { layer: 'ciscoHdlc', subheaderBytes: 0 };
    case 5: // MC_HDLC, with a multichannel header
    case 17: // COLOR_MC_HDLC_POS
      return { layer: 'ciscoHdlc', subheaderBytes: 4 };
    case 4: // AAL5, with the header of a cell
      return { layer: 'llc', subheaderBytes: 4 };
    case 9: // MC_AAL5
      return { layer: 'llc', subheaderBytes: 8 };
    case 22: // IPV4
    case 23: // IPV6
      return { layer: 'ip', subheaderBytes: 0 };
    default:
      return { layer: 'done', subheaderBytes: 0 };
  }
}
