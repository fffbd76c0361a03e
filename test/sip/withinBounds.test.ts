import { describe, expect, test } from 'vitest';
import type { ServerProfile } from '../../src/server/profile.js';
import { findServer } from '../../src/server/servers.js';
import { parseFirstLine } from '../../src/sip/firstLine/firstLine.js';
import { parseAddress } from '../../src/sip/headers/address/address.js';
import { parseContacts } from '../../src/sip/headers/contact/contact.js';
import { listForms, parseParameterList } from '../../src/sip/headers/contact/parameterList.js';
import { parseRoutes } from '../../src/sip/headers/contact/route.js';
import { parseContentLength } from '../../src/sip/headers/contentLength.js';
import { parseCSeq } from '../../src/sip/headers/cseq.js';
import { parseCredentials } from '../../src/sip/headers/digest.js';
import { parseRetryAfter } from '../../src/sip/headers/retryAfter.js';
import { parseVia } from '../../src/sip/headers/via/via.js';
import { isMalformed } from '../../src/sip/span.js';
import { parseUri } from '../../src/sip/uri/parseUri.js';

type Parser = (bytes: Buffer, start: number, end: number, profile: ServerProfile) => unknown;

const parsers: readonly (readonly [string, Parser, readonly string[]])[] = [
  [
    'first line',
    (bytes, start, end, { method }) => parseFirstLine(bytes, start, end, method),
    ['INVITE sip:b@x SIP/2.0 \r\n\rX', 'SIP/2.0 486  Busy Here\r\n\rX', 'INVITE sip:b@x    '],
  ],
  [
    'URI',
    (bytes, start, end, { uri }) => parseUri(bytes, start, end, uri),
    [
      'sip:b:p@x.example:5061;transport=tcp;lr?a=b&c=d',
      'sips:[2001:db8::1]:5061;maddr=x',
      'tel:+1-555;phone-context=x',
      'urn:service:sos',
      'sip:x:99999',
    ],
  ],
  [
    'To',
    (bytes, start, end, { to }) => parseAddress(bytes, start, end, to),
    [
      'Bob B\r\n <sip:b@x>;a=b ; tag=1;c="d\\"e";f\r\nX',
      '"B\\"o" <sip:b@x>;tag="1"\r\nX',
      'sip:b@x;tag=,1;a\r\nX',
      'sip:b@x \r\n ;tag \r\n',
      '<sip:b@x>, <sip:c@x>;tag=\r\nX',
      ' \t<sip:b@x>',
    ],
  ],
  [
    'From',
    (bytes, start, end, { from }) => parseAddress(bytes, start, end, from),
    ['<sip:b@x>;a="b', '<sip:b@x> ;tag=1 \r\n\r\n'],
  ],
  [
    'Contact',
    (bytes, start, end, { contact }) => parseContacts(bytes, start, end, contact),
    ['"C, D" <sip:c@x;a=b>;q=0.5;expires=60 , sip:d@x;q="1" ;x', '*', 'C <sip:c@x>, D D <sip:d>;a', ' * '],
  ],
  [
    'Route',
    (bytes, start, end) => parseRoutes(bytes, start, end, listForms.strict),
    ['"P" <sip:p@x;lr>;a="b,c" , <sip:q;lr>', '<sip:p>,<sip:q>;x=y'],
  ],
  [
    'parameters',
    (bytes, start, end) => parseParameterList(bytes, start, end, listForms.strict),
    [';a=b; c = "d;e" ;f', ' ;a="b\\"c";d, e'],
  ],
  [
    'Content-Length',
    (bytes, start, end, { contentLength }) => parseContentLength(bytes, start, end, contentLength),
    [' 42 \r\nX', '0\r\n', '4294967296\r\n', '12x\r\n'],
  ],
  [
    'CSeq',
    (bytes, start, end, { method }) => parseCSeq(bytes, start, end, method),
    [' 42  INVITE \r\nX', '1\tBYE\r\n'],
  ],
  [
    'credentials',
    (bytes, start, end, { credentials }) => parseCredentials(bytes, start, end, credentials),
    ['Digest username="a@r", realm="r,s" ,nonce=n,uri="sip:x" , response="1"', 'Basic abc'],
  ],
  [
    'Retry-After',
    (bytes, start, end) => parseRetryAfter(bytes, start, end),
    ['120 (a (b) c);duration=3600\r\nX', '5\r\n'],
  ],
  [
    'Via',
    (bytes, start, end, { via }) => parseVia(bytes, start, end, via),
    [
      ' SIP / 2.0/UDP h.example : 5061 ;branch=z9hG4bK1;rport;received="1.2.3.4" (c (d)), SIP/2.0/TCP [::1];x\r\nX',
      'SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1\r\n ;ttl=1\r\nX',
    ],
  ],
];

const servers = ['openser-1.1', 'opensips-2.4', 'opensips-3.6', 'kamailio-5.6', 'kamailio-6.1'];
const places = new Set(['start', 'end', 'at', 'next', 'lastEnd', 'parametersEnd']);

/** What was parsed, with every place in the text so much earlier. Why a server refuses a text is not told apart. */
function moved(parsed: unknown, by: number): string {
  if (isMalformed(parsed as object)) return 'refused';
  return JSON.stringify(parsed, (key, value) =>
    places.has(key) && typeof value === 'number' ? value - by : value,
  );
}

/**
 * A datagram ends where it ends: servers hold it in a buffer in which other bytes stand before and behind it, and do what they do
 * whatever these are. Each text is cut at every byte.
 */
describe.each(parsers)('a %s that ends', (_, parse, texts) => {
  test.each(servers)('is the same whatever stands before and behind it, for %s', (server) => {
    const profile = findServer(server);
    for (const text of texts)
      for (let length = 1; length <= text.length; length++) {
        const alone = Buffer.from(text.slice(0, length), 'latin1');
        const expected = moved(parse(alone, 0, length, profile), 0);
        for (const before of ['', ' ', '"<']) {
          for (const behind of [
            text.slice(length),
            ';',
            ',',
            '"',
            '=x',
            '>',
            ' ',
            '\n ',
            '\0',
            '1',
            '(',
            ':',
            '<',
            '\\',
          ]) {
            const bytes = Buffer.from(before + text.slice(0, length) + behind, 'latin1');
            const found = moved(parse(bytes, before.length, before.length + length, profile), before.length);
            if (found !== expected)
              expect({ text: text.slice(0, length), before, behind, found }).toBe(expected);
          }
        }
      }
  });
});
