import { describe, expect, test } from 'vitest';
import { findServer } from '../../../../src/server/servers.js';
import { parseAddress } from '../../../../src/sip/headers/address/address.js';
import { isMalformed, type Span } from '../../../../src/sip/span.js';

/** A To as `name|URI|parameters|tag`, `-` for what is not there, and where the next header begins; or what is wrong, and where. */
function read(text: string, server: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const address = parseAddress(bytes, 0, bytes.length, findServer(server).to);
  if (isMalformed(address)) return `${address.malformed} at ${address.at}`;
  const show = (span: Span | undefined) =>
    span === undefined ? '-' : bytes.toString('latin1', span.start, span.end);
  const { display, uri, parameters, tag, next } = address;
  const list = parameters.map(({ name, value }) => `${show(name)}=${show(value)}`).join(';');
  return `${show(display)}|${show(uri)}|${list}|${show(tag)} next ${next}`;
}

const servers = ['openser-1.1', 'opensips-2.4', 'kamailio-6.1'];

describe('a To, as every server reads it', () => {
  test.each([
    ['<sip:b@x>\r\nX: n\r\n', '-|sip:b@x||- next 11'],
    ['Bob <sip:b@x>\r\nX: n\r\n', 'Bob|sip:b@x||- next 15'],
    ['Bob B <sip:b@x>;a=b;tag=1\r\nX: n\r\n', 'Bob B|sip:b@x|a=b;tag=1|1 next 27'],
    ['"B\\"o" <sip:b@x>\r\nX: n\r\n', '"B\\"o"|sip:b@x||- next 18'],
    ['"B <sip:b@x>\r\nX: n\r\n', 'line end in a quoted name at 12'],
    ['"B <sip:b@x>', 'quoted name without an end at 12'],
    ['"B\r\n o" <sip:b@x>\r\nX: n\r\n', 'line end in a quoted name at 2'],
    ['"B\r\n o" <sip:b@x>', 'line end in a quoted name at 2'],
    ['"B" x\r\nX: n\r\n', 'display name without an address at 4'],
    ['"B" x', 'display name without an address at 4'],
    ['"B"\r\nX: n\r\n', 'display name without an address at 5'],
    ['"B"', 'display name without an address at 3'],
    ['sip:b@x\r\nX: n\r\n', '-|sip:b@x||- next 9'],
    ['sip:b@x;tag=1\r\nX: n\r\n', '-|sip:b@x|tag=1|1 next 15'],
    ['sip:b@x ;tag=1\r\nX: n\r\n', '-|sip:b@x|tag=1|1 next 16'],
    ['sip:b@x , a\r\nX: n\r\n', 'words without an address at 13'],
    ['sip:b@x , a', 'words without an address at 11'],
    ['<sip:b@x>, <c>\r\nX: n\r\n', 'text after the address at 9'],
    ['<sip:b@x>, <c>', 'text after the address at 9'],
    ['<sip:b@x> x\r\nX: n\r\n', 'text after the address at 10'],
    ['<sip:b@x> x', 'text after the address at 10'],
    ['< sip:b@x >\r\nX: n\r\n', '-|sip:b@x||- next 13'],
    ['<>\r\nX: n\r\n', 'no address between < and > at 1'],
    ['<>', 'no address between < and > at 1'],
    ['<;>\r\nX: n\r\n', 'no address between < and > at 1'],
    ['<;>', 'no address between < and > at 1'],
    ['<sip:b x>\r\nX: n\r\n', 'address without its > at 7'],
    ['<sip:b x>', 'address without its > at 7'],
    ['<sip:b\r\nX: n\r\n', 'unexpected byte between < and > at 6'],
    ['<sip:b', 'address without its > at 6'],
    ['<sip:"b>\r\nX: n\r\n', 'unexpected byte between < and > at 5'],
    ['<sip:"b>', 'unexpected byte between < and > at 5'],
    ['<sip:b<c>\r\nX: n\r\n', 'unexpected byte between < and > at 6'],
    ['<sip:b<c>', 'unexpected byte between < and > at 6'],
    ['a b\r\nX: n\r\n', 'words without an address at 5'],
    ['a b', 'words without an address at 3'],
    ['a;b <sip:b>\r\nX: n\r\n', 'text after a parameter at 4'],
    ['a;b <sip:b>', 'text after a parameter at 4'],
    ['a, <sip:b>\r\nX: n\r\n', 'a,|sip:b||- next 12'],
    [',a\r\nX: n\r\n', '-|,a||- next 4'],
    ['>a\r\nX: n\r\n', 'no address at 0'],
    ['>a', 'no address at 0'],
    [';a\r\nX: n\r\n', 'no address at 0'],
    [';a', 'no address at 0'],
    ['\\a\r\nX: n\r\n', 'no address at 0'],
    ['\\a', 'no address at 0'],
    ['a "b" <c>\r\nX: n\r\n', 'unexpected byte in an address at 2'],
    ['a "b" <c>', 'unexpected byte in an address at 2'],
    ['a\\ <b>\r\nX: n\r\n', 'unexpected byte in an address at 1'],
    ['a\\ <b>', 'unexpected byte in an address at 1'],
    ['Bob\r\n <sip:b@x>\r\nX: n\r\n', 'Bob|sip:b@x||- next 17'],
    ['<sip:b@x>;tag="1\r\nX: n\r\n', 'line end in a quoted value at 16'],
    ['<sip:b@x>;a=b c\r\nX: n\r\n', 'text after a parameter at 14'],
    ['<sip:b@x>;a=b c', 'text after a parameter at 14'],
    ['<sip:b@x>; a ; b\r\nX: n\r\n', '-|sip:b@x|a=-;b=-|- next 18'],
    ['<sip:b@x>;\r\nX: n\r\n', 'parameter without a name at 12'],
    ['<sip:b@x>;;\r\nX: n\r\n', 'parameter without a name at 10'],
    ['<sip:b@x>;;', 'parameter without a name at 10'],
    ['<sip:b@x>;=1\r\nX: n\r\n', 'parameter without a name at 10'],
    ['<sip:b@x>;=1', 'parameter without a name at 10'],
    ['<sip:b@x>;a=\r\nX: n\r\n', '-|sip:b@x|a=|- next 14'],
    ['<sip:b@x>;tag=1,x\r\nX: n\r\n', '-|sip:b@x|tag=1,x|1,x next 19'],
    ['<sip:b@x>\x00x\r\nX: n\r\n', '-|sip:b@x||- next 9'],
    ['<sip:b@x>\x00x', '-|sip:b@x||- next 9'],
    ['sip:b@x\x00;a\r\nX: n\r\n', '-|sip:b@x||- next 7'],
    ['sip:b@x\x00;a', '-|sip:b@x||- next 7'],
    ['a\x00 <b>\r\nX: n\r\n', '-|a||- next 1'],
    ['a\x00 <b>', '-|a||- next 1'],
    ['<sip:b@x>;t\r\nX: n\r\n', '-|sip:b@x|t=-|- next 13'],
    ['<sip:b@x>;ta=1\r\nX: n\r\n', '-|sip:b@x|ta=1|- next 16'],
    ['<sip:b@x>;TAG=1;tag=2\r\nX: n\r\n', '-|sip:b@x|TAG=1;tag=2|2 next 23'],
    ['<sip:b@x>;tagx=1\r\nX: n\r\n', '-|sip:b@x|tagx=1|- next 18'],
  ])('%j: %j', (text, expected) => {
    expect(servers.map((server) => read(text, server))).toEqual(servers.map(() => expected));
  });
});

