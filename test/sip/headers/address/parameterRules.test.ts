import { expect, test } from 'vitest';
import { addressByRules, expectedByRules } from './addressByRules.js';

test.each([
  ['<sip:b>;tagg;x\r\nX', '-|sip:b|tagg=-;x=-|- next 16'],
  ['<sip:b>;x;y\r\nX', '-|sip:b|x=-;y=-|- next 13'],
  ['<sip:b>;t ;x\r\nX', '-|sip:b|t=-;x=-|- next 14'],
  ['<sip:b>;x\x00y\r\nX', '-|sip:b|x=-|- next 9'],
  ['<sip:b>;tag =1\r\nX', '-|sip:b|tag=1|1 next 16'],
  ['<sip:b>;x=a"b\r\nX', 'unexpected byte in a value at 11'],
  ['<sip:b>;x==\r\nX', 'parameter without a value at 10'],
  ['<sip:b>;x=\\\r\nX', 'parameter without a value at 10'],
  ['<sip:b>;x=a=b\r\nX', 'unexpected byte in a value at 11'],
  ['<sip:b>;x=a\\b\r\nX', 'unexpected byte in a value at 11'],
  ['<sip:b>;x=a\x00b\r\nX', '-|sip:b|x=a|- next 11'],
  ['<sip:b>;x=\x00b\r\nX', '-|sip:b|x=@10|- next 10'],
  ['<sip:b>;x=;y\r\nX', '-|sip:b|x=@10;y=-|- next 14'],
  ['<sip:b>;x= ;y\r\nX', '-|sip:b|x=@11;y=-|- next 15'],
  ['<sip:b>;x\\=1\r\nX', 'unexpected byte in a parameter name at 9'],
  ['<sip:b>;x"=1\r\nX', 'unexpected byte in a parameter name at 9'],
  ['<sip:b>;x y\r\nX', 'text after a parameter at 10'],
  ['<sip:b>;x = y ; z\r\nX', '-|sip:b|x=y;z=-|- next 19'],
  ['<sip:b>;x="a\x00b"\r\nX', 'NUL in a quoted value at 12'],
  ['<sip:b>;x="a" y\r\nX', 'text after a parameter at 14'],
  ['<sip:b>;x="a" ;y\r\nX', '-|sip:b|x=a;y=-|- next 18'],
  ['<sip:b>;x="a"y\r\nX', 'text after a parameter at 13'],
  ['<sip:b>;tag=""\r\nX', '-|sip:b|tag=@13|@13 next 16'],
  ['<sip:b>;x=\r\n y;z\r\nX', '-|sip:b|x=y;z=-|- next 18'],
  ['<sip:b>;x\r\n =y\r\nX', '-|sip:b|x=y|- next 16'],
  ['<sip:b>;x\r\n ;y\r\nX', '-|sip:b|x=-;y=-|- next 16'],
  ['<sip:b>;x=y\r\n ;z\r\nX', '-|sip:b|x=y;z=-|- next 18'],
  ['<sip:b>;x=y\r\n z\r\nX', 'text after a parameter at 14'],
  ['<sip:b>;\r\n x\r\nX', '-|sip:b|x=-|- next 14'],
  ['<sip:b>; ;\r\nX', 'parameter without a name at 9'],
  ['<sip:b>;\\\r\nX', 'parameter without a name at 8'],
  ['<sip:b>;x=\r\n \r\nX', '-|sip:b|x=@13|- next 15'],
  ['<sip:b>;x="a"\x00\r\nX', '-|sip:b|x=a|- next 13'],
  ['<sip:b>;x=y\x00\r\nX', '-|sip:b|x=y|- next 11'],
  ['<sip:b>;x=\r\nX', '-|sip:b|x=@10|- next 12'],
  ['<sip:b>;x=\nX', '-|sip:b|x=@10|- next 11'],
  ['<sip:b>;x=\rX', '-|sip:b|x=@10|- next 11'],
  ['<sip:b>;x= \nX', '-|sip:b|x=@11|- next 12'],
  ['<sip:b>;x= \rX', '-|sip:b|x=@11|- next 12'],
  ['<sip:b>;x= \r\nX', '-|sip:b|x=@11|- next 13'],
  ['<sip:b>;x=\t\n\n', '-|sip:b|x=@12|- next 12'],
  ['<sip:b>;x=\r\n\r\n', '-|sip:b|x=@12|- next 12'],
  ['<sip:b>;x=\n\n', '-|sip:b|x=@11|- next 11'],
  ['<sip:b>;x=\n\r\n', '-|sip:b|x=@11|- next 11'],
  ['<sip:b>;x=\r\n\r\nX', '-|sip:b|x=@12|- next 12'],
  ['<sip:b>;x=\r\n', '-|sip:b|x=@10|- next 12'],
])(
  'a parameter of an address that is the same by the rules of every server, in a list or not: %j: %j',
  (text, expected) => {
    expect(addressByRules(text)).toEqual(expectedByRules(expected));
  },
);

