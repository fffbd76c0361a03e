// Parses a mix of requests with all variables. Prints how many a second, as a row of the bench.
import { environmentOf } from '../../src/exec/environment.js';
import { receiveMessage } from '../../src/server/message/receiveMessage.js';
import type { ServerState } from '../../src/server/serverState.js';
import { findServer } from '../../src/server/servers.js';

const sdp =
  'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 8 101\r\n';
const mix = ['INVITE', 'REGISTER', 'OPTIONS', 'ACK', 'BYE', 'MESSAGE', 'SUBSCRIBE'].map((method, i) => {
  const body = method === 'INVITE' || method === 'MESSAGE' ? sdp : '';
  return Buffer.from(
    `${method} sip:user${i}@proxy.example.com;transport=udp SIP/2.0\r\n` +
      `Via: SIP/2.0/UDP 192.0.2.${i + 1}:5060;rport;branch=z9hG4bK${i}776asdhds\r\n` +
      'Via: SIP/2.0/TCP first.example.com:5060;branch=z9hG4bKnashds7\r\n' +
      `Max-Forwards: 70\r\nFrom: "Caller ${i}" <sip:caller${i}@example.com>;tag=19283017${i}\r\n` +
      `To: <sip:user${i}@example.com>${method === 'BYE' ? ';tag=a6c85cf' : ''}\r\n` +
      `Call-ID: ${i}84b4c76e66710@192.0.2.1\r\nCSeq: ${i}14159 ${method}\r\n` +
      `Contact: <sip:caller${i}@192.0.2.1:5060>\r\nUser-Agent: phone/1.${i}\r\n` +
      'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY\r\nSupported: replaces, timer\r\n' +
      `${body === '' ? '' : 'Content-Type: application/sdp\r\n'}Content-Length: ${body.length}\r\n\r\n${body}`,
  );
});

const profile = findServer('documented');
const endpoint = { ip: '192.0.2.1', port: 5060 };
const state: ServerState = {
  source: endpoint,
  destination: endpoint,
  transport: 'udp',
  route: 'request',
  avps: [],
  vars: [],
};

function measure(count: number): number {
  const started = performance.now();
  let variables = 0;
  for (let i = 0; i < count; i++) {
    const received = receiveMessage(profile, mix[i % mix.length] as Buffer);
    if (received.outcome !== 'script') throw new Error(received.outcome);
    const environment = environmentOf(received.message, profile, state);
    if (environment.outcome === 'set') variables += environment.entries.length;
  }
  if (variables < count * 15) throw new Error('variables are missing');
  return (count / (performance.now() - started)) * 1000;
}

measure(20_000);
const runs = [1, 2, 3].map(() => measure(60_000)).sort((a, b) => a - b);
const value = runs[1] as number;
console.log(
  JSON.stringify({ name: 'messages parsed a second, with all variables', value, least: 90_000, digits: 0 }),
);
