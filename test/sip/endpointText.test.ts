import { describe, expect, test } from 'vitest';
import { endpointText, parseEndpoint } from '../../src/sip/endpointText.js';

describe('an address that may have a port', () => {
  test.each([
    ['192.0.2.1', { ip: '192.0.2.1' }],
    ['192.0.2.1:5060', { ip: '192.0.2.1', port: 5060 }],
    ['255.255.255.255:65535', { ip: '255.255.255.255', port: 65_535 }],
    ['0.0.0.0:0', { ip: '0.0.0.0', port: 0 }],
    ['2001:db8::1', { ip: '2001:db8::1' }],
    ['::ffff:192.0.2.1', { ip: '::ffff:192.0.2.1' }],
    ['1:2:3:4:5:6:7:8', { ip: '1:2:3:4:5:6:7:8' }],
    ['[2001:DB8::1]', { ip: '2001:DB8::1' }],
    ['[2001:db8::1]:5061', { ip: '2001:db8::1', port: 5061 }],
    ['[fe80::1%eth0]:5061', { ip: 'fe80::1%eth0', port: 5061 }],
  ])('%s', (text, expected) => {
    expect(parseEndpoint(text)).toEqual(expected);
  });

  test.each([
    ['a number over 255', '192.0.2.256'],
    ['three numbers', '192.0.2'],
    ['five numbers', '192.0.2.1.1'],
    ['a number of four digits', '192.0.2.0001'],
    ['a port over 65535', '192.0.2.1:65536'],
    ['a port of six digits', '192.0.2.1:000001'],
    ['no port behind the colon', '192.0.2.1:'],
    ['a port that is no number', '192.0.2.1:sip'],
    ['a name', 'example.com'],
    ['a name with a port', 'example.com:5060'],
    ['brackets that stay open', '[::1:5060'],
    ['brackets with nothing in them', '[]:5060'],
    ['brackets with a blank in them', '[::1 ]'],
    ['text before it', 'a[::1]'],
    ['three groups of IPv6', '1:2:3'],
    ['seven groups of IPv6', '1:2:3:4:5:6:7'],
    ['nine groups of IPv6', '[1:2:3:4:5:6:7:8:9]'],
    ['a group of five digits', '[12345::]'],
    ['two places without groups', '1::2::3'],
    ['an IPv6 address with an impossible IPv4 one in it', '::ffff:192.0.2.256'],
    ['an IPv4 address in brackets', '[192.0.2.1]:5060'],
    ['text behind it', '192.0.2.1:5060 '],
    ['nothing', ''],
  ])('%s is none', (_name, text) => {
    expect(parseEndpoint(text)).toBeUndefined();
  });

  test.each([
    [{ ip: '192.0.2.1' }, '192.0.2.1'],
    [{ ip: '192.0.2.1', port: 0 }, '192.0.2.1:0'],
    [{ ip: '::1' }, '::1'],
    [{ ip: '::1', port: 5060 }, '[::1]:5060'],
    [{ port: 5060 }, ':5060'],
    [{}, ''],
  ])('%j is written %s', (endpoint, expected) => {
    expect(endpointText(endpoint)).toBe(expected);
  });
});
