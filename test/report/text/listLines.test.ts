import { expect, test } from 'vitest';
import { ListLines, listLine } from '../../../src/report/text/listLines.js';
import { summarize } from '../../../src/sip/summary/messageSummary.js';
import fc from '../../fastCheck.js';
import { listedMessages } from '../listedMessages.js';

const lineOf = (index: number, firstLine: string, rest: object = {}) => {
  const bytes = Buffer.from(`${firstLine}\r\nCall-ID: c1\r\n\r\n`, 'latin1');
  return listLine({ index, captured: { bytes, ...rest }, summary: summarize(bytes) });
};

test('lines that are copied byte for byte are those that are put together from strings', () => {
  fc.assert(
    fc.property(listedMessages, (all) => {
      const written: string[] = [];
      const lines = new ListLines((bytes) => written.push(bytes.toString()));
      for (const one of all) lines.add(one);
      lines.flush();
      const expected = all.map((one) => listLine({ ...one, summary: summarize(one.captured.bytes) }));
      expect(written.join('')).toBe(expected.map((line) => `${line}\n`).join(''));
    }),
    { numRuns: 500 },
  );
});

test('a line has columns for number, time, addresses, method or status, URI or reason, and Call-ID', () => {
  const captured = {
    time: { seconds: 1_700_000_000, nanoseconds: 120_000 },
    source: { ip: '192.0.2.1', port: 5060 },
    destination: { ip: '2001:db8::1', port: 5061 },
  };
  expect(lineOf(7, 'INVITE sip:bob@x SIP/2.0', captured)).toBe(
    '   7 2023-11-14T22:13:20.000120Z 192.0.2.1:5060        -> [2001:db8::1]:5061    INVITE    sip:bob@x c1',
  );
  expect(lineOf(12_345, 'SIP/2.0 180 Ringing')).toBe(
    '12345 - -                     -> -                     180       Ringing c1',
  );
});

test('what would steer a terminal or the log of a CI service is escaped', () => {
  expect(lineOf(1, 'INVITE sip:\x1b[2J##[add-mask]x SIP/2.0')).toContain(' sip:\\e[2J#\\#[add-mask]x c1');
});

test('a message whose texts are longer than the room for lines is shown whole', () => {
  const uri = `sip:${'a'.repeat(60_000)}@example.com`;
  const written: string[] = [];
  const lines = new ListLines((bytes) => written.push(bytes.toString()));
  for (const index of [1, 2, 3])
    lines.add({ index, captured: { bytes: Buffer.from(`ACK ${uri} SIP/2.0\r\n\r\n`) } });
  lines.flush();
  const blank = ' '.repeat(20);
  expect(written.join('')).toBe(
    [1, 2, 3].map((index) => `   ${index} - -${blank} -> -${blank} ACK       ${uri} -\n`).join(''),
  );
});
