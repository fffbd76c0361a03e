import type { Layer, Packet } from '../packet.js';
import type { Fragments } from './fragments.js';

/** IP of either version; the header's first four bits tell which. */
export function readIp(packet: Packet, fragments: Fragments): Layer {
  if (packet.start >= packet.end) return 'done';
  const version = (packet.bytes[packet.start] as number) >> 4;
  if (version === 4) return readIpv4(packet, fragments);
  return version === 6 ? readIpv6(packet) : 'done';
}

/** IPv4 (RFC 791). A total length of 0 is what a network card that segments by itself leaves: the rest counts. */
function readIpv4(packet: Packet, fragments: Fragments): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < 20) return 'done';
  const headerLength = ((bytes[start] as number) & 0x0f) * 4;
  const totalLength = ((bytes[start + 2] as number) << 8) | (bytes[start + 3] as number);
  if (headerLength < 20 || (totalLength !== 0 && totalLength < headerLength)) {
    packet.report('bad-length', `IPv4 header of ${headerLength} bytes in a packet of ${totalLength}`);
    return 'done';
  }
  if (totalLength !== 0 && !packet.narrowTo(totalLength)) {
    packet.lengthDamage = `IPv4 total length ${totalLength}, ${packet.end - start} bytes are there`;
  }
  if (packet.end - start < headerLength) return 'done';
  packet.addresses = bytes;
  packet.sourceAt = start + 12;
  packet.destinationAt = start + 16;
  packet.addressLength = 4;
  packet.protocol = bytes[start + 9] as number;
  packet.start = start + headerLength;
  const fragmentBits = ((bytes[start + 6] as number) << 8) | (bytes[start + 7] as number);
  if ((fragmentBits & 0x3fff) === 0) return 'ipProtocol';
  if (!mayHoldSip(packet.protocol)) return nothingOfSip(packet);
  const identification = ((bytes[start + 4] as number) << 8) | (bytes[start + 5] as number);
  const more = (fragmentBits & 0x2000) !== 0;
  return fragments.complete(packet, identification, (fragmentBits & 0x1fff) * 8, more)
    ? 'ipProtocol'
    : 'done';
}

/** IPv6 (RFC 8200). A payload length of 0 belongs to a jumbogram, or to a network card that segments by itself. */
function readIpv6(packet: Packet): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < 40) return 'done';
  const payloadLength = ((bytes[start + 4] as number) << 8) | (bytes[start + 5] as number);
  packet.addresses = bytes;
  packet.sourceAt = start + 8;
  packet.destinationAt = start + 24;
  packet.addressLength = 16;
  packet.protocol = bytes[start + 6] as number;
  packet.start = start + 40;
  if (payloadLength !== 0 && !packet.narrowTo(payloadLength)) {
    packet.lengthDamage = `IPv6 payload length ${payloadLength}, ${packet.end - start - 40} bytes are there`;
  }
  return 'ipProtocol';
}

/** What follows an IP header: a transport, a tunnel, or one more extension header of IPv6. */
export function readIpProtocol(packet: Packet, fragments: Fragments): Layer {
  switch (packet.protocol) {
    case 17:
    case 136: // UDP-Lite
      return 'udp';
    case 6:
      return 'tcp';
    case 132:
      return 'sctp';
    case 50:
      return 'esp';
    case 4:
    case 41:
      return 'ip';
    case 47:
      return 'gre';
    case 97: // EtherIP (RFC 3378): two bytes of version
      packet.start += 2;
      return 'ethernet';
    case 137:
      return 'mpls';
    case 143:
      return 'ethernet';
    case 0: // hop-by-hop options
    case 43: // routing
    case 60: // destination options
    case 135: // mobility
    case 139: // host identity
    case 140: // shim6
      return packet.addressLength === 16 ? skipExtension(packet, 8, 8) : 'done';
    case 51: // authentication header: its length counts 4-byte words, less two (RFC 4302 §2.2)
      return skipExtension(packet, 8, 4);
    case 44:
      return packet.addressLength === 16 ? readFragmentHeader(packet, fragments) : 'done';
    default:
      // ICMP is among these: the message that an error quotes was not received by anybody.
      return mayHoldSip(packet.protocol) ? 'done' : nothingOfSip(packet);
  }
}

function skipExtension(packet: Packet, base: number, unit: number): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < 8) return 'done';
  const length = base + (bytes[start + 1] as number) * unit;
  if (packet.end - start < length) return 'done';
  packet.protocol = bytes[start] as number;
  packet.start = start + length;
  return 'ipProtocol';
}

/** The fragment header of IPv6 (RFC 8200 §4.5). */
function readFragmentHeader(packet: Packet, fragments: Fragments): Layer {
  const { bytes, start } = packet;
  if (packet.end - start < 8) return 'done';
  packet.protocol = bytes[start] as number;
  const bits = ((bytes[start + 2] as number) << 8) | (bytes[start + 3] as number);
  const identification = bytes.readUInt32BE(start + 4);
  packet.start = start + 8;
  if ((bits & 0xfff9) === 0) return 'ipProtocol';
  if (!mayHoldSip(packet.protocol)) return nothingOfSip(packet);
  return fragments.complete(packet, identification, bits & 0xfff8, (bits & 1) !== 0) ? 'ipProtocol' : 'done';
}

function nothingOfSip(packet: Packet): Layer {
  packet.holds = 'other';
  return 'done';
}

/** Fragments of ICMP and the like are not worth holding. */
function mayHoldSip(protocol: number): boolean {
  return protocol !== 1 && protocol !== 58 && protocol !== 2;
}
