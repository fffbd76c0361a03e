import type { Layer, Packet } from '../packet.js';

/**
 * PPP (RFC 1661, in HDLC-like framing RFC 1662): an address and control field that may have been compressed
 * away, and a protocol of one byte or two.
 */
export function readPpp(packet: Packet): Layer {
  const { bytes, end } = packet;
  let at = packet.start;
  if (end - at >= 2 && bytes[at] === 0xff && bytes[at + 1] === 0x03) at += 2;
  if (end - at < 2) return 'done';
  let protocol = bytes[at++] as number;
  if ((protocol & 1) === 0) protocol = (protocol << 8) | (bytes[at++] as number);
  packet.start = at;
  switch (protocol) {
    case 0x0021:
    case 0x0057:
      return 'ip';
    case 0x0281:
    case 0x0283:
      return 'mpls';
    default:
      return 'done';
  }
}

/** The same behind a byte that tells which way the frame went. */
export function readDirectedPpp(packet: Packet): Layer {
  packet.start += 1;
  return 'ppp';
}

/** Cisco HDLC behind such a byte. */
export function readDirectedHdlc(packet: Packet): Layer {
  packet.start += 1;
  return 'ciscoHdlc';
}

/** PPPoE, session stage (RFC 2516 §4): version and type, code, session, length. */
export function readPppoe(packet: Packet): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < 6 || bytes[start] !== 0x11 || bytes[start + 1] !== 0) return 'done';
  const length = ((bytes[start + 4] as number) << 8) | (bytes[start + 5] as number);
  packet.start = start + 6;
  packet.narrowTo(length);
  return 'ppp';
}

/** Cisco HDLC: unicast or multicast address, control, EtherType. */
export function readCiscoHdlc(packet: Packet): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < 4) return 'done';
  const address = bytes[start] as number;
  if (address === 0xff && bytes[start + 1] === 0x03) return 'ppp';
  if (address !== 0x0f && address !== 0x8f) return 'done';
  packet.protocol = ((bytes[start + 2] as number) << 8) | (bytes[start + 3] as number);
  packet.start = start + 4;
  return 'etherType';
}
