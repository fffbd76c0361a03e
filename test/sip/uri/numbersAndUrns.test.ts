import { expect, test } from 'vitest';
import { shownByGroups, shownUri, uriServers } from './shownUri.js';

// docs/servers.md §12. What kamailio-5.6 has here is what Kamailio 5.6.3 prints with {uri.user}, {uri.host} and their kin.
test.each([
  ['sip:+1;e@b;user=phonex', 'sip, user +1;e, host b, parameters user=phonex'],
  ['sip:+1;e@b;user=', 'sip, user +1;e, host b, parameters user='],
  ['sip:+1;e@b;user', 'sip, user +1;e, host b, parameters user'],
  ['sip:+1;e@b;user=phone;user=ip', 'sip, user +1;e, host b, parameters user=phone;user=ip'],
  ['sip:+1;e@b;x=user=phone', 'sip, user +1;e, host b, parameters x=user=phone'],
  ['sip:+1;e@b?user=phone', 'sip, user +1;e, host b, headers user=phone'],
  ['sip:+1;e@b;userx=phone', 'sip, user +1;e, host b, parameters userx=phone'],
  ['tel:+1:5', 'tel, user +1, port 5'],
  ['tel:+1@b', 'tel, user b'],
  ['tel:+1?x', 'tel, user +1, headers x'],
  ['tel:a:b@c', 'tel, user c, password b'],
  ['tel:+1;x;user=phone', 'tel, user +1, parameters x;user=phone'],
  ['tels:+1', 'unknown URI scheme at 0'],
])('a number, as every server reads it: %s: %s', (text, expected) => {
  expect(uriServers.map((server) => [server, shownUri(text, server)])).toEqual(
    uriServers.map((server) => [server, expected]),
  );
});

test.each<[string, Record<string, string>]>([
  [
    'sip:+1;e=2@b;user=phone',
    {
      'openser-1.1 opensips-1.11 kamailio-5.6 kamailio-6.1': 'tel, user +1, host b, parameters user=phone',
      'opensips-2.4 opensips-3.6': 'sip, user +1;e=2, host b, parameters user=phone',
    },
  ],
  [
    'sips:+1;e=2@b;user=phone',
    {
      'openser-1.1 opensips-1.11 kamailio-5.6': 'tel, user +1, host b, parameters user=phone',
      'opensips-2.4 opensips-3.6': 'sips, user +1;e=2, host b, parameters user=phone',
      'kamailio-6.1': 'tels, user +1, host b, parameters user=phone',
    },
  ],
  [
    'SIP:+1@b;user=PHONE',
    {
      'openser-1.1 opensips-2.4 opensips-3.6 kamailio-5.6 kamailio-6.1':
        'sip, user +1, host b, parameters user=PHONE',
      'opensips-1.11': 'tel, user +1, host b, parameters user=PHONE',
    },
  ],
  [
    'sip:+1;e@b;USER=phone',
    {
      'openser-1.1 opensips-1.11 kamailio-5.6 kamailio-6.1': 'tel, user +1, host b, parameters USER=phone',
      'opensips-2.4 opensips-3.6': 'sip, user +1;e, host b, parameters USER=phone',
    },
  ],
  [
    'sip:+1;e@b;user=ip;user=phone',
    {
      'openser-1.1 opensips-1.11 kamailio-5.6 kamailio-6.1':
        'tel, user +1, host b, parameters user=ip;user=phone',
      'opensips-2.4 opensips-3.6': 'sip, user +1;e, host b, parameters user=ip;user=phone',
    },
  ],
  [
    'sip:+1;e@b;user=phone?x',
    {
      'openser-1.1 opensips-1.11 kamailio-5.6 kamailio-6.1':
        'tel, user +1, host b, parameters user=phone, headers x',
      'opensips-2.4 opensips-3.6': 'sip, user +1;e, host b, parameters user=phone, headers x',
    },
  ],
  [
    'sip:b;user=phone',
    {
      'openser-1.1 opensips-1.11 kamailio-5.6 kamailio-6.1': 'tel, host b, parameters user=phone',
      'opensips-2.4 opensips-3.6': 'sip, host b, parameters user=phone',
    },
  ],
  [
    'sip:+1;a;b:p@c;user=phone',
    {
      'openser-1.1 opensips-1.11 kamailio-5.6 kamailio-6.1':
        'tel, user +1, password p, host c, parameters user=phone',
      'opensips-2.4 opensips-3.6': 'sip, user +1;a;b, password p, host c, parameters user=phone',
    },
  ],
  [
    'sip:+1;e@b;=phone;user=phone',
    {
      'openser-1.1 opensips-1.11 kamailio-5.6 kamailio-6.1':
        'tel, user +1, host b, parameters =phone;user=phone',
      'opensips-2.4 opensips-3.6': 'sip, user +1;e, host b, parameters =phone;user=phone',
    },
  ],
  [
    'sip:+1@b;x;user=phone',
    {
      'openser-1.1 opensips-1.11 kamailio-5.6 kamailio-6.1': 'tel, user +1, host b, parameters x;user=phone',
      'opensips-2.4 opensips-3.6': 'sip, user +1, host b, parameters x;user=phone',
    },
  ],
  [
    'tel:@b',
    {
      'openser-1.1 kamailio-5.6 kamailio-6.1': 'tel, user @b',
      'opensips-1.11 opensips-2.4 opensips-3.6': 'URI with an empty user at 4',
    },
  ],
  [
    'tel:@1;x@b',
    {
      'openser-1.1 kamailio-5.6 kamailio-6.1': 'tel, user b',
      'opensips-1.11 opensips-2.4 opensips-3.6': 'URI with an empty user at 4',
    },
  ],
])('a number that depends on the server: %s', (text, expected) => {
  expect(shownByGroups(text, expected)).toEqual(expected);
});