test.each<[string, Record<string, string>]>([
  [
    '<sip:b>;t;x\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 9',
      'kamailio kamailio-list': '-|sip:b|t=-;x=-|- next 13',
    },
  ],
  [
    '<sip:b>;ta;x\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 10',
      'kamailio kamailio-list': '-|sip:b|ta=-;x=-|- next 14',
    },
  ],
  [
    '<sip:b>;tag;x\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 11',
      'kamailio kamailio-list': '-|sip:b|tag=-;x=-|- next 15',
    },
  ],
  [
    '<sip:b>;TA;x\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 10',
      'kamailio kamailio-list': '-|sip:b|TA=-;x=-|- next 14',
    },
  ],
  [
    '<sip:b>;tag ;x\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 12',
      'kamailio kamailio-list': '-|sip:b|tag=-;x=-|- next 16',
    },
  ],
  [
    '<sip:b>;t,x\r\nX',
    {
      'openser opensips': '-|sip:b|t,x=-|- next 13',
      kamailio: 'text after a parameter at 9',
      'opensips-list': 'tag without a value at 9',
      'kamailio-list': '-|sip:b|t=-|- next 9',
    },
  ],
  [
    '<sip:b>;tag,x\r\nX',
    {
      'openser opensips': '-|sip:b|tag,x=-|- next 15',
      kamailio: 'text after a parameter at 11',
      'opensips-list': 'tag without a value at 11',
      'kamailio-list': '-|sip:b|tag=-|- next 11',
    },
  ],
  [
    '<sip:b>;x,y\r\nX',
    {
      'openser opensips': '-|sip:b|x,y=-|- next 13',
      kamailio: 'text after a parameter at 9',
      'opensips-list kamailio-list': '-|sip:b|x=-|- next 9',
    },
  ],
  [
    '<sip:b>;t\x00\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 9',
      'kamailio kamailio-list': '-|sip:b|t=-|- next 9',
    },
  ],
  [
    '<sip:b>;tag\x00\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 11',
      'kamailio kamailio-list': '-|sip:b|tag=-|- next 11',
    },
  ],
  [
    '<sip:b>;tag\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 13',
      'kamailio kamailio-list': '-|sip:b|tag=-|- next 13',
    },
  ],
  [
    '<sip:b>;x=,y\r\nX',
    {
      'openser opensips': '-|sip:b|x=,y|- next 14',
      kamailio: 'text after a parameter at 10',
      'opensips-list kamailio-list': '-|sip:b|x=@10|- next 10',
    },
  ],
  [
    '<sip:b>;x=1,y\r\nX',
    {
      'openser opensips': '-|sip:b|x=1,y|- next 15',
      kamailio: 'text after a parameter at 11',
      'opensips-list kamailio-list': '-|sip:b|x=1|- next 11',
    },
  ],
  [
    '<sip:b>;tag=,1\r\nX',
    {
      'openser opensips': '-|sip:b|tag=,1|,1 next 16',
      kamailio: '-|sip:b|tag=1|1 next 16',
      'opensips-list': 'tag without a value at 12',
      'kamailio-list': '-|sip:b|tag=@12|@12 next 12',
    },
  ],
  [
    '<sip:b>;tag=, \r\n ,1\r\nX',
    {
      'openser opensips': 'text after a parameter at 17',
      kamailio: '-|sip:b|tag=1|1 next 21',
      'opensips-list': 'tag without a value at 12',
      'kamailio-list': '-|sip:b|tag=@12|@12 next 12',
    },
  ],
  [
    '<sip:b>;tag=1,2\r\nX',
    {
      'openser opensips kamailio': '-|sip:b|tag=1,2|1,2 next 17',
      'opensips-list kamailio-list': '-|sip:b|tag=1|1 next 13',
    },
  ],
  [
    '<sip:b>;tag=,;x\r\nX',
    {
      'openser opensips': '-|sip:b|tag=,;x=-|, next 17',
      kamailio: '-|sip:b|tag=@13;x=-|@13 next 17',
      'opensips-list': 'tag without a value at 12',
      'kamailio-list': '-|sip:b|tag=@12|@12 next 12',
    },
  ],
  [
    '<sip:b>;tag=;y\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 12',
      'kamailio kamailio-list': '-|sip:b|tag=@12;y=-|@12 next 16',
    },
  ],
  [
    '<sip:b>;tag=\x00\r\nX',
    {
      'openser opensips opensips-list': 'tag without a value at 12',
      'kamailio kamailio-list': '-|sip:b|tag=@12|@12 next 12',
    },
  ],
  [
    '<sip:b>;x="a\\"b"\r\nX',
    {
      'openser opensips opensips-list': '-|sip:b|x=a\\"b|- next 18',
      'kamailio kamailio-list': 'backslash in a quoted value at 12',
    },
  ],
  [
    '<sip:b>;x="a\\\\";y\r\nX',
    {
      'openser opensips opensips-list': '-|sip:b|x=a\\\\;y=-|- next 19',
      'kamailio kamailio-list': 'backslash in a quoted value at 12',
    },
  ],
  [
    '<sip:b>;x="a\\\r\n"\r\nX',
    {
      'openser opensips opensips-list': 'line end in a quoted value at 13',
      'kamailio kamailio-list': 'backslash in a quoted value at 12',
    },
  ],
  [
    '<sip:b>;tag="a"\r\nX',
    {
      openser: '-|sip:b|tag=@13|@13 next 17',
      'opensips kamailio opensips-list kamailio-list': '-|sip:b|tag=a|a next 17',
    },
  ],
  [
    '<sip:b>;tag="ab" ;y\r\nX',
    {
      openser: '-|sip:b|tag=a;y=-|a next 21',
      'opensips kamailio opensips-list kamailio-list': '-|sip:b|tag=ab;y=-|ab next 21',
    },
  ],
  [
    '<sip:b>;,\r\nX',
    {
      'openser opensips': '-|sip:b|,=-|- next 11',
      'kamailio opensips-list kamailio-list': 'parameter without a name at 8',
    },
  ],
  [
    '<sip:b>;x="a",b\r\nX',
    {
      'openser opensips kamailio': 'text after a parameter at 13',
      'opensips-list kamailio-list': '-|sip:b|x=a|- next 13',
    },
  ],
  [
    '<sip:b>;x= \r\n\tX',
    {
      'openser opensips opensips-list': '-|sip:b||- next 15',
      'kamailio kamailio-list': '-|sip:b|x=X|- next 15',
    },
  ],
  [
    '<sip:b>;tag=\r\n\r\n',
    {
      'openser opensips opensips-list': 'tag without a value at 14',
      'kamailio kamailio-list': '-|sip:b|tag=@14|@14 next 14',
    },
  ],
  [
    '<sip:b>;tag=\r\n',
    {
      'openser opensips opensips-list': 'tag without a value at 14',
      'kamailio kamailio-list': '-|sip:b|tag=@12|@12 next 14',
    },
  ],
])(
  'a parameter of an address that depends on the server, and on whether the address stands in a list: %j',
  (text, expected) => {
    expect(addressByRules(text)).toEqual(expectedByRules(expected));
  },
);
