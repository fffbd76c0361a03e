#!/usr/bin/env node
// Writes a capture for measuring: pcap, Ethernet, five of seven packets SIP (most over UDP, some over TCP), RTP the
// rest. The same number of packets gives the same bytes.
//
//   node generateCapture.mjs 700000 > big.pcap

import { once } from 'node:events';
import { pathToFileURL } from 'node:url';

const requests = [
  'INVITE',
  'ACK',
  'BYE',
  'REGISTER',
  'OPTIONS',
  'SUBSCRIBE',
  'NOTIFY',
  'MESSAGE',
  'CANCEL',
  'PUBLISH',
];
const replies = ['100 Trying', '180 Ringing', '200 OK', '401 Unauthorized', '404 Not Found', '486 Busy Here'];
const withBody = new Set(['INVITE', 'NOTIFY', 'MESSAGE', 'PUBLISH', '200 OK']);

/** Yields the capture in pieces: the file's header, then packets by the thousand. */
export function* generateCapture(packetCount) {
  yield fileHeader();
  const connections = new Map();
  for (let index = 0; index < packetCount; ) {
    const packets = [];
    for (const stop = Math.min(packetCount, index + 1000); index < stop; index++) {
      packets.push(packet(index, connections));
    }
    yield Buffer.concat(packets);
  }
}

function fileHeader() {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262144, 16);
  header.writeUInt32LE(1, 20);
  return header;
}

function packet(index, connections) {
  const place = index % 7;
  if (place === 2 || place === 5)
    return record(index, udpFrame(index, 16384 + (index % 500), 20000, rtp(index)));
  const message = sipMessage(index, place === 6 ? 'TCP' : 'UDP');
  if (place !== 6) return record(index, udpFrame(index, 5060, 5060, message));
  return record(index, tcpFrame(index, message, connections));
}

function rtp(index) {
  const bytes = Buffer.alloc(172, index & 0xff);
  bytes.writeUInt16BE(0x8000, 0);
  bytes.writeUInt16BE(index & 0xffff, 2);
  bytes.writeUInt32BE((index * 160) >>> 0, 4);
  return bytes;
}

function sipMessage(index, transport) {
  const call = Math.floor(index / 14);
  const isReply = index % 2 === 1;
  const what = isReply ? replies[call % replies.length] : requests[call % requests.length];
  const method = requests[call % requests.length];
  const uri = `sip:user${call % 1000}@example${call % 7}.com;user=phone`;
  const body = withBody.has(what) ? sdp(call) : '';
  return Buffer.from(
    [
      isReply ? `SIP/2.0 ${what}` : `${what} ${uri} SIP/2.0`,
      `Via: SIP/2.0/${transport} ${sourceIp(index)}:5060;branch=z9hG4bK${call.toString(16)}x${index % 14};rport`,
      'Max-Forwards: 70',
      `From: "Caller ${call % 100}" <sip:caller${call % 100}@example.org>;tag=f${call}`,
      `To: <${uri}>${isReply ? `;tag=t${call}` : ''}`,
      `Call-ID: ${call}-${(call * 2654435761) % 4294967296}@${sourceIp(index)}`,
      `CSeq: ${1 + (call % 50)} ${method}`,
      `Contact: <sip:caller${call % 100}@${sourceIp(index)}:5060>`,
      'User-Agent: generated/1.0',
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
  );
}

function sdp(call) {
  return [
    'v=0',
    `o=- ${call} 1 IN IP4 192.0.2.1`,
    's=-',
    'c=IN IP4 192.0.2.1',
    't=0 0',
    `m=audio ${16384 + (call % 500) * 2} RTP/AVP 8 0 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=sendrecv',
    '',
  ].join('\r\n');
}

const sourceIp = (index) => `192.0.2.${1 + (Math.floor(index / 14) % 200)}`;

function record(index, frame) {
  const header = Buffer.alloc(16);
  header.writeUInt32LE(1700000000 + Math.floor(index / 10000), 0);
  header.writeUInt32LE((index % 10000) * 100, 4);
  header.writeUInt32LE(frame.length, 8);
  header.writeUInt32LE(frame.length, 12);
  return Buffer.concat([header, frame]);
}

function udpFrame(index, sourcePort, destinationPort, payload) {
  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(sourcePort, 0);
  udp.writeUInt16BE(destinationPort, 2);
  udp.writeUInt16BE(8 + payload.length, 4);
  return ethernetFrame(index, 17, Buffer.concat([udp, payload]));
}

/** Each pair of addresses has one connection, whose sequence numbers go on. */
function tcpFrame(index, payload, connections) {
  const ends = `${sourceIp(index)} ${index % 5}`;
  const sequence = connections.get(ends) ?? 1000;
  connections.set(ends, (sequence + payload.length) >>> 0);
  const tcp = Buffer.alloc(20);
  tcp.writeUInt16BE(40000, 0);
  tcp.writeUInt16BE(5060, 2);
  tcp.writeUInt32BE(sequence, 4);
  tcp[12] = 0x50;
  tcp[13] = 0x18;
  return ethernetFrame(index, 6, Buffer.concat([tcp, payload]));
}

function ethernetFrame(index, protocol, payload) {
  const head = Buffer.alloc(34);
  head.writeUInt16BE(0x0800, 12);
  head[14] = 0x45;
  head.writeUInt16BE(20 + payload.length, 16);
  head.writeUInt16BE(index & 0xffff, 18);
  head[22] = 64;
  head[23] = protocol;
  head.set([192, 0, 2, 1 + (Math.floor(index / 14) % 200)], 26);
  head.set([198, 51, 100, 1 + (index % 5)], 30);
  return Buffer.concat([head, payload]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const piece of generateCapture(Number(process.argv[2] ?? 700_000))) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}