test.each([
  ['urn:service:sos@x', 'urn, user service, password sos, host x', 'urn, host service:sos@x'],
  ['urn:a@b', 'urn, user a, host b', 'unexpected byte in a URN at 5'],
  ['urn:a:b:c;x', 'unexpected byte in a URI at 7', 'unexpected byte in a URN at 5'],
  ['urn:[::1]', 'urn, host [::1]', 'urn, host [::1]'],
  ['urn:[::1]:x', 'URI port is not a number at 10', 'text after an address in a URN at 10'],
  ['urn:[::1]x', 'unexpected byte after a URI host at 9', 'text after an address in a URN at 9'],
  ['urn:[::1];x', 'urn, host [::1], parameters x', 'urn, host [::1], parameters x'],
  ['urn:[::1]?x', 'urn, host [::1], headers x', 'urn, host [::1], headers x'],
  ['urn:[::1]@:;x', 'unexpected byte after a URI host at 9', 'urn, host [::1]@:, parameters x'],
  ['urn:[a@b]', 'bad IPv6 address in a URI at 6', 'bad IPv6 address in a URI at 6'],
  ['urn:a[::1]', 'bracket in a URI user at 5', 'urn, host a[::1]'],
  ['urn:a[::1', 'bracket in a URI user at 5', 'IPv6 address without its ] at 9'],
  ['urn:a_b', 'urn, host a_b', 'unexpected byte in a URN at 5'],
  ['urn:a:b_c', 'urn, user a, host b_c', 'unexpected byte in a URN at 5'],
  ['urn:a;x@b', 'urn, user a;x, host b', 'URN without a name at 5'],
  ['urn:a;x:y@b:c', 'URI port is not a number at 12', 'URN without a name at 5'],
  ['urn:a;x@', 'URI without a host at 8', 'URN without a name at 5'],
  ['urn:a?x@b', 'urn, user a?x, host b', 'URN without a name at 5'],
  ['urn::', 'URI without a host at 4', 'URI without a host at 4'],
  ['urn::a', 'URI without a host at 4', 'URI without a host at 4'],
  ['urn:]', 'URI without a host at 4', 'URI without a host at 4'],
  ['urn:_', 'urn, host _', 'URN without a name at 5'],
  ['urn:_:a', 'urn, user _, host a', 'unexpected byte in a URN at 5'],
  ['urn:ab', 'urn, host ab', 'urn, host ab'],
  ['urn:a:1', 'urn, host a, port 1', 'unexpected byte in a URN at 5'],
  ['urn:a:x', 'urn, user a, host x', 'unexpected byte in a URN at 5'],
  ['urn:a?b', 'urn, host a, headers b', 'URN without a name at 5'],
  ['urn:a-b.c', 'urn, host a-b.c', 'unexpected byte in a URN at 5'],
  ['urn:a:-', 'urn, user a, host -', 'unexpected byte in a URN at 5'],
  ['urn:service:', 'urn, host service, port ', 'urn, host service:'],
  ['urn:service', 'urn, host service', 'urn, host service'],
  ['URN:SERVICE:x', 'urn, user SERVICE, host x', 'urn, host SERVICE:x'],
  ['urn:nena:service:', 'unexpected byte in a URI at 16', 'urn, host nena:service:'],
  ['urn:service:a@b:5', 'urn, user service, password a, host b, port 5', 'urn, host service:a@b:5'],
  ['urn:a.b@c:d;e?f', 'URI port is not a number at 10', 'unexpected byte in a URN at 5'],
  ['urn:a:b;x', 'URI port is not a number at 7', 'unexpected byte in a URN at 5'],
  ['urn:a:b?x', 'URI port is not a number at 7', 'unexpected byte in a URN at 5'],
  ['urn:;x', 'urn, host ;x', 'urn, host ;x'],
  ['urn:a;x@b;y?z', 'urn, user a;x, host b, parameters y, headers z', 'URN without a name at 5'],
  [
    'urn:service:a;user=phone',
    'URI port is not a number at 13',
    'urn, host service:a, parameters user=phone',
  ],
  ['urn:services:a', 'urn, user services, host a', 'urn, host services:a'],
  ['urn:servic', 'urn, host servic', 'urn, host servic'],
  ['urn:a[::1]@x', 'bracket in a URI user at 5', 'text after an address in a URN at 11'],
  ['urn:a:[::1]', 'unexpected byte in a URI at 6', 'unexpected byte in a URN at 5'],
  ['urn:[::1];x@y', 'urn, user [::1];x, host y', 'urn, user [::1];x, host y'],
])('%s is in Kamailio 5.6: %s; in Kamailio 6.1: %s', (text, ...expected) => {
  expect(['kamailio-5.6', 'kamailio-6.1'].map((server) => shownUri(text, server))).toEqual(expected);
});

