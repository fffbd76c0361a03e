import { describe, expect, test } from 'vitest';
import { findServer } from '../../../src/server/servers.js';
import { parseContentLength } from '../../../src/sip/headers/contentLength.js';
import { isMalformed } from '../../../src/sip/span.js';

/** The length in bytes, and where the next header begins; or what is wrong, and where. */
function read(text: string, server: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const length = parseContentLength(bytes, 0, bytes.length, findServer(server).contentLength);
  return isMalformed(length)
    ? `${length.malformed} at ${length.at}`
    : `${length.lengthBytes} next ${length.next}`;
}

const servers = ['openser-1.1', 'opensips-2.4', 'kamailio-6.1'];

describe('a Content-Length, as every server reads it', () => {
  test.each([
    ['0\r\nX', '0 next 3'],
    ['12\nX', '12 next 3'],
    ['12 \t\r\nX', '12 next 6'],
    ['12\n \r\nX', '12 next 6'],
    ['x\r\n', 'Content-Length is not a number at 0'],
    ['\r\n', 'Content-Length is not a number at 0'],
    ['12x\r\n', 'text after the Content-Length at 2'],
    ['12x\nX', 'text after the Content-Length at 2'],
    ['12\rX', 'text after the Content-Length at 2'],
    ['12', 'text after the Content-Length at 2'],
    ['12\r', 'text after the Content-Length at 2'],
    ['214748364\r\nX', '214748364 next 11'],
    ['2147483639\r\nX', '2147483639 next 12'],
    ['-1\r\n', 'Content-Length is not a number at 0'],
    ['1 2\r\n', 'text after the Content-Length at 2'],
    ['12\r\n', '12 next 4'],
    ['12\n', '12 next 3'],
  ])('%j: %j', (text, expected) => {
    expect(servers.map((server) => read(text, server))).toEqual(servers.map(() => expected));
  });
});

describe('a Content-Length that depends on the server', () => {
  test.each([
    [
      '12\r\n \r\nX',
      { 'openser-1.1': '12 next 4', 'opensips-2.4': '12 next 4', 'kamailio-6.1': '12 next 7' },
    ],
    [
      '12\r\n x\r\n',
      {
        'openser-1.1': '12 next 4',
        'opensips-2.4': '12 next 4',
        'kamailio-6.1': 'text after the Content-Length at 5',
      },
    ],
    [
      '12\r\n ',
      {
        'openser-1.1': '12 next 4',
        'opensips-2.4': '12 next 4',
        'kamailio-6.1': 'Content-Length ends in a fold at 4',
      },
    ],
    [
      '2147483647\r\nX',
      {
        'openser-1.1': '2147483647 next 12',
        'opensips-2.4': '2147483647 next 12',
        'kamailio-6.1': 'Content-Length too large at 9',
      },
    ],
    [
      '2147483648\r\nX',
      {
        'openser-1.1': '-2147483648 next 12',
        'opensips-2.4': '-2147483648 next 12',
        'kamailio-6.1': 'Content-Length too large at 9',
      },
    ],
    [
      '4294967297\r\nX',
      {
        'openser-1.1': '1 next 12',
        'opensips-2.4': '1 next 12',
        'kamailio-6.1': 'Content-Length too large at 9',
      },
    ],
  ])('%j', (text, expected) => {
    const found = servers.map((server) => [server, read(text, server)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});
