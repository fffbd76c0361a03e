import { looksLikeEthernet } from '../link/ethernet.js';
import type { Layer, Packet } from '../packet.js';

/**
 * What a UDP datagram carries when it is a tunnel; `done` when it is none. A tunnel is told by its header and by what
 * must follow it, as its port may be any; only where that says little does the port count too.
 */
export function readUdpTunnel(packet: Packet): Layer {
  const first = packet.bytes[packet.start] as number;
  if (first === 0x08 || first === 0x0c) return readVxlan(packet);
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