test.each([
  ['urn:service:sos@x', 'urn, user sos, host x', 'urn, user sos, host x'],
  ['urn:[::1]', 'urn that names no service at 4', 'urn that names no service at 4'],
  ['urn:ab', 'urn that names no service at 4', 'urn that names no service at 4'],
  ['urn:service:', 'empty URI at 12', 'empty URI at 12'],
  ['urn:service', 'urn that names no service at 4', 'urn that names no service at 4'],
  ['URN:SERVICE:x', 'urn, host x', 'urn, host x'],
  ['urn:nena:service:', 'urn that names no service at 4', 'empty URI at 17'],
  ['urn:service:a@b:5', 'urn, user a, host b, port 5', 'urn, user a, host b, port 5'],
  ['urn:service:a;user=phone', 'urn, host a, parameters user=phone', 'urn, host a, parameters user=phone'],
  ['urn:services:a', 'urn that names no service at 4', 'urn that names no service at 4'],
  ['urn:servic', 'urn that names no service at 4', 'urn that names no service at 4'],
])('%s is in OpenSIPS 2.4: %s; in OpenSIPS 3.6: %s', (text, ...expected) => {
  expect(['opensips-2.4', 'opensips-3.6'].map((server) => shownUri(text, server))).toEqual(expected);
});
