import { describe, expect, test } from 'vitest';
import { findServer } from '../../../src/server/servers.js';
import { isMalformed } from '../../../src/sip/span.js';
import { parseUri } from '../../../src/sip/uri/parseUri.js';

const parts = ['user', 'password', 'host', 'port', 'parameters', 'headers'] as const;

/** The parts that a URI has, each with its name; or what is wrong, and where. */
function read(text: string, server: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const uri = parseUri(bytes, 0, bytes.length, findServer(server).uri);
  if (isMalformed(uri)) return `${uri.malformed} at ${uri.at}`;
  const shown = parts.flatMap((part) => {
    const span = uri[part];
    return span === undefined ? [] : [`${part} ${bytes.toString('latin1', span.start, span.end)}`];
  });
  return shown.join(', ');
}

const servers = [
  'openser-1.1',
  'opensips-1.4',
  'opensips-2.4',
  'opensips-3.6',
  'kamailio-5.6',
  'kamailio-6.1',
];

describe('a URI, as every server reads it', () => {
  test.each([
    ['sip:bob@example.com', 'user bob, host example.com'],
    [
      'sip:bob:pw@example.com:5070;transport=tcp;lr?h=v&i=w',
      'user bob, password pw, host example.com, port 5070, parameters transport=tcp;lr, headers h=v&i=w',
    ],
    ['sips:example.com', 'host example.com'],
    ['sip:[2001:db8::1]:5061;lr', 'host [2001:db8::1], port 5061, parameters lr'],
    ['sip:bob@[::1]', 'user bob, host [::1]'],
    ['sip:[::1', 'IPv6 address without its ] at 8'],
    ['sip:[]', 'host []'],
    ['sip:[a&b]', 'bad IPv6 address in a URI at 6'],
    ['sip:[::1]x', 'unexpected byte after a URI host at 9'],
    ['tel:+1-555;phone-context=x', 'user +1-555, parameters phone-context=x'],
    ['tels:+1', 'unknown URI scheme at 0'],
    ['urn:', 'unknown URI scheme at 0'],
    ['SIP:BOB@B', 'user BOB, host B'],
    ['sip:bob@b.', 'user bob, host b.'],
    ['sip:b_c', 'host b_c'],
    ['sip:bob@', 'URI without a host at 8'],
    ['sip:bob:@b', 'user bob, password , host b'],
    ['sip::pw@b', 'URI without a host at 4'],
    ['sip:b:0', 'host b, port 0'],
    ['sip:b:65535', 'host b, port 65535'],
    ['sip:b:', 'host b, port '],
    ['sip:b:5x', 'URI port is not a number at 6'],
    ['sip:bob@b:5060:1', 'URI port is not a number at 14'],
    ['sip:bob@b;', 'user bob, host b, parameters '],
    ['sip:bob@b;a', 'user bob, host b, parameters a'],
    ['sip:bob@b;a=', 'user bob, host b, parameters a='],
    ['sip:bob@b;=a', 'user bob, host b, parameters =a'],
    ['sip:bob@b;;', 'user bob, host b, parameters ;'],
    ['sip:bob@b?', 'user bob, host b, headers '],
    ['sip:bob@b?a', 'user bob, host b, headers a'],
    ['sip:bob@b;a=b;a=c', 'user bob, host b, parameters a=b;a=c'],
    [
      'sip:bob@b;transport=udp;user=phone;maddr=m;ttl=1;method=M',
      'user bob, host b, parameters transport=udp;user=phone;maddr=m;ttl=1;method=M',
    ],
    ['sip:bob@b;TRANSPORT=TCP', 'user bob, host b, parameters TRANSPORT=TCP'],
    ['sip:bob;x=1@b', 'user bob;x=1, host b'],
    ['sip:bob?x=1@b;y', 'user bob?x=1, host b, parameters y'],
    ['sip:a@b@c', 'unexpected byte after a URI host at 7'],
    ['sip:a:b:c@d', 'unexpected byte in a URI at 7'],
    ['sip:b;x=@y', 'user b;x=, host y'],
    ['sip:', 'unknown URI scheme at 0'],
    ['sip', 'unknown URI scheme at 0'],
    ['abcdef:x', 'unknown URI scheme at 0'],
    ['', 'unknown URI scheme at 0'],
    ['sip:b&c', 'host b&c'],
    ['sip:a&b@c', 'user a&b, host c'],
    ['sip:b>', 'host b>'],
    ['sip:b c', 'host b c'],
    ['sip:b%20c@d', 'user b%20c, host d'],
    ['sip:b;transport=sctp;x?y', 'host b, parameters transport=sctp;x, headers y'],
  ])('%j: %j', (text, expected) => {
    expect(servers.map((server) => read(text, server))).toEqual(servers.map(() => expected));
  });
});

