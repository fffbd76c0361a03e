import type { ListedMessage } from '../../src/report/json/listRecords.js';
import fc from '../fastCheck.js';

const value = fc.oneof(
  fc.constantFrom(
    'sip:bob@example.com',
    '1 INVITE',
    '1  INVITE',
    '1\tINVITE',
    'one\r\n two',
    '"q"',
    'sip:#31##[x',
    '::stop-commands::x',
    '\\',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const firstLine = fc.oneof(
  fc.tuple(fc.constantFrom('INVITE', 'x', '"'), value).map(([method, uri]) => `${method} ${uri} SIP/2.0`),
  fc
    .tuple(fc.constantFrom('200', '099', '12', 'abc', ''), value)
    .map(([code, why]) => `SIP/2.0 ${code} ${why}`),
  value,
);
const bytes = fc
  .tuple(firstLine, fc.array(fc.tuple(fc.constantFrom('Call-ID', 'i', 'CSeq', 'cseq ', 'Contact'), value)))
  .map(([first, headers]) =>
    Buffer.from([first, ...headers.map(([name, text]) => `${name}: ${text}`), '', ''].join('\r\n'), 'latin1'),
  );
const endpoint = fc.record({
  ip: fc.constantFrom('192.0.2.1', '2001:db8::1', 'pc.example.com', '"'),
  port: fc.integer({ min: 0, max: 65_535 }),
});
const captured = fc.record(
  {
    bytes,
    frame: fc.nat(),
    time: fc.record({
      seconds: fc.integer({ min: -2, max: 2 ** 33 }),
      nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
    }),
    transport: fc.constantFrom('udp', 'tcp', 'ws'),
    source: endpoint,
    destination: endpoint,
  },
  { requiredKeys: ['bytes'] },
);
/** Messages of a capture, whole and odd ones, as a list gets them. */
export const listedMessages = fc.array(
  fc.record({ index: fc.nat(), input: fc.constantFrom('a.pcap', 'é"\n.pcap'), captured }),
) as fc.Arbitrary<ListedMessage[]>;
