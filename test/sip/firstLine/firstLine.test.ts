import { describe, expect, test } from 'vitest';
import { findServer } from '../../../src/server/servers.js';
import { type FirstLine, parseFirstLine } from '../../../src/sip/firstLine/firstLine.js';
import { isMalformed, type Malformed, type Span } from '../../../src/sip/span.js';

/** A request as `method|URI|version`, a reply as `version|status|reason`, and where the headers begin; or what is wrong, and where. */
function read(text: string, server: string): string {
  const bytes = Buffer.from(text, 'latin1');
  return shown(bytes, parseFirstLine(bytes, 0, bytes.length, findServer(server).method));
}

function shown(bytes: Buffer, line: FirstLine | Malformed): string {
  if (isMalformed(line)) return `${line.malformed} at ${line.at}`;
  const show = (span: Span) => bytes.toString('latin1', span.start, span.end);
  return line.type === 'request'
    ? `${show(line.method)}|${show(line.uri)}|${show(line.version)} next ${line.next}`
    : `${show(line.version)}|${line.statusCode}|${show(line.reason)} next ${line.next}`;
}

const servers = ['openser-1.1', 'opensips-2.4', 'kamailio-6.1'];

describe('a first line, as every server reads it', () => {
  test.each([
    ['INVITE sip:a@b SIP/2.0\r\nX', 'INVITE|sip:a@b|SIP/2.0 next 24'],
    ['INVITE sip:a@b SIP/2.0\nX', 'INVITE|sip:a@b|SIP/2.0 next 23'],
    ['INVITE sip:a@b SIP/2.0\n\rX', 'INVITE|sip:a@b|SIP/2.0 next 24'],
    ['INVITE sip:a@b SIP/2.0\r\n', 'nothing follows the first line at 24'],
    ['INVITE sip:a@b  SIP/2.0 \r\nX', 'INVITE|sip:a@b|SIP/2.0 next 26'],
    ['INVITE  sip:a@b SIP/2.0\r\nX', 'first line with more than three words at 16'],
    ['INVITE\tsip:a@b SIP/2.0\r\nX', 'first line without a method and a blank at 6'],
    ['INVITE sip:a@b SIP/2.0 x\r\nX', 'first line with more than three words at 23'],
    ['INVITE sip:a@b\r\nXXXXXXXX', 'first line without a version at 14'],
    ['INVITE sip:a@b SIP/9\r\nX', 'INVITE|sip:a@b|SIP/9 next 22'],
    [' INVITE sip:a@b SIP/2.0\r\nX', 'first line without a method and a blank at 0'],
    ['SIP/2.0 200 OK\r\nXXX', 'SIP/2.0|200|OK next 16'],
    ['sip/2.0 486 Busy Here\r\nX', 'sip/2.0|486|Busy Here next 23'],
    ['SIP/2.0 20 OK\r\nXXXX', 'status code without three digits at 8'],
    ['SIP/2.0 2000 OK\r\nXX', 'status code without three digits at 8'],
    ['SIP/2.0 2x0 OK\r\nXXX', 'status code without three digits at 9'],
    ['SIP/2.0 200\r\nXXXXX', 'first line without a version at 11'],
    ['SIP/2.0 200 \r\nXXXX', 'SIP/2.0|200| next 14'],
    ['SIP/2.0 200  OK\r\nXX', 'SIP/2.0|200|OK next 17'],
    ['SIP/2.0 200 OK\r\n\r\n', 'SIP/2.0|200|OK next 17'],
    ['SIP/2.0 200 OK', 'message too short at 0'],
    ['A sip:b SIP/2\r\nX', 'message too short at 0'],
    ['A sip:b SIP/2\r\nXY', 'A|sip:b|SIP/2 next 15'],
    ['INV,ITE sip:a@b SIP/2.0\r\nX', 'INV,ITE|sip:a@b|SIP/2.0 next 25'],
    ['SIP/2.0 20: OK\r\nXXX', 'status code without three digits at 10'],
    ['SIP/2.0 999 OK \r\nXXX', 'SIP/2.0|999|OK  next 17'],
    ['INVITE sip:a@b ', 'message too short at 0'],
    ['INVITE sip:a@b    ', 'first line without a version at 14'],
    ['SIP/2.0 200      ', 'first line without a version at 11'],
    ['INVITE sip:a@b SIP/2.0', 'first line without a version at 15'],
  ])('%j: %j', (text, expected) => {
    expect(servers.map((server) => read(text, server))).toEqual(servers.map(() => expected));
  });
});

describe('a first line that depends on the server', () => {
  test.each([
    [
      'INV\xe9 sip:a@b SIP/2.0\r\nX',
      {
        'openser-1.1': 'byte that no method may have at 0',
        'opensips-2.4': 'byte that no method may have at 0',
        'kamailio-6.1': 'INV\xe9|sip:a@b|SIP/2.0 next 22',
      },
    ],
  ])('%j', (text, expected) => {
    const found = servers.map((server) => [server, read(text, server)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

test.each([
  ['INVITEINVITEINVITE', ' x y\r\nX', 'first line without a method and a blank at 18'],
  ['INVITE sip:a@b SIP/2.0\n\r', '', 'INVITE|sip:a@b|SIP/2.0 next 23'],
  ['INVITE sip:a@b SIP/2.0\n\rX', '', 'INVITE|sip:a@b|SIP/2.0 next 24'],
  ['INVITE sip:a@b SIP/2.0\n\r', 'X', 'INVITE|sip:a@b|SIP/2.0 next 23'],
  ['INVITE sip:a@b SIP/2.0\r\n', 'X', 'nothing follows the first line at 24'],
  ['INVITE sip:a@b SIP/2.0', '\r\nX', 'first line without a version at 15'],
  ['INVITE sip:a@b SIP', '/2.0\r\nX', 'first line without a version at 15'],
  ['INVITE sip:a@bcd ', 'SIP/2.0\r\nX', 'first line without a version at 16'],
  ['SIP/2.0 200 OK OK', '\r\nX', 'nothing follows the first line at 17'],
  ['SIP/2.0 200 OK OK\n', 'X', 'nothing follows the first line at 18'],
  ['SIP/2.0 200 OK OK\nX', '', 'SIP/2.0|200|OK OK next 18'],
  ['SIP/2.0 /00 OK OK\nX', '', 'status code without three digits at 8'],
  ['SIP/2.0 000 OK OK\nX', '', 'SIP/2.0|0|OK OK next 18'],
  ['INVITE sip:a@b SIP/2.0 \t\nX', '', 'INVITE|sip:a@b|SIP/2.0 next 25'],
  ['INVITE sip:a@b\t SIP/2.0\nX', '', 'INVITE|sip:a@b|SIP/2.0 next 24'],
  ['INVITE sip:a@b SIP/2.0\rX\nY', '', 'INVITE|sip:a@b|SIP/2.0 next 25'],
  ['SIP/2.0 200 O\rK\nXXX', '', 'SIP/2.0|200|O next 16'],
])('a first line ends where the datagram does: %j, and behind it %j: %j', (text, behind, expected) => {
  const bytes = Buffer.from(text + behind, 'latin1');
  const line = parseFirstLine(bytes, 0, text.length, findServer('kamailio-6.1').method);
  expect(shown(bytes, line)).toBe(expected);
});
