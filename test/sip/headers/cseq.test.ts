import { describe, expect, test } from 'vitest';
import { findServer } from '../../../src/server/servers.js';
import { parseCSeq } from '../../../src/sip/headers/cseq.js';
import { isMalformed } from '../../../src/sip/span.js';

/** A CSeq as `number|method`, and where the next header begins; or what is wrong, and where. */
function read(text: string, server: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const cseq = parseCSeq(bytes, 0, bytes.length, findServer(server).method);
  if (isMalformed(cseq)) return `${cseq.malformed} at ${cseq.at}`;
  const { number, method, next } = cseq;
  const [first, second] = [number, method].map(({ start, end }) => bytes.toString('latin1', start, end));
  return `${first}|${second} next ${next}`;
}

const servers = ['openser-1.1', 'opensips-2.4', 'kamailio-6.1'];

describe('a CSeq, as every server reads it', () => {
  test.each([
    ['1 INVITE\r\nX', '1|INVITE next 10'],
    ['1 INVITE\nX', '1|INVITE next 9'],
    ['1 INVITE \r\n \r\nX', '1|INVITE next 14'],
    ['x INVITE\r\nX', 'x|INVITE next 10'],
    ['1\r\nX', 'CSeq without a method at 1'],
    ['1 \r\nX', 'CSeq without a method at 2'],
    ['1', 'CSeq without a method at 1'],
    ['1 INVITE', 'CSeq without a method at 8'],
    ['1  INVITE\r\n', '1|INVITE next 11'],
    ['1 INVITE x\r\n', 'text after the CSeq method at 9'],
    ['1\tINVITE\r\nX', '1|INVITE next 10'],
    ['1 INVITE\r', 'text after the CSeq method at 8'],
    ['1 INVITE\rX\r\n', 'text after the CSeq method at 8'],
    ['1 INVITE\r\n x\r\n', 'text after the CSeq method at 11'],
  ])('%j: %j', (text, expected) => {
    expect(servers.map((server) => read(text, server))).toEqual(servers.map(() => expected));
  });
});

describe('a CSeq that depends on the server', () => {
  test.each([
    [
      '1 INV:ITE\r\nX',
      {
        'openser-1.1': 'byte that no method may have in the CSeq at 2',
        'opensips-2.4': 'byte that no method may have in the CSeq at 2',
        'kamailio-6.1': '1|INV:ITE next 11',
      },
    ],
    [
      '1 \xe9\r\nX',
      {
        'openser-1.1': 'byte that no method may have in the CSeq at 2',
        'opensips-2.4': 'byte that no method may have in the CSeq at 2',
        'kamailio-6.1': '1|\xe9 next 5',
      },
    ],
  ])('%j', (text, expected) => {
    const found = servers.map((server) => [server, read(text, server)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});
