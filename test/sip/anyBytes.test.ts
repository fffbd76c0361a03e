import { describe, expect, test } from 'vitest';
import { findServer, serverIds } from '../../src/server/servers.js';
import { parseFirstLine } from '../../src/sip/firstLine/firstLine.js';
import { parseAddress } from '../../src/sip/headers/address/address.js';
import { parseContacts } from '../../src/sip/headers/contact/contact.js';
import { listForms } from '../../src/sip/headers/contact/parameterList.js';
import { parseRoutes } from '../../src/sip/headers/contact/route.js';
import { parseContentLength } from '../../src/sip/headers/contentLength.js';
import { parseCSeq } from '../../src/sip/headers/cseq.js';
import { parseCredentials } from '../../src/sip/headers/digest.js';
import { parseRetryAfter } from '../../src/sip/headers/retryAfter.js';
import { parseVia } from '../../src/sip/headers/via/via.js';
import { parseUri } from '../../src/sip/uri/parseUri.js';
import fc from '../fastCheck.js';

/** Text made of what the grammars look for, and now and then any byte. */
const telling = fc.constantFrom(
  ...[
    'sip:',
    'SIP/2.0/UDP ',
    'a',
    '1',
    ';',
    '=',
    ',',
    '"',
    '<',
    '>',
    '@',
    ':',
    '?',
    '\\',
    ' ',
    '\t',
    '\r\n',
    '\r\n ',
    '\n',
    '\r',
  ],
  ...['(', ')', '[', ']', '\0', 'tag', 'branch', 'Digest ', '*', 'INVITE ', 'expires=5', '/'],
);
const anyByte = fc.nat(255).map((byte) => String.fromCharCode(byte));
const anyText = fc
  .array(fc.oneof({ weight: 9, arbitrary: telling }, { weight: 1, arbitrary: anyByte }), { maxLength: 40 })
  .map((parts) => Buffer.from(parts.join(''), 'latin1'));
const anyServer = fc.constantFrom(...serverIds).map(findServer);

/** All places anywhere in a result: every number but a status code. */
function placesIn(result: unknown): number[] {
  if (typeof result === 'number') return [result];
  if (result instanceof Map) return [...result.values()].flatMap(placesIn);
  if (typeof result !== 'object' || result === null) return [];
  return Object.entries(result).flatMap(([key, value]) => (key === 'statusCode' ? [] : placesIn(value)));
}

describe('whatever the bytes, the parser of', () => {
  const parsers = {
    addresses: (bytes: Buffer, server: ReturnType<typeof findServer>) =>
      parseAddress(bytes, 0, bytes.length, server.to),
    Via: (bytes: Buffer, server: ReturnType<typeof findServer>) =>
      parseVia(bytes, 0, bytes.length, server.via),
    URIs: (bytes: Buffer, server: ReturnType<typeof findServer>) =>
      parseUri(bytes, 0, bytes.length, server.uri),
    CSeq: (bytes: Buffer, server: ReturnType<typeof findServer>) =>
      parseCSeq(bytes, 0, bytes.length, server.method),
    'first lines': (bytes: Buffer, server: ReturnType<typeof findServer>) =>
      parseFirstLine(bytes, 0, bytes.length, server.method),
    contacts: (bytes: Buffer, server: ReturnType<typeof findServer>) =>
      parseContacts(bytes, 0, bytes.length, server.contact),
    routes: (bytes: Buffer, server: ReturnType<typeof findServer>) =>
      parseRoutes(bytes, 0, bytes.length, listForms[server.contact.parameterList]),
    credentials: (bytes: Buffer, server: ReturnType<typeof findServer>) =>
      parseCredentials(bytes, 0, bytes.length, server.credentials),
    'Retry-After': (bytes: Buffer) => parseRetryAfter(bytes, 0, bytes.length),
  };
  test.for(Object.entries(parsers))('%s gives a result whose places lie inside', ([, parse]) => {
    fc.assert(
      fc.property(anyText, anyServer, (bytes, server) => {
        for (const place of placesIn(parse(bytes, server))) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('Content-Length ends behind a line end or gives up', () => {
    fc.assert(
      fc.property(anyText, (bytes) => {
        const rules = findServer('kamailio-6.1').contentLength;
        const length = parseContentLength(bytes, 0, bytes.length, rules);
        if (!('malformed' in length)) expect(bytes[length.next - 1]).toBe(0x0a);
      }),
    );
  });
});
