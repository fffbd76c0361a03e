import { expect, test } from 'vitest';
import { shownByGroups, shownUri, uriServers } from './shownUri.js';

// docs/servers.md §12. What kamailio-5.6 has here is what Kamailio 5.6.3 prints with {uri.user}, {uri.host} and their kin.
test.each([
  ['sip:b;x@y', 'sip, user b;x, host y'],
  ['sip:b;x:p@y', 'sip, user b;x, password p, host y'],
  ['sip:b;x:p:q@y', 'second @ in a URI at 11'],
  ['sip:b;x:p;y@z', 'second @ in a URI at 11'],
  ['sip:b:5060;x@y', 'second @ in a URI at 12'],
  ['sip:b?x@y', 'sip, user b?x, host y'],
  ['sip:b?x:p@y', 'sip, user b?x, password p, host y'],
  ['sip:b?x:p:q@y', 'second @ in a URI at 11'],
  ['sip:b?x;y@z', 'sip, user b?x;y, host z'],
  ['sip:b?x:p;y@z', 'semicolon in URI headers at 9'],
  ['sip:b?x:p?y@z', 'second @ in a URI at 11'],
  ['sip:b?x?y@z', 'sip, user b?x?y, host z'],
  ['sip:b?x;y', 'semicolon in URI headers at 7'],
  ['sip:b;x?y@z', 'sip, user b;x?y, host z'],
  ['sip:b;x:p?y@z', 'second @ in a URI at 11'],
  ['sip:b;x?y;z@q', 'sip, user b;x?y;z, host q'],
  ['sip:b;x?y;z', 'semicolon in URI headers at 9'],
  ['sip:a@b;x@y', 'second @ in a URI at 9'],
  ['sip:a@b?x@y', 'second @ in a URI at 9'],
  ['sip:a@b?x;y', 'semicolon in URI headers at 9'],
  ['sip:a@b:5060;x@y', 'second @ in a URI at 14'],
  ['sip:a@b:1?x', 'sip, user a, host b, port 1, headers x'],
  ['sip:[::1];x@y', 'sip, user [::1];x, host y'],
  ['sip:[::1]:5060;x@y', 'sip, user [::1]:5060;x, host y'],
  ['sip:[::1]?x@y', 'sip, user [::1]?x, host y'],
  ['sip:[::1]:1?x@y', 'sip, user [::1]:1?x, host y'],
  ['sip:b:1?x@y', 'second @ in a URI at 9'],
  ['sip:b;x:1', 'sip, host b, parameters x:1'],
  ['sip:b?x:1:2', 'sip, host b, headers x:1:2'],
  ['sip:b;x:1:2', 'sip, host b, parameters x:1:2'],
  ['sip:b;;x@y', 'sip, user b;;x, host y'],
  ['sip:b??x@y', 'sip, user b??x, host y'],
  ['sip:b;x:@y', 'sip, user b;x, password , host y'],
  ['sip:b;x@y:5;z?h', 'sip, user b;x, host y, port 5, parameters z, headers h'],
  ['sip:b;x@y;z@w', 'second @ in a URI at 11'],
  ['sip:b:1;x:2', 'sip, host b, port 1, parameters x:2'],
  ['sip:b:1?x:2', 'sip, host b, port 1, headers x:2'],
  ['sip:a[b@c', 'bracket in a URI user at 5'],
  ['sip:a]b', 'bracket in a URI user at 5'],
  ['sip:]b', 'URI without a host at 4'],
  ['sip:a:[b]@c', 'unexpected byte in a URI at 6'],
  ['sip:a:b]', 'unexpected byte in a URI at 7'],
  ['sip:a:5[', 'unexpected byte in a URI at 7'],
  ['sip:a:1:2', 'unexpected byte in a URI at 7'],
  ['sip:b:65535@c', 'sip, user b, password 65535, host c'],
  ['sip:b:x65536@c', 'sip, user b, password x65536, host c'],
  ['sip:b:00001', 'sip, host b, port 00001'],
  ['sip:a@b:65535', 'sip, user a, host b, port 65535'],
  ['sip:a@b:', 'sip, user a, host b, port '],
  ['sip:a@b:;x', 'sip, user a, host b, port , parameters x'],
  ['sip:a@b:?x', 'sip, user a, host b, port , headers x'],
  ['sip:a@b:5x', 'URI port is not a number at 9'],
  ['sip:b:?x', 'sip, host b, port , headers x'],
  ['sip:b:;x', 'sip, host b, port , parameters x'],
  ['sip:b:1;x', 'sip, host b, port 1, parameters x'],
  ['sip:b:1?x', 'sip, host b, port 1, headers x'],
  ['sip:b:x;y', 'URI port is not a number at 7'],
  ['sip:b:x?y', 'URI port is not a number at 7'],
  ['sip:b:000001@c', 'sip, user b, password 000001, host c'],
  ['sip:a@b&c', 'unexpected byte after a URI host at 7'],
  ['sip:a@b&c@d', 'unexpected byte after a URI host at 7'],
  ['sip:a@b.-c', 'sip, user a, host b.-c'],
  ['sip:a@B9', 'sip, user a, host B9'],
  ['sip:a@[::1]&', 'unexpected byte after a URI host at 11'],
  ['sip:a@[::1]5', 'unexpected byte after a URI host at 11'],
  ['sip:a@[::1', 'IPv6 address without its ] at 10'],
  ['sip:a@[a@b]', 'bad IPv6 address in a URI at 8'],
  ['sip:a@[a;b]', 'bad IPv6 address in a URI at 8'],
  ['sip:a@[a?b]', 'bad IPv6 address in a URI at 8'],
  ['sip:a@[[b]', 'bad IPv6 address in a URI at 7'],
  ['sip:a@:5', 'URI without a host at 6'],
  ['sip:a@;x', 'URI without a host at 6'],
  ['sip:a@?x', 'URI without a host at 6'],
  ['sip:[::1]&', 'unexpected byte after a URI host at 9'],
  ['sip:[::1]@x', 'unexpected byte after a URI host at 9'],
  ['sip::', 'URI without a host at 4'],
  ['sip:a', 'sip, host a'],
  ['sips:', 'empty URI at 5'],
  ['sips:a', 'sips, host a'],
  ['sip:;x', 'sip, host ;x'],
  ['sip:?x', 'sip, host ?x'],
  ['sip:&x', 'sip, host &x'],
  ['sipx:a', 'unknown URI scheme at 0'],
  ['sippy:b', 'unknown URI scheme at 0'],
])('a sip URI, read from left to right by every server: %s: %s', (text, expected) => {
  expect(uriServers.map((server) => [server, shownUri(text, server)])).toEqual(
    uriServers.map((server) => [server, expected]),
  );
});

