import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../src/server/pseudoVariables/format.js';
import { findServer } from '../../../src/server/servers.js';
import { plainState, request } from '../requests.js';

/** Headers that most variables find something in. */
const rich = [
  'Via: SIP/2.0/UDP pc33.example.com:5066;branch=z9hG4bKone;rport, SIP/2.0/TCP [2001:db8::1]:5061;i=3',
  'From: "Alice \\"A\\" Adams" <sip:alice@example.com:5080;x=y>;tag=from1',
  'To: Bob <sip:bob@biloxi.example.com>;tag=to1',
  'Call-ID: call-1@example.com',
  'CSeq: 42 INVITE',
  'Contact: "A" <sip:alice@192.0.2.1:5066;ob>;expires=60;q=0.5, <sip:alice@192.0.2.2>',
  'Contact: sip:alice@192.0.2.3;expires=30',
  'P-Asserted-Identity: "Al" <sip:1001@example.com>, <tel:+491234>',
  'Remote-Party-ID: "Alice" <sip:alice@example.com>;party=calling;privacy=off',
  'Diversion: <sip:carol@example.com>;reason=no-answer;privacy=full',
  'User-Agent: ua/1.0',
  'Refer-To: <sip:dave@example.com?Replaces=x>',
  'X-A: one',
  'x-a: two',
  'Content-Type: application/sdp',
  'Content-Length: 5',
];

/**
 * What a server prints for a string, of an INVITE to `sip:+4930123@biloxi.example.com:5070;user=phone;r2=on` with these
 * headers; the outcome where the script is not reached, or the string is refused.
 */
export function expand(text: string, server: string, headers = rich, body = 'v=0\r\n'): string {
  const profile = findServer(server);
  const firstLine = 'INVITE sip:+4930123@biloxi.example.com:5070;user=phone;r2=on SIP/2.0';
  const received = receiveMessage(profile, request(headers, firstLine, body));
  if (received.outcome !== 'script') return received.outcome;
  const format = parseFormat(Buffer.from(text), profile);
  const daemonEnvironment = [{ name: 'HOME', value: Buffer.from('/var/lib/sip') }];
  const state = { ...plainState, daemonEnvironment, time: new Date(2026, 10, 23) };
  const expansion = expandFormat(format, received.message, profile, state);
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.outcome;
}
