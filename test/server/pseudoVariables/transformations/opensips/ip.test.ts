import { describe, expect, test } from 'vitest';
import { type MadeOf, made } from '../transformed.js';

describe('addresses of IP', () => {
  test.for<MadeOf>([
    [
      '1.2.3.4',
      {
        'ip.isip': '1',
        'ip.pton}{ip.ntop': '1.2.3.4',
        'ip.pton}{ip.family': 'INET',
        'ip.resolve': '1.2.3.4',
      },
    ],
    ['0.2.3.4', { 'ip.isip': '0' }],
    ['1.2.3.', { 'ip.isip': '1', 'ip.pton}{s.encode.hexa': '01020300' }],
    ['1.2..4', { 'ip.isip': '0' }],
    ['1.2.3.4.5', { 'ip.isip': '0' }],
    ['1.2.3.1234', { 'ip.isip': '0' }],
    ['1.2.3.x', { 'ip.isip': '0' }],
    ['1.2.3.04', { 'ip.isip': '0' }],
    ['1.2.3.255', { 'ip.isip': '1' }],
    [
      '::',
      {
        'ip.isip': '1',
        'ip.pton}{s.encode.hexa': '00000000000000000000000000000000',
        'ip.pton}{ip.ntop': '0:0:0:0:0:0:0:0',
        'ip.pton}{ip.family': 'INET6',
      },
    ],
    ['1:2:3:4:5:6:7:8', { 'ip.isip': '1', 'ip.pton}{ip.ntop': '1:2:3:4:5:6:7:8' }],
    ['1:2:3:4:5:6:7:8:9', { 'ip.isip': '0' }],
    ['1:2:3:4:5:6:7', { 'ip.isip': '0' }],
    ['1::8', { 'ip.pton}{s.encode.hexa': '00010000000000000000000000000008' }],
    ['1::7:8', { 'ip.pton}{s.encode.hexa': '00010000000000000000000000070008' }],
    ['1:2:::8', { 'ip.isip': '0' }],
    ['1:2::g', { 'ip.isip': '0' }],
    ['1::2:', { 'ip.isip': '1', 'ip.pton}{s.encode.hexa': '00010000000000000000000000000002' }],
    ['::12345', { 'ip.pton}{s.encode.hexa': '00000000000000000000000000002345' }],
    ['[::1]', { 'ip.isip': '1' }],
    ['[::1', { 'ip.isip': '0' }],
    [
      'FE80::ABCD',
      {
        'ip.pton}{ip.ntop': 'FE80:0:0:0:0:0:0:ABCD',
        'ip.pton}{s.encode.hexa': 'fe80000000000000000000000000abcd',
      },
    ],
  ])('%j, since version 1.6', ([text, expected]) => {
    for (const server of ['opensips-1.11', 'opensips-2.4', 'opensips-3.6', 'opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    [
      '1.2.3.4',
      {
        'ip.isip4': '1',
        'ip.isip6': '0',
        'ip.isprivate': '0',
        'ip.matches,1.2.3.0/24': '1',
        'ip.matches,1.2.3.0/33': '<null>',
        'ip.matches,1.2.3.0/32': '0',
        'ip.matches,1.2.3.4/32': '1',
        'ip.matches,1.2.3.0': '<null>',
        'ip.matches,x/24': '<null>',
        'ip.matches,1.2.3.0/2x': '<null>',
        'ip.matches,1.2.3.0/x2': '<null>',
        'ip.matches,::1/24': '<null>',
        'ip.matches,0.0.0.0/0': '<null>',
        'ip.matches,1.2.0.0/0': '1',
        'ip.matches,$rU': '<null>',
      },
    ],
    ['x', { 'ip.isprivate': '0', 'ip.matches,1.2.3.0/24': '<null>' }],
    ['100.64.0.1', { 'ip.isprivate': '1' }],
    ['100.63.255.255', { 'ip.isprivate': '0' }],
    ['100.127.255.255', { 'ip.isprivate': '1' }],
    ['100.128.0.0', { 'ip.isprivate': '0' }],
    ['127.0.0.1', { 'ip.isprivate': '1' }],
    ['128.0.0.1', { 'ip.isprivate': '0' }],
    ['9.255.255.255', { 'ip.isprivate': '0' }],
    ['192.167.255.255', { 'ip.isprivate': '0' }],
    ['192.169.0.0', { 'ip.isprivate': '0' }],
    ['::', { 'ip.isip6': '1' }],
  ])('%j, since version 3', ([text, expected]) => {
    for (const server of ['opensips-3.6', 'opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for([
    ['x', ['ip.pton', 'ip.ntop']],
    ['1.2.3.4', ['ip.ntop', 'ip.family']],
    ['', ['ip.isip', 'ip.resolve']],
  ] as const)('%j fails: nothing up to version 1.11, <null> since', ([text, transformations]) => {
    const all = (printed: string) => Object.fromEntries(transformations.map((name) => [name, printed]));
    expect(made(text, transformations, 'opensips-1.11')).toEqual(all(''));
    for (const server of ['opensips-2.4', 'opensips-3.6', 'opensips-4.1'])
      expect(made(text, transformations, server)).toEqual(all('<null>'));
  });
});
