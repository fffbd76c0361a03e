import type { Transport } from '../../sip/endpoint.js';
import { isSipVersion } from '../../sip/firstLine/sipVersion.js';
import type { MessageOutput } from '../messageOutput.js';
import type { Packet } from '../packet.js';
import { HeaderScan } from './headerScan.js';
import { beginsWithToken, datagramStart, oddSipStart, sipStart } from './sipFirstLine.js';

const lineFeed = 0x0a;
const letterS = 0x53;
const slash = 0x2f;

/**
 * Passes on the SIP that a datagram holds, if it holds any; true then. A server takes a datagram for one message,
 * whatever its Content-Length says (RFC 3261 §18.3), so the message is the datagram, byte for byte. What begins like
 * one more message behind it is named in a remark. An exported piece of a TCP stream is no datagram: its messages are
 * parted.
 */
export function readSipDatagram(packet: Packet, output: MessageOutput, transport: Transport): boolean {
  const firstLine = datagramStart(packet.bytes, packet.start, packet.end);
  if (firstLine < 0) return false;
  readMessages(packet, output, transport, firstLine);
  return true;
}

/**
 * Like `readSipDatagram`, for a request whose method holds bytes that RFC 3261 §25.1 allows in no token; Kamailio takes
 * such a request. To be called last, when no tunnel was recognised in the datagram.
 */
export function readOddSipDatagram(packet: Packet, output: MessageOutput, transport: Transport): boolean {
  const firstLine = oddSipStart(packet.bytes, packet.start, packet.end);
  if (firstLine < 0) return false;
  readMessages(packet, output, transport, firstLine);
  return true;
}

/** Whether the packet may be the start of a SIP first line whose rest the snap length cut off. */
export function mayBeCutFirstLine({ bytes, start, end }: Packet): boolean {
  return beginsWithToken(bytes, start, end) && !bytes.subarray(start, end).includes(lineFeed);
}

function readMessages(packet: Packet, output: MessageOutput, transport: Transport, firstLine: number): void {
  const { bytes, end, missing } = packet;
  const datagram = bytes.subarray(packet.start, end);
  const lineEnd = datagram.indexOf(lineFeed, firstLine - packet.start);
  if (missing > 0 && lineEnd < 0) {
    packet.report('cut-packet', 'the snap length cuts a SIP message within its first line');
    return;
  }
  packet.foundSip();
  const route = output.routeOf(packet);
  const starts = lineEnd >= 0 && holdsVersion(datagram, lineEnd) ? laterMessages(datagram) : [];
  if (starts.length > 0 && transport !== 'tcp') {
    packet.report(
      'further-message',
      `frame ${packet.frame}: ${furtherMessageText(`${starts[0]} bytes into a datagram`)}`,
      'format',
    );
  }
  const parts = transport === 'tcp' ? starts : [];
  [0, ...parts].forEach((start, index) => {
    const isLast = index === parts.length;
    const message =
      isLast && start === 0 ? datagram : datagram.subarray(start, isLast ? datagram.length : parts[index]);
    output.message(message, packet, transport, route, isLast ? missing : 0);
  });
}

/**
 * Whether `SIP/2.0` stands anywhere behind `from`, as a second message's first line would have it; the `SIP/2.0/UDP` of a
 * Via does not count. Nearly no datagram has one, so this must be quick: Node finds a single byte much faster than a text.
 */
function holdsVersion(datagram: Buffer, from: number): boolean {
  for (let at = datagram.indexOf(letterS, from); at >= 0; at = datagram.indexOf(letterS, at + 1)) {
    if (isSipVersion(datagram, at, datagram.length) && datagram[at + 7] !== slash) return true;
  }
  return false;
}

/** The remark on a second message inside a datagram; `where` it begins, as in `57 bytes into a datagram`. */
export function furtherMessageText(where: string): string {
  return `what begins like a SIP message ${where} belongs to the message before it, as for a server`;
}

/** Where in a datagram further messages begin behind the first one, by its Content-Length. */
export function laterMessages(datagram: Buffer): number[] {
  const starts: number[] = [];
  const header = new HeaderScan();
  for (let start = 0; ; ) {
    const firstLine = sipStart(datagram, start, datagram.length);
    if (firstLine < 0) return starts;
    if (start > 0) starts.push(start);
    header.reset();
    const bodyStart = header.scan(datagram, firstLine, datagram.length);
    if (bodyStart < 0 || header.contentLength < 0) return starts;
    start = bodyStart + header.contentLength;
    if (start >= datagram.length) return starts;
  }
}