describe('a URI that depends on the server', () => {
  test.each([
    [
      'urn:service:sos',
      {
        'openser-1.1': 'unknown URI scheme at 0',
        'opensips-1.4': 'unknown URI scheme at 0',
        'opensips-2.4': 'host sos',
        'opensips-3.6': 'host sos',
        'kamailio-5.6': 'user service, host sos',
        'kamailio-6.1': 'host service:sos',
      },
    ],
    [
      'urn:service:sos.fire;a?b',
      {
        'openser-1.1': 'unknown URI scheme at 0',
        'opensips-1.4': 'unknown URI scheme at 0',
        'opensips-2.4': 'host sos.fire, parameters a, headers b',
        'opensips-3.6': 'host sos.fire, parameters a, headers b',
        'kamailio-5.6': 'URI port is not a number at 20',
        'kamailio-6.1': 'host service:sos.fire, parameters a, headers b',
      },
    ],
    [
      'urn:nena:service:x',
      {
        'openser-1.1': 'unknown URI scheme at 0',
        'opensips-1.4': 'unknown URI scheme at 0',
        'opensips-2.4': 'urn that names no service at 4',
        'opensips-3.6': 'host x',
        'kamailio-5.6': 'unexpected byte in a URI at 16',
        'kamailio-6.1': 'host nena:service:x',
      },
    ],
    [
      'urn:isbn:1',
      {
        'openser-1.1': 'unknown URI scheme at 0',
        'opensips-1.4': 'unknown URI scheme at 0',
        'opensips-2.4': 'urn that names no service at 4',
        'opensips-3.6': 'urn that names no service at 4',
        'kamailio-5.6': 'host isbn, port 1',
        'kamailio-6.1': 'host isbn:1',
      },
    ],
    [
      'sip:bob@-b',
      {
        'openser-1.1': 'user bob, host -b',
        'opensips-1.4': 'user bob, host -b',
        'opensips-2.4': 'user bob, host -b',
        'opensips-3.6': 'user bob, host -b',
        'kamailio-5.6': 'bad host in a URI at 8',
        'kamailio-6.1': 'bad host in a URI at 8',
      },
    ],
    [
      'sip:bob@b_c',
      {
        'openser-1.1': 'user bob, host b_c',
        'opensips-1.4': 'user bob, host b_c',
        'opensips-2.4': 'user bob, host b_c',
        'opensips-3.6': 'user bob, host b_c',
        'kamailio-5.6': 'bad host in a URI at 9',
        'kamailio-6.1': 'bad host in a URI at 9',
      },
    ],
    [
      'sip:@b',
      {
        'openser-1.1': 'host @b',
        'opensips-1.4': 'URI with an empty user at 4',
        'opensips-2.4': 'URI with an empty user at 4',
        'opensips-3.6': 'URI with an empty user at 4',
        'kamailio-5.6': 'URI with an empty user at 4',
        'kamailio-6.1': 'URI with an empty user at 4',
      },
    ],
    [
      'sip:b:65536',
      {
        'openser-1.1': 'host b, port 65536',
        'opensips-1.4': 'host b, port 65536',
        'opensips-2.4': 'host b, port 65536',
        'opensips-3.6': 'URI port out of range at 10',
        'kamailio-5.6': 'URI port out of range at 10',
        'kamailio-6.1': 'URI port out of range at 10',
      },
    ],
    [
      'sip:b:123456',
      {
        'openser-1.1': 'host b, port 123456',
        'opensips-1.4': 'host b, port 123456',
        'opensips-2.4': 'host b, port 123456',
        'opensips-3.6': 'URI port out of range at 11',
        'kamailio-5.6': 'URI port out of range at 11',
        'kamailio-6.1': 'URI port out of range at 11',
      },
    ],
  ])('%j', (text, expected) => {
    const found = servers.map((server) => [server, read(text, server)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});
