import { expect, test } from 'vitest';
import { addressByRules, expectedByRules } from './addressByRules.js';

test.each([
  ['A;c <sip:b>\r\nX', 'text after a parameter at 4'],
  ['A B ;c <sip:b>\r\nX', 'unexpected byte in an address at 4'],
  ['"A" <sip:b>\r\nX', '"A"|sip:b||- next 13'],
  ['"A"\r\n <sip:b>\r\nX', '"A"|sip:b||- next 15'],
  ['A >B\r\nX', 'unexpected byte in an address at 2'],
  ['A B> <sip:b>\r\nX', 'unexpected byte in an address at 3'],
  ['A B\\ <sip:b>\r\nX', 'unexpected byte in an address at 3'],
  ['A B\x00 <sip:b>\r\nX', 'unexpected byte in an address at 3'],
  ['A B \x00\r\nX', 'unexpected byte in an address at 4'],
  ['sip:b \x00\r\nX', '-|sip:b ||- next 6'],
  ['<sip:b> \x00\r\nX', '-|sip:b||- next 8'],
  ['<sip:b\x00>\r\nX', 'unexpected byte between < and > at 6'],
  ['<sip:b\\>\r\nX', 'unexpected byte between < and > at 6'],
  ['< >\r\nX', 'no address between < and > at 2'],
  ['<\t;>\r\nX', 'no address between < and > at 2'],
  ['<sip:b \r\n>\r\nX', 'address without its > at 7'],
  ['<sip:b\t>\r\nX', '-|sip:b||- next 10'],
  [' \t<sip:b>\r\nX', '-|sip:b||- next 11'],
  ['"A\x00" <sip:b>\r\nX', 'line end in a quoted name at 2'],
  ['"A\\\r" <sip:b>\r\nX', '"A\\\r"|sip:b||- next 15'],
  ['"A\\"\r\nX', 'line end in a quoted name at 4'],
  ['"A" \\\r\nX', 'display name without an address at 4'],
  ['\x00\r\nX', 'no address at 0'],
  ['\r\n\r\nX', 'no address at 0'],
  ['A\r\n B\r\n\tC <sip:b>\r\nX', 'A\r\n B\r\n\tC|sip:b||- next 19'],
  ['A \r\n <sip:b>\r\nX', 'A|sip:b||- next 14'],
  ['A B \r\n <sip:b>\r\nX', 'A B|sip:b||- next 16'],
  ['sip:b\r\n ;x\r\nX', '-|sip:b|x=-|- next 12'],
])('an address that is the same by the rules of every server, in a list or not: %j: %j', (text, expected) => {
  expect(addressByRules(text)).toEqual(expectedByRules(expected));
});

test.each<[string, Record<string, string>]>([
  [
    'sip:b,sip:c\r\nX',
    {
      'openser opensips kamailio': '-|sip:b,sip:c||- next 13',
      'opensips-list kamailio-list': '-|sip:b||- next 5',
    },
  ],
  [
    'sip:b , c\r\nX',
    {
      'openser opensips kamailio': 'words without an address at 11',
      'opensips-list kamailio-list': '-|sip:b||- next 6',
    },
  ],
  [
    'sip:b;x,sip:c\r\nX',
    {
      'openser opensips': '-|sip:b|x,sip:c=-|- next 15',
      kamailio: 'text after a parameter at 7',
      'opensips-list kamailio-list': '-|sip:b|x=-|- next 7',
    },
  ],
  [
    ',sip:b\r\nX',
    { 'openser opensips kamailio': '-|,sip:b||- next 8', 'opensips-list kamailio-list': 'no address at 0' },
  ],
  [
    '<,sip:b>\r\nX',
    {
      'openser opensips kamailio': '-|,sip:b||- next 10',
      'opensips-list kamailio-list': 'no address between < and > at 1',
    },
  ],
  [
    '<sip:b>,c\r\nX',
    {
      'openser opensips kamailio': 'text after the address at 7',
      'opensips-list kamailio-list': '-|sip:b||- next 7',
    },
  ],
  [
    '<sip:b> , c\r\nX',
    {
      'openser opensips kamailio': 'text after the address at 8',
      'opensips-list kamailio-list': '-|sip:b||- next 8',
    },
  ],
  [
    '<sip:b>;x , c\r\nX',
    {
      'openser opensips kamailio': 'text after a parameter at 10',
      'opensips-list kamailio-list': '-|sip:b|x=-|- next 10',
    },
  ],
  [
    'A, B <sip:b>\r\nX',
    { 'openser opensips kamailio': 'A, B|sip:b||- next 14', 'opensips-list kamailio-list': '-|A||- next 1' },
  ],
  [
    'A,<sip:b>\r\nX',
    { 'openser opensips kamailio': 'A,|sip:b||- next 11', 'opensips-list kamailio-list': '-|A||- next 1' },
  ],
  [
    'A B, <sip:b>\r\nX',
    {
      'openser opensips kamailio': 'A B,|sip:b||- next 14',
      'opensips-list kamailio-list': 'unexpected byte in an address at 3',
    },
  ],
  [
    'A B;c <sip:b>\r\nX',
    {
      'openser opensips opensips-list': 'A B;c|sip:b||- next 15',
      'kamailio kamailio-list': 'unexpected byte in an address at 3',
    },
  ],
  [
    'A B\r\n <sip:b>\r\nX',
    {
      'openser opensips opensips-list': 'A B\r\n |sip:b||- next 15',
      'kamailio kamailio-list': 'A B|sip:b||- next 15',
    },
  ],
  [
    'sip:b\r\n ,c\r\nX',
    {
      'openser opensips kamailio': 'words without an address at 12',
      'opensips-list kamailio-list': '-|sip:b||- next 8',
    },
  ],
  [
    'A B ,C <sip:b>\r\nX',
    {
      'openser opensips kamailio': 'A B ,C|sip:b||- next 16',
      'opensips-list kamailio-list': 'unexpected byte in an address at 4',
    },
  ],
  [
    'A B\n <sip:b>\r\nX',
    {
      'openser opensips opensips-list': 'A B\n |sip:b||- next 14',
      'kamailio kamailio-list': 'A B|sip:b||- next 14',
    },
  ],
  [
    'A B\r <sip:b>\r\nX',
    {
      'openser opensips opensips-list': 'A B\r |sip:b||- next 14',
      'kamailio kamailio-list': 'A B|sip:b||- next 14',
    },
  ],
])(
  'an address that depends on the server, and on whether the address stands in a list: %j',
  (text, expected) => {
    expect(addressByRules(text)).toEqual(expectedByRules(expected));
  },
);
