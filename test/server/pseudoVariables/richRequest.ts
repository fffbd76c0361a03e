import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { type Expansion, expandFormat } from '../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../src/server/pseudoVariables/format.js';
import type { ServerState } from '../../../src/server/serverState.js';
import { findServer } from '../../../src/server/servers.js';
import { mandatory, plainState, request } from '../requests.js';

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

/** What a message may have that is not the usual. */
interface Printing {
  readonly firstLine?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly state?: Partial<ServerState>;
}

const daemonEnvironment = [{ name: 'HOME', value: Buffer.from('/var/lib/sip') }];

/** The same with where the values stand and how sure they are. */
export function expansionOf(
  text: string,
  server: string,
  { firstLine, headers = mandatory, body = '', state = {} }: Printing = {},
): Expansion | { readonly outcome: 'dropped' } {
  const profile = findServer(server);
  const received = receiveMessage(profile, request(headers, firstLine, body));
  if (received.outcome === 'dropped') return { outcome: 'dropped' };
  const format = parseFormat(Buffer.from(text, 'latin1'), profile);
  return expandFormat(format, received.message, profile, { ...plainState, ...state });
}

/**
 * What a server prints for a string, of an INVITE with the mandatory headers where nothing else is said, or of a reply;
 * the outcome where the message is dropped, or the string is refused.
 */
export function print(text: string, server: string, printing: Printing = {}): string {
  const expansion = expansionOf(text, server, printing);
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.outcome;
}

/**
 * What a server prints for a string, of an INVITE to `sip:+4930123@biloxi.example.com:5070;user=phone;r2=on` with headers
 * that most variables find something in, at midnight of 2026-11-23.
 */
export function expand(text: string, server: string, headers = rich, body = 'v=0\r\n'): string {
  const firstLine = 'INVITE sip:+4930123@biloxi.example.com:5070;user=phone;r2=on SIP/2.0';
  const state = { daemonEnvironment, time: new Date(2026, 10, 23) };
  return print(text, server, { firstLine, headers, body, state });
}
