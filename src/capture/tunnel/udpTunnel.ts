import { looksLikeEthernet } from '../link/ethernet.js';
import type { Layer, Packet } from '../packet.js';

/**
 * What a UDP datagram carries when it is a tunnel; `done` when it is none. A tunnel is told by its header and by what
 * must follow it, as its port may be any; only where that says little does the port count too.
 */
export function readUdpTunnel(packet: Packet): Layer {
  const first = packet.bytes[packet.start] as number;
  if (first === 0x08 || first === 0x0c) return readVxlan(packet);
  if (first === 0x88 && usesPort(packet, 4789)) return readVxlanGroup(packet);
  if (usesPort(packet, 1701)) return readL2tp(packet);
  if (usesPort(packet, 6635)) return 'mpls'; // RFC 7510
  if (usesPort(packet, 9899)) return 'sctp'; // RFC 6951
  if (usesPort(packet, 4341)) return readLisp(packet);
  if (usesPort(packet, 4500)) return readUdpEsp(packet);
  if (first >> 5 === 1) return readGtp(packet);
  if (usesPort(packet, 6081)) return readGeneve(packet);
  if (usesPort(packet, 37_008)) return readTzsp(packet);
  if (usesPort(packet, 3544) && first >> 4 === 6) return 'ip';
  return 'done';
}

function usesPort(packet: Packet, port: number): boolean {
  return packet.destinationPort === port || packet.sourcePort === port;
}

/** VXLAN (RFC 7348): flags, reserved zeros, network identifier, then Ethernet; and its generic protocol extension. */
function readVxlan(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 8 + 14 + 20 || bytes[start + 1] !== 0 || bytes[start + 2] !== 0) return 'done';
  const next = bytes[start + 3] as number;
  if (bytes[start] === 0x0c) {
    if (!usesPort(packet, 4790)) return 'done';
    packet.start = start + 8;
    if (next === 3) return 'ethernet';
    return next === 1 || next === 2 ? 'ip' : 'done';
  }
  if (next !== 0 || bytes[start + 7] !== 0 || !looksLikeEthernet(bytes, start + 8, end)) return 'done';
  packet.start = start + 8;
  return 'ethernet';
}

/** VXLAN with a group policy in its reserved bytes. */
function readVxlanGroup(packet: Packet): Layer {
  const at = packet.start + 8;
  if (!looksLikeEthernet(packet.bytes, at, packet.end)) return 'done';
  packet.start = at;
  return 'ethernet';
}

/** L2TP version 2, a data message (RFC 2661 §3.1): flags say which fields stand before the PPP frame. */
function readL2tp(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 6) return 'done';
  const flags = bytes.readUInt16BE(start);
  const isControl = (flags & 0x8000) !== 0;
  if (isControl || (flags & 0x000f) !== 2) return 'done';
  let at = start + 6;
  if ((flags & 0x4000) !== 0) at += 2; // length
  if ((flags & 0x0800) !== 0) at += 4; // sequence numbers
  if ((flags & 0x0200) !== 0) at += 2 + (at + 2 <= end ? bytes.readUInt16BE(at) : 0); // padding
  if (at >= end) return 'done';
  packet.start = at;
  return 'ppp';
}

/**
 * GTP version 1, user plane (3GPP TS 29.281 §5): a message of type 255 whose length fits and that carries IP.
 */
function readGtp(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 8 + 20 || bytes[start + 1] !== 0xff) return 'done';
  const flags = bytes[start] as number;
  if ((flags & 0x10) === 0) return 'done';
  const length = bytes.readUInt16BE(start + 2);
  if (length + 8 > end - start + packet.missing) return 'done';
  let at = start + 8;
  if ((flags & 0x07) !== 0) {
    let next = (flags & 0x04) === 0 ? 0 : (bytes[start + 11] as number);
    at += 4;
    while (next !== 0) {
      const extension = at < end ? (bytes[at] as number) * 4 : 0;
      if (extension === 0 || at + extension > end) return 'done';
      next = bytes[at + extension - 1] as number;
      at += extension;
    }
  }
  if (at >= end) return 'done';
  const nibble = (bytes[at] as number) >> 4;
  if (nibble !== 4 && nibble !== 6) return 'done';
  packet.start = at;
  return 'ip';
}

/** LISP (RFC 9300 §5.3): flags, nonce, locator bits, then IP; with RFC 9305's bit the last byte says what follows. */
function readLisp(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 8 + 20) return 'done';
  const namesNext = ((bytes[start] as number) & 0x04) !== 0;
  const nibble = (bytes[start + 8] as number) >> 4;
  packet.start = start + 8;
  if (namesNext && bytes[start + 7] === 3) return 'ethernet';
  return nibble === 4 || nibble === 6 ? 'ip' : 'done';
}

/** ESP behind a translator of addresses (RFC 3948 §2): where IKE has four zeros, it has its index. */
function readUdpEsp(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  return end - start > 8 && bytes.readUInt32BE(start) !== 0 ? 'esp' : 'done';
}

/** Geneve (RFC 8926 §3.4): option length in words, protocol, identifier. */
function readGeneve(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 8 || (bytes[start] as number) >> 6 !== 0) return 'done';
  packet.protocol = bytes.readUInt16BE(start + 2);
  packet.start = start + 8 + ((bytes[start] as number) & 0x3f) * 4;
  return packet.start < end ? 'etherType' : 'done';
}

/** TaZmen Sniffer Protocol, version 1: a received Ethernet frame behind tagged fields. */
function readTzsp(packet: Packet): Layer {
  const { bytes, start, end } = packet;
  if (end - start < 5 || bytes[start] !== 1 || bytes[start + 1] !== 0 || bytes.readUInt16BE(start + 2) !== 1)
    return 'done';
  for (let at = start + 4; at < end; ) {
    const tag = bytes[at] as number;
    if (tag === 1) {
      packet.start = at + 1;
      return 'ethernet';
    }
    at += tag === 0 ? 1 : 2 + (bytes[at + 1] ?? 0);
  }
  return 'done';
}
