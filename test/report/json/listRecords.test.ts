import { expect, test } from 'vitest';
import { ListRecords, listRecordLine } from '../../../src/report/json/listRecords.js';
import { summarize } from '../../../src/sip/summary/messageSummary.js';
import fc from '../../fastCheck.js';
import { listedMessages } from '../listedMessages.js';

test('records that are copied byte for byte are those that are put together from strings', () => {
  fc.assert(
    fc.property(listedMessages, (all) => {
      const written: string[] = [];
      const records = new ListRecords((piece) => written.push(piece.toString()));
      for (const one of all) records.add(one);
      records.flush();
      const expected = all.map(({ index, input, captured }) =>
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