test.each<[string, Record<string, string>]>([
  [
    'sip:b:65536@c',
    {
      'openser-1.1 opensips-1.11 opensips-2.4': 'sip, user b, password 65536, host c',
      'opensips-3.6 kamailio-5.6 kamailio-6.1': 'URI port out of range at 10',
    },
  ],
  [
    'sip:b:99999x@c',
    {
      'openser-1.1 opensips-1.11 opensips-2.4': 'sip, user b, password 99999x, host c',
      'opensips-3.6 kamailio-5.6 kamailio-6.1': 'URI port out of range at 10',
    },
  ],
  [
    'sip:b:000001',
    {
      'openser-1.1 opensips-1.11 opensips-2.4 opensips-3.6': 'sip, host b, port 000001',
      'kamailio-5.6 kamailio-6.1': 'URI port out of range at 6',
    },
  ],
  [
    'sip:a@b:65536',
    {
      'openser-1.1 opensips-1.11 opensips-2.4': 'sip, user a, host b, port 65536',
      'opensips-3.6 kamailio-5.6 kamailio-6.1': 'URI port out of range at 12',
    },
  ],
  [
    'sip:a@b:000001',
    {
      'openser-1.1 opensips-1.11 opensips-2.4 opensips-3.6': 'sip, user a, host b, port 000001',
      'kamailio-5.6 kamailio-6.1': 'URI port out of range at 8',
    },
  ],
  [
    'sip:a@b:123456',
    {
      'openser-1.1 opensips-1.11 opensips-2.4': 'sip, user a, host b, port 123456',
      'opensips-3.6 kamailio-5.6 kamailio-6.1': 'URI port out of range at 13',
    },
  ],
  [
    'sip:b:000001;x',
    {
      'openser-1.1 opensips-1.11 opensips-2.4 opensips-3.6': 'sip, host b, port 000001, parameters x',
      'kamailio-5.6 kamailio-6.1': 'URI port out of range at 6',
    },
  ],
  [
    'sip:b:000001?x',
    {
      'openser-1.1 opensips-1.11 opensips-2.4 opensips-3.6': 'sip, host b, port 000001, headers x',
      'kamailio-5.6 kamailio-6.1': 'URI port out of range at 6',
    },
  ],
  [
    'sip:b:65536;x',
    {
      'openser-1.1 opensips-1.11 opensips-2.4': 'sip, host b, port 65536, parameters x',
      'opensips-3.6 kamailio-5.6 kamailio-6.1': 'URI port out of range at 10',
    },
  ],
  [
    'sip:a@.b',
    {
      'openser-1.1 opensips-1.11 opensips-2.4 opensips-3.6': 'sip, user a, host .b',
      'kamailio-5.6 kamailio-6.1': 'bad host in a URI at 6',
    },
  ],
  [
    'sip:a@b c',
    {
      'openser-1.1 opensips-1.11 opensips-2.4 opensips-3.6': 'sip, user a, host b c',
      'kamailio-5.6 kamailio-6.1': 'bad host in a URI at 7',
    },
  ],
  [
    'sip:@',
    {
      'openser-1.1': 'sip, host @',
      'opensips-1.11 opensips-2.4 opensips-3.6 kamailio-5.6 kamailio-6.1': 'URI with an empty user at 4',
    },
  ],
  [
    'sip:@a@b',
    {
      'openser-1.1 kamailio-5.6 kamailio-6.1': 'sip, user @a, host b',
      'opensips-1.11 opensips-2.4 opensips-3.6': 'URI with an empty user at 4',
    },
  ],
  [
    'sip:@a;x@b',
    {
      'openser-1.1 kamailio-5.6 kamailio-6.1': 'sip, user @a;x, host b',
      'opensips-1.11 opensips-2.4 opensips-3.6': 'URI with an empty user at 4',
    },
  ],
  [
    'sip:@a:5',
    {
      'openser-1.1': 'sip, host @a, port 5',
      'opensips-1.11 opensips-2.4 opensips-3.6 kamailio-5.6 kamailio-6.1': 'URI with an empty user at 4',
    },
  ],
  [
    'sip:@a:5@b',
    {
      'openser-1.1 kamailio-5.6 kamailio-6.1': 'sip, user @a, password 5, host b',
      'opensips-1.11 opensips-2.4 opensips-3.6': 'URI with an empty user at 4',
    },
  ],
  [
    'sip:@a?b',
    {
      'openser-1.1': 'sip, host @a, headers b',
      'opensips-1.11 opensips-2.4 opensips-3.6 kamailio-5.6 kamailio-6.1': 'URI with an empty user at 4',
    },
  ],
])('a sip URI whose port, host or first @ depends on the server: %s', (text, expected) => {
  expect(shownByGroups(text, expected)).toEqual(expected);
});