describe('a To that depends on the server', () => {
  test.each([
    [
      '<sip:b@x>',
      {
        'openser-1.1': 'address at the end of the message at 9',
        'opensips-2.4': 'address at the end of the message at 9',
        'kamailio-6.1': '-|sip:b@x||- next 9',
      },
    ],
    [
      'Bob <sip:b@x>',
      {
        'openser-1.1': 'address at the end of the message at 13',
        'opensips-2.4': 'address at the end of the message at 13',
        'kamailio-6.1': 'Bob|sip:b@x||- next 13',
      },
    ],
    [
      'Bob B <sip:b@x>;a=b;tag=1',
      {
        'openser-1.1': 'Bob B|sip:b@x|a=b|- next 25',
        'opensips-2.4': 'Bob B|sip:b@x|a=b|- next 25',
        'kamailio-6.1': 'Bob B|sip:b@x|a=b;tag=1|1 next 25',
      },
    ],
    [
      '"B\\"o" <sip:b@x>',
      {
        'openser-1.1': 'address at the end of the message at 16',
        'opensips-2.4': 'address at the end of the message at 16',
        'kamailio-6.1': '"B\\"o"|sip:b@x||- next 16',
      },
    ],
    [
      'sip:b@x',
      {
        'openser-1.1': 'address at the end of the message at 7',
        'opensips-2.4': 'address at the end of the message at 7',
        'kamailio-6.1': '-|sip:b@x||- next 7',
      },
    ],
    [
      'sip:b@x;tag=1',
      {
        'openser-1.1': '-|sip:b@x||- next 13',
        'opensips-2.4': '-|sip:b@x||- next 13',
        'kamailio-6.1': '-|sip:b@x|tag=1|1 next 13',
      },
    ],
    [
      'sip:b@x ;tag=1',
      {
        'openser-1.1': '-|sip:b@x||- next 14',
        'opensips-2.4': '-|sip:b@x||- next 14',
        'kamailio-6.1': '-|sip:b@x|tag=1|1 next 14',
      },
    ],
    [
      '< sip:b@x >',
      {
        'openser-1.1': 'address at the end of the message at 11',
        'opensips-2.4': 'address at the end of the message at 11',
        'kamailio-6.1': '-|sip:b@x||- next 11',
      },
    ],
    [
      'a, <sip:b>',
      {
        'openser-1.1': 'address at the end of the message at 10',
        'opensips-2.4': 'address at the end of the message at 10',
        'kamailio-6.1': 'a,|sip:b||- next 10',
      },
    ],
    [
      ',a',
      {
        'openser-1.1': 'address at the end of the message at 2',
        'opensips-2.4': 'address at the end of the message at 2',
        'kamailio-6.1': '-|,a||- next 2',
      },
    ],
    [
      'Bob\r\n <sip:b@x>',
      {
        'openser-1.1': 'Bob|||- next 15',
        'opensips-2.4': 'Bob|||- next 15',
        'kamailio-6.1': 'Bob|sip:b@x||- next 15',
      },
    ],
    [
      'Bob\r\n\tB\r\n <sip:b@x>\r\n ;tag=2\r\nX: n\r\n',
      {
        'openser-1.1': 'Bob\r\n\tB\r\n |sip:b@x|tag=2|2 next 30',
        'opensips-2.4': 'Bob\r\n\tB\r\n |sip:b@x|tag=2|2 next 30',
        'kamailio-6.1': 'Bob\r\n\tB|sip:b@x|tag=2|2 next 30',
      },
    ],
    [
      'Bob\r\n\tB\r\n <sip:b@x>\r\n ;tag=2',
      {
        'openser-1.1': 'Bob\r\n\tB\r\n |sip:b@x||- next 28',
        'opensips-2.4': 'Bob\r\n\tB\r\n |sip:b@x||- next 28',
        'kamailio-6.1': 'Bob\r\n\tB|sip:b@x|tag=2|2 next 28',
      },
    ],
    [
      '<sip:b@x>;tag="1;2"\r\nX: n\r\n',
      {
        'openser-1.1': '-|sip:b@x|tag=1;|1; next 21',
        'opensips-2.4': '-|sip:b@x|tag=1;2|1;2 next 21',
        'kamailio-6.1': '-|sip:b@x|tag=1;2|1;2 next 21',
      },
    ],
    [
      '<sip:b@x>;tag="1;2"',
      {
        'openser-1.1': '-|sip:b@x|tag=1;|1; next 19',
        'opensips-2.4': '-|sip:b@x|tag=1;2|1;2 next 19',
        'kamailio-6.1': '-|sip:b@x|tag=1;2|1;2 next 19',
      },
    ],
    [
      '<sip:b@x>;tag="1',
      {
        'openser-1.1': '-|sip:b@x||- next 16',
        'opensips-2.4': '-|sip:b@x||- next 16',
        'kamailio-6.1': 'quoted value without an end at 16',
      },
    ],
    [
      '<sip:b@x>; a ; b',
      {
        'openser-1.1': '-|sip:b@x|a=-|- next 16',
        'opensips-2.4': '-|sip:b@x|a=-|- next 16',
        'kamailio-6.1': '-|sip:b@x|a=-;b=-|- next 16',
      },
    ],
    [
      '<sip:b@x>;',
      {
        'openser-1.1': '-|sip:b@x||- next 10',
        'opensips-2.4': '-|sip:b@x||- next 10',
        'kamailio-6.1': 'parameter without a name at 10',
      },
    ],
    [
      '<sip:b@x>;a=',
      {
        'openser-1.1': '-|sip:b@x||- next 12',
        'opensips-2.4': '-|sip:b@x||- next 12',
        'kamailio-6.1': '-|sip:b@x|a=|- next 12',
      },
    ],
    [
      '<sip:b@x>;tag=1,x',
      {
        'openser-1.1': '-|sip:b@x||- next 17',
        'opensips-2.4': '-|sip:b@x||- next 17',
        'kamailio-6.1': '-|sip:b@x|tag=1,x|1,x next 17',
      },
    ],
    [
      '<sip:b@x>;t',
      {
        'openser-1.1': '-|sip:b@x||- next 11',
        'opensips-2.4': '-|sip:b@x||- next 11',
        'kamailio-6.1': '-|sip:b@x|t=-|- next 11',
      },
    ],
    [
      '<sip:b@x>;ta=1',
      {
        'openser-1.1': '-|sip:b@x||- next 14',
        'opensips-2.4': '-|sip:b@x||- next 14',
        'kamailio-6.1': '-|sip:b@x|ta=1|- next 14',
      },
    ],
    [
      '<sip:b@x>;TAG=1;tag=2',
      {
        'openser-1.1': '-|sip:b@x|TAG=1|1 next 21',
        'opensips-2.4': '-|sip:b@x|TAG=1|1 next 21',
        'kamailio-6.1': '-|sip:b@x|TAG=1;tag=2|2 next 21',
      },
    ],
    [
      '<sip:b@x>;tagx=1',
      {
        'openser-1.1': '-|sip:b@x||- next 16',
        'opensips-2.4': '-|sip:b@x||- next 16',
        'kamailio-6.1': '-|sip:b@x|tagx=1|- next 16',
      },
    ],
  ])('%j', (text, expected) => {
    const found = servers.map((server) => [server, read(text, server)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});
