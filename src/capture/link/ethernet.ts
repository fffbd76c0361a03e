import type { Layer, Packet } from '../packet.js';

/** Below this the two bytes after the addresses are the length of an IEEE 802.3 frame, not a type. */
const minEtherType = 0x0600;

/** Ethernet II and IEEE 802.3: destination, source, type or length. */
export function readEthernet(packet: Packet): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < 14) return 'done';
  packet.protocol = ((bytes[start + 12] as number) << 8) | (bytes[start + 13] as number);
  packet.start = start + 14;
  return packet.protocol >= minEtherType ? 'etherType' : 'llc';
}

/** IEEE 802.2 LLC: SNAP with an EtherType, or IP under its own service access point (RFC 1042). */
export function readLlc(packet: Packet): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < 3) return 'done';
  const service = bytes[start] as number;
  if (service === 0x06) {
    packet.start = start + 3;
    return 'ip';
  }
  if (service !== 0xaa || packet.end - start < 8) return 'done';
  packet.protocol = ((bytes[start + 6] as number) << 8) | (bytes[start + 7] as number);
  packet.start = start + 8;
  return packet.protocol >= minEtherType ? 'etherType' : 'done';
}

/**
 * What follows an EtherType: IP, one more tag (VLANs of IEEE 802.1Q, 802.1ad and their forerunners, and those that
 * switches put before a frame's own type), MPLS, PPPoE, or a whole frame of a provider's customer.
 */
export function readEtherType(packet: Packet): Layer {
  switch (packet.protocol) {
    case 0x0800:
    case 0x86dd:
      return 'ip';
    case 0x8100:
    case 0x88a8:
    case 0x9100:
    case 0x9200:
    case 0x9300:
      return readTag(packet, 2);
    case 0x8926: // VN-Tag
    case 0x892f: // HSR
      return readTag(packet, 4);
    case 0x8909: // Cisco metadata: a security group
      return readTag(packet, 6);
    case 0x88e7: // provider backbone bridging (IEEE 802.1ah): service instance, then the customer's frame
      packet.start += 4;
      return 'ethernet';
    case 0x8847:
    case 0x8848:
      return 'mpls';
    case 0x8864:
      return 'pppoe';
    case 0x880b:
      return 'ppp';
    case 0x6558:
      return 'ethernet';
    default:
      return 'done';
  }
}

/** A tag of `length` bytes, then the type of what it was put before. */
function readTag(packet: Packet, length: number): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < length + 2) return 'done';
  packet.protocol = ((bytes[start + length] as number) << 8) | (bytes[start + length + 1] as number);
  packet.start = start + length + 2;
  return packet.protocol >= minEtherType ? 'etherType' : 'llc';
}

/** Whether a frame that leads to IP, as far as its type and the version behind it tell, stands at `at`. */
export function looksLikeEthernet(bytes: Buffer, at: number, end: number): boolean {
  if (end - at < 15) return false;
  const type = bytes.readUInt16BE(at + 12);
  const nibble = (bytes[at + 14] as number) >> 4;
  if (type === 0x0800) return nibble === 4;
  if (type === 0x86dd) return nibble === 6;
  return type === 0x8100 || type === 0x88a8 || type === 0x9100 || type === 0x8847 || type === 0x8864;
}
