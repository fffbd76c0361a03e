import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ListedMessage, ListRecords, listRecordLine } from '../../../src/report/json/listRecords.js';
import { summarize } from '../../../src/sip/summary/messageSummary.js';

const value = fc.oneof(
  fc.constantFrom(
    'sip:bob@example.com',
    '1 INVITE',
    '1  INVITE',
    '1\tINVITE',
    'one\r\n two',
    '"q"',
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
const messages = fc.array(
  fc.record({ index: fc.nat(), input: fc.constantFrom('a.pcap', 'é"\n.pcap'), captured }),
);

test('records that are copied byte for byte are those that are put together from strings', () => {
  fc.assert(
    fc.property(messages, (all) => {
      const written: string[] = [];
      const records = new ListRecords((piece) => written.push(piece.toString()));
      for (const one of all as ListedMessage[]) records.add(one);
      records.flush();
      const expected = (all as ListedMessage[]).map(({ index, input, captured }) =>
        listRecordLine({ index, input, ...captured, summary: summarize(captured.bytes) }),
      );
      expect(written.join('')).toBe(expected.map((line) => `${line}\n`).join(''));
    }),
    { numRuns: 500 },
  );
});

test('a message whose texts are longer than the room for records is told whole', () => {
  const uri = `sip:${'a'.repeat(60_000)}@example.com`;
  const written: string[] = [];
  const records = new ListRecords((piece) => written.push(piece.toString()));
  for (const index of [1, 2, 3])
    records.add({ index, input: '-', captured: { bytes: Buffer.from(`ACK ${uri} SIP/2.0\r\n\r\n`) } });
  records.flush();
  const line = (index: number) =>
    `{"version":1,"message":{"index":${index},"input":"-","method":"ACK","uri":"${uri}"}}\n`;
  expect(written.join('')).toBe([1, 2, 3].map(line).join(''));
});

test('a text that is not UTF-8 is named, and one character a byte', () => {
  const record = (firstLine: string) => {
    const bytes = Buffer.from(`${firstLine}\r\n\r\n`, 'latin1');
    return JSON.parse(listRecordLine({ index: 1, input: '-', summary: summarize(bytes) }));
  };
  expect(record('ACK sip:\xe9@x SIP/2.0')).toEqual({
    version: 1,
    message: { index: 1, input: '-', method: 'ACK', uri: 'sip:é@x' },
    latin1: ['message.uri'],
  });
  // The reason is not in the record.
  expect(record('SIP/2.0 404 gel\xf6scht')).toEqual({
    version: 1,
    message: { index: 1, input: '-', status: 404 },
  });
});
