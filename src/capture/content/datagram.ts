import type { Transport } from '../../sip/endpoint.js';
import type { MessageOutput } from '../messageOutput.js';
import type { Packet } from '../packet.js';
import { HeaderScan } from './headerScan.js';
import { sipStart } from './sipFirstLine.js';

const crlfCrlf = Buffer.from('\r\n\r\n');
const version = Buffer.from('SIP/');
const lineFeed = 0x0a;

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
  if (missing > 0 && datagram.indexOf(lineFeed, firstLine - packet.start) < 0) {
    packet.report('cut-packet', 'the snap length cuts a SIP message within its first line');
    return true;
  }
  const route = output.routeOf(packet);
  output.message(datagram, packet, transport, route, missing);
  if (!mayHoldSeveral(datagram)) return true;
  const starts = laterMessages(datagram);
  starts.forEach((start, index) => {
    const isLast = index + 1 === starts.length;
    const message = datagram.subarray(start, isLast ? datagram.length : starts[index + 1]);
    output.message(message, packet, transport, route, isLast ? missing : 0);
  });
  return true;
}

/** Nearly every datagram ends with its header or holds no second version: both are told quickly. */
function mayHoldSeveral(datagram: Buffer): boolean {
  const header = datagram.indexOf(crlfCrlf, 4);
  if (header + 4 === datagram.length) return false;
  return datagram.indexOf(version, header < 0 ? 16 : header + 4) >= 0;
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
