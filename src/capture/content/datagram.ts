import type { Transport } from '../../sip/endpoint.js';
import type { MessageOutput } from '../messageOutput.js';
import type { Packet } from '../packet.js';
import { HeaderScan } from './headerScan.js';
import { sipStart } from './sipFirstLine.js';

const crlfCrlf = Buffer.from('\r\n\r\n');
const lineFeed = 0x0a;
const version = Buffer.from('SIP/');

/**
 * Passes on the SIP that a datagram holds, if it holds any; true then. A server takes a datagram for one
 * message, whatever its Content-Length says, so the message is the datagram, byte for byte. A second message
 * that begins where Content-Length ends the first is no less there, and follows as one of its own.
 */
export function readSipDatagram(packet: Packet, output: MessageOutput, transport: Transport): boolean {
  const { bytes, end } = packet;
  const firstLine = sipStart(bytes, packet.start, end);
  if (firstLine < 0) return false;
  if (packet.missing > 0 && bytes.subarray(firstLine, end).indexOf(lineFeed) < 0) {
    packet.report('cut-packet', 'the snap length cuts a SIP message within its first line');
    return true;
  }
  const route = output.routeOf(packet);
  let message = bytes.subarray(packet.start, end);
  for (;;) {
    output.message(message, packet, transport, route, packet.missing);
    const next = secondMessageAt(message);
    if (next < 0) return true;
    message = message.subarray(next);
  }
}

/** Where in a datagram another message begins behind the first one; -1 where none does. */
function secondMessageAt(datagram: Buffer): number {
  // Nearly every datagram ends with its header or holds no second version: both are told quickly.
  const header = datagram.indexOf(crlfCrlf, 4);
  if (header + 4 === datagram.length) return -1;
  if (datagram.indexOf(version, header < 0 ? 16 : header + 4) < 0) return -1;
  const scan = new HeaderScan();
  const bodyStart = scan.scan(datagram, sipStart(datagram, 0, datagram.length), datagram.length);
  if (bodyStart < 0 || scan.contentLength < 0) return -1;
  const next = bodyStart + scan.contentLength;
  if (next >= datagram.length) return -1;
  return sipStart(datagram, next, datagram.length) < 0 ? -1 : next;
}
