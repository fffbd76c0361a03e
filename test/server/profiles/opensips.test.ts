import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../src/server/pseudoVariables/format.js';
import { findServer } from '../../../src/server/servers.js';
import { plainState } from '../requests.js';

const firstLine = 'INVITE sip:b@example.com SIP/2.0';
const headers = {
  Via: 'SIP/2.0/UDP h.example.com;branch=z9hG4bK1',
  From: '<sip:a@example.com>;tag=1',
  To: '<sip:b@example.com>',
  'Call-ID': '1@x',
  CSeq: '1 INVITE',
};

/** What a string prints for a request with other headers than the usual ones; `dropped` where it is. */
function print(server: string, text: string, changed: Partial<typeof headers>, line = firstLine): string {
  const lines = Object.entries({ ...headers, ...changed }).map(([name, value]) => `${name}: ${value}\r\n`);
  const profile = findServer(server);
  const received = receiveMessage(profile, Buffer.from(`${line}\r\n${lines.join('')}\r\n`, 'latin1'));
  if (received.outcome !== 'script') return received.outcome;
  const expansion = expandFormat(
    parseFormat(Buffer.from(text), profile),
    received.message,
    profile,
    plainState,
  );
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.outcome;
}

describe.for(['opensips-3.2', 'opensips-3.4', 'opensips-3.5', 'opensips-3.6', 'opensips-4.1'])(
  '%s',
  (server) => {
    test.for(["AB'CD", '!AB', 'AB`'])('takes the method %s', (method) => {
      expect(print(server, '$rm', { CSeq: `1 ${method}` }, `${method} sip:b@c SIP/2.0`)).toBe(method);
      expect(print('opensips-2.4', '$rm', { CSeq: `1 ${method}` }, `${method} sip:b@c SIP/2.0`)).toBe(
        'dropped',
      );
    });

    test.for([
      ['SIP/2.0/UDP example.com\0', '1@x'],
      ['SIP/2.0/UDP example.com;branch=z\0x', '1@x'],
      ['SIP/2.0/UDP example.com:5060\0', 'dropped'],
      ['SIP/2.0/UDP exampl \0e.com', 'dropped'],
      ['SIP/2.0/UDP exampl\0 e.com', 'dropped'],
      ['SIP/2.0/UDP example.com:50\x0066', 'dropped'],
      ['SIP/2.0/UDP example.com;a="b\0c"', 'dropped'],
    ] as const)('reads on behind the Via %j: %s', ([via, callId]) => {
      expect(print(server, '$ci', { Via: via })).toBe(callId);
    });

    test('ends To at a NUL, which begins the next header', () => {
      expect(print(server, '$tt $ci $cs', { To: '<sip:b@example.com>;tag=1\0' })).toBe('1 <null> 1');
      expect(print(server, '$tt', { To: 'Bo\0b <sip:b@example.com>;tag=1' })).toBe('dropped');
    });

    test.for([
      ['urn:service:sos', 'sos 5060'],
      ['urn:nena:service:responder', 'responder 5060'],
      ['urn:uuid:f81d4fae', '<null> <null>'],
      ['sip:a@example.com:000005060', 'example.com 000005060'],
      ['sip:a@example.com:65536', '<null> <null>'],
      ['sip:a@example.com;transport=udp&x', 'example.com 0'],
    ] as const)('parses %s to %s', ([uri, parts]) => {
      expect(print(server, '$rd $rp', {}, `INVITE ${uri} SIP/2.0`)).toBe(parts);
    });
  },
);

test('opensips-3.2 has no body without a Content-Length, later ones have', () => {
  expect(print('opensips-3.2', '$rb', { CSeq: '1 INVITE\r\n\r\nbody' })).toBe('<null>');
  expect(print('opensips-3.4', '$rb', { CSeq: '1 INVITE\r\n\r\nbody' })).toBe('body\r\n\r\n');
});
