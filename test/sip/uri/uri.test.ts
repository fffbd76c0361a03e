import { describe, expect, test } from 'vitest';
import { findServer } from '../../../src/server/servers.js';
import { isMalformed } from '../../../src/sip/span.js';
import { parseUri } from '../../../src/sip/uri/parseUri.js';

/** The user part on a server: undefined where there is none, `no URI` where the text does not parse. */
function userOn(server: string, text: string): string | undefined {
  const bytes = Buffer.from(text, 'latin1');
  const uri = parseUri(bytes, 0, bytes.length, findServer(server).uri);
  if (isMalformed(uri)) return 'no URI';
  return uri.user === undefined ? undefined : bytes.toString('latin1', uri.user.start, uri.user.end);
}

const oldest = 'openser-1.1';
const newest = 'kamailio-6.1';

describe('the user part of a URI', () => {
  test.for([
    ['sip:bob@example.com', 'bob'],
    ['sip:bob:pw@example.com:5070;x=y?h=v', 'bob'],
    ['sip:bob%40x@b', 'bob%40x'],
    ['sip:bob;p=v@b', 'bob;p=v'],
    ['sip:bob?x@b', 'bob?x'],
    ['SIPS:bob@[2001:db8::1]:5061', 'bob'],
    ['sip:bob:@b', 'bob'],
    ['sip:example.com', undefined],
    ['sip:[::1]:5060;lr', undefined],
    ['tel:+1555;x=y', '+1555'],
    ['sip:+1;phone-context=x@b;user=phone', '+1'],
  ])('of %s is %s everywhere', ([text, user]) => {
    expect([userOn(oldest, text as string), userOn(newest, text as string)]).toEqual([user, user]);
  });

  test.for([
    'tels:+1',
    'mailto:a@b',
    'http://x/',
    'bob',
    'sip:',
    'sip:bob@',
    'sip',
    '*',
    'sip::pw@b',
    'sip:b:abc',
    'sip:a@b@c',
    '<sip:a@b>',
  ])('is nobody’s in %s, which is no URI for any server', (text) => {
    expect([userOn(oldest, text), userOn('opensips-2.4', text), userOn(newest, text)]).toEqual([
      'no URI',
      'no URI',
      'no URI',
    ]);
  });

  test.for([
    ['sip:@host', { 'openser-1.1': undefined, 'opensips-1.4': 'no URI', 'kamailio-6.1': 'no URI' }],
    [
      'urn:service:sos',
      {
        'openser-1.1': 'no URI',
        'opensips-2.4': undefined,
        'kamailio-5.6': 'service',
        'kamailio-6.1': undefined,
      },
    ],
    ['sip:bob@b:99999', { 'opensips-2.4': 'bob', 'opensips-3.6': 'no URI', 'kamailio-5.6': 'no URI' }],
    ['sip:bob@host_x', { 'openser-1.1': 'bob', 'opensips-2.4': 'bob', 'kamailio-5.6': 'no URI' }],
    ['sip:bob:99999@b', { 'openser-1.1': 'bob', 'kamailio-5.6': 'no URI' }],
    ['sip:+1;e=2@b;user=phone', { 'opensips-1.11': '+1', 'opensips-2.4': '+1;e=2', 'kamailio-6.1': '+1' }],
  ] as const)('of %s depends on the server', ([text, users]) => {
    const found = Object.fromEntries(Object.keys(users).map((server) => [server, userOn(server, text)]));
    expect(found).toEqual(users);
  });
});
