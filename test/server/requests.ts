import type { ServerState } from '../../src/server/serverState.js';

/** A state in which nothing special is known. */
export const plainState: ServerState = {
  source: { ip: '192.0.2.10', port: 5062 },
  destination: { ip: '192.0.2.20', port: 5060 },
  transport: 'udp',
  route: 'request',
  setvars: true,
  avps: [],
  vars: [],
};

/** A request with these header lines; its first line is an INVITE's unless another is given. */
export function request(
  headers: readonly string[],
  firstLine = 'INVITE sip:bob@example.com SIP/2.0',
  body = '',
): Buffer {
  return Buffer.from(`${[firstLine, ...headers].join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

/** The headers that every request must have. */
export const mandatory = [
  'Via: SIP/2.0/UDP pc33.example.com:5066;branch=z9hG4bKone',
  'From: "Alice" <sip:alice@example.com>;tag=from1',
  'To: <sip:bob@example.com>',
  'Call-ID: call-1@example.com',
  'CSeq: 1 INVITE',
];
