import type { Transport } from '../../sip/endpoint.js';
import { isSipVersion } from '../../sip/sipVersion.js';
import type { MessageOutput } from '../messageOutput.js';
import type { Packet } from '../packet.js';
import { HeaderScan } from './headerScan.js';
import { sipStart } from './sipFirstLine.js';

const lineFeed = 0x0a;
const letterS = 0x53;
const slash = 0x2f;

/**
 * Passes on the SIP that a datagram holds, if it holds any; true then. A server takes a datagram for one
 * message, whatever its Content-Length says, so the message is the datagram, byte for byte. Further messages,
 * each where Content-Length ends the one before, are no less there: they follow as messages of their own.
 */
export function readSipDatagram(packet: Packet, output: MessageOutput, transport: Transport): boolean {
  const { bytes, end, missing } = packet;
  const firstLine = sipStart(bytes, packet.start, end);
  if (firstLine < 0) return false;
  const datagram = bytes.subarray(packet.start, end);
  const lineEnd = datagram.indexOf(lineFeed, firstLine - packet.start);
  if (missing > 0 && lineEnd < 0) {
    packet.report('cut-packet', 'the snap length cuts a SIP message within its first line');
    return true;
  }
  const route = output.routeOf(packet);
  const mayHoldSeveral = lineEnd >= 0 && holdsVersion(datagram, lineEnd);
  const starts = mayHoldSeveral ? laterMessages(datagram) : [];
  // A piece of a stream, which an exported message of TCP is, is no datagram.
  const first = transport === 'tcp' && starts.length > 0 ? datagram.subarray(0, starts[0]) : datagram;
  output.message(first, packet, transport, route, first === datagram ? missing : 0);
  starts.forEach((start, index) => {
    const isLast = index + 1 === starts.length;
    const message = datagram.subarray(start, isLast ? datagram.length : starts[index + 1]);
    output.message(message, packet, transport, route, isLast ? missing : 0);
  });
  return true;
}

/**
 * Whether the version of one more first line may stand behind `from`: that in a Via is followed by a slash. Nearly no
 * datagram holds one, and Node looks for a byte much faster than for several.
 */
function holdsVersion(datagram: Buffer, from: number): boolean {
  for (let at = datagram.indexOf(letterS, from); at >= 0; at = datagram.indexOf(letterS, at + 1)) {
    if (isSipVersion(datagram, at, datagram.length) && datagram[at + 7] !== slash) return true;
  }
  return false;
}

/** The messages of a datagram: all of it as one, as a server takes it, and those that follow the first. */
export function datagramMessages(datagram: Buffer): Buffer[] {
  const starts = laterMessages(datagram);
  return [datagram, ...starts.map((start, index) => datagram.subarray(start, starts[index + 1]))];
}

/** Where further messages begin behind the first one. */
function laterMessages(datagram: Buffer): number[] {
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
