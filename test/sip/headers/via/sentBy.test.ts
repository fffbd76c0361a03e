import { expect, test } from 'vitest';
import { findServer } from '../../../../src/server/servers.js';
import { parseVia } from '../../../../src/sip/headers/via/via.js';
import { isMalformed, type Span } from '../../../../src/sip/span.js';

const servers = [
  'openser-1.1',
  'opensips-1.4',
  'opensips-2.4',
  'opensips-3.6',
  'kamailio-5.6',
  'kamailio-6.1',
];

/** The hops of a Via as `transport|host|port`, `-` for no port, and where the next header begins; or what is wrong, and where. */
function read(text: string, server: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const via = parseVia(bytes, 0, bytes.length, findServer(server).via);
  if (isMalformed(via)) return `${via.malformed} at ${via.at}`;
  const show = (span: Span | undefined) =>
    span === undefined ? '-' : bytes.toString('latin1', span.start, span.end);
  const hops = via.hops.map(({ transport, host, port }) => `${show(transport)}|${show(host)}|${show(port)}`);
  return `${hops.join(' + ')} next ${via.next}`;
}

// docs/servers.md §13.
test.each([
  ['SIP/2.0/UDP h (a (b) c)\r\nX: n\r\n', 'UDP|h|- next 25'],
  ['SIP/2.0/UDP h (a\r\n b)\r\nX: n\r\n', 'UDP|h|- next 23'],
  ['SIP/2.0/UDP h (a\r\nb)\r\nX: n\r\n', 'Via comment without an end at 16'],
  ['SIP/2.0/UDP h (a\x00)\r\nX: n\r\n', 'Via comment without an end at 16'],
  ['SIP/2.0/UDP h (a) (b) , SIP/2.0/UDP i\r\nX: n\r\n', 'UDP|h|- + UDP|i|- next 39'],
  ['SIP/2.0/UDP h[\r\nX: n\r\n', 'unexpected byte in a Via host at 13'],
  ['SIP/2.0/UDP h]\r\nX: n\r\n', 'unexpected byte in a Via host at 13'],
  ['SIP/2.0/UDP (h)\r\nX: n\r\n', 'Via without a host at 12'],
  ['SIP/2.0/UDP [::1]x\r\nX: n\r\n', 'unexpected byte in a Via at 17'],
  ['SIP/2.0/UDP [::1]5\r\nX: n\r\n', 'unexpected byte in a Via at 17'],
  ['SIP/2.0/UDP [::1 ]\r\nX: n\r\n', 'bad IPv6 address in a Via at 16'],
  ['SIP/2.0/UDP [\r\n ::1]\r\nX: n\r\n', 'UDP|[\r\n ::1]|- next 22'],
  ['SIP/2.0/UDP [::\r\n 1]\r\nX: n\r\n', 'UDP|[::\r\n 1]|- next 22'],
  ['SIP/2.0/UDP [::\n\t1]\r\nX: n\r\n', 'UDP|[::\n\t1]|- next 21'],
  ['SIP/2.0/UDP [::\r\n  1]\r\nX: n\r\n', 'bad IPv6 address in a Via at 18'],
  ['SIP/2.0/UDP [::\r\n \r\n 1]\r\nX: n\r\n', 'UDP|[::\r\n \r\n 1]|- next 25'],
  ['SIP/2.0/UDP [::1\r\n ]\r\nX: n\r\n', 'UDP|[::1\r\n ]|- next 22'],
  ['SIP/2.0/UDP [\r\n ]\r\nX: n\r\n', 'bad IPv6 address in a Via at 12'],
  ['SIP/2.0/UDP [\r\n \r\n ]\r\nX: n\r\n', 'bad IPv6 address in a Via at 12'],
  ['SIP/2.0/UDP [::\r\r\n 1]\r\nX: n\r\n', 'bad IPv6 address in a Via at 15'],
  ['SIP/2.0/UDP [::\r\n1]\r\nX: n\r\n', 'bad IPv6 address in a Via at 15'],
  ['SIP/2.0/UDP [::1,2]\r\nX: n\r\n', 'bad IPv6 address in a Via at 16'],
  ['SIP/2.0/UDP [[::1]\r\nX: n\r\n', 'bad IPv6 address in a Via at 13'],
  ['SIP/2.0/UDP [::(]\r\nX: n\r\n', 'bad IPv6 address in a Via at 15'],
  ['SIP/2.0/UDP [ABCDEF09]\r\nX: n\r\n', 'UDP|[ABCDEF09]|- next 24'],
  ['SIP/2.0/UDP A-b.9\r\nX: n\r\n', 'UDP|A-b.9|- next 19'],
  ['SIP/2.0/UDP h:)\r\nX: n\r\n', 'bad port in a Via at 14'],
  ['SIP/2.0/UDP h:5(c)\r\nX: n\r\n', 'UDP|h|5 next 20'],
  ['SIP/2.0/UDP h:5[\r\nX: n\r\n', 'bad port in a Via at 15'],
  ['SIP/2.0/UDP h:5]\r\nX: n\r\n', 'bad port in a Via at 15'],
  ['SIP/2.0/UDP h:5)\r\nX: n\r\n', 'bad port in a Via at 15'],
  ['SIP/2.0/UDP h:5:\r\nX: n\r\n', 'bad port in a Via at 15'],
  ['SIP/2.0/UDP h:\x00\r\nX: n\r\n', 'bad port in a Via at 14'],
  ['SIP/2.0/UDP h: 5060 ;x\r\nX: n\r\n', 'UDP|h|5060 next 24'],
  ['SIP/2.0/UDP h:;x\r\nX: n\r\n', 'bad port in a Via at 14'],
  ['SIP/2.0/UDP h:506/\r\nX: n\r\n', 'bad port in a Via at 17'],
  ['SIP/2.0/UDP h:12345;x\r\nX: n\r\n', 'UDP|h|12345 next 23'],
  ['SIP/2.0/UDP h:123456;x\r\nX: n\r\n', 'bad port in a Via at 14'],
  ['SIP/2.0/ICMP h\r\nX: n\r\n', 'unknown Via transport at 8'],
  ['SIP/2.0/PX h\r\nX: n\r\n', 'unknown Via transport at 8'],
  ['SIP/2.0/DX h\r\nX: n\r\n', 'unknown Via transport at 8'],
  ['SIP/2.0/CX h\r\nX: n\r\n', 'unknown Via transport at 8'],
  ['SIP/2.0/LX h\r\nX: n\r\n', 'unknown Via transport at 8'],
  ['SIP/2.0/2X h\r\nX: n\r\n', 'unknown Via transport at 8'],
  ['SIP/2.0/0X h\r\nX: n\r\n', 'unknown Via transport at 8'],
  ['SIP/2.0/.X h\r\nX: n\r\n', 'unknown Via transport at 8'],
  ['SIP/2.0/IX h\r\nX: n\r\n', 'unknown Via transport at 8'],
  ['SIP/2.0//h h\r\nX: n\r\n', 'a third slash in a Via at 8'],
  ['SIP/2.0/ UDP h\r\nX: n\r\n', 'UDP|h|- next 16'],
  ['SIP/2.0/\r\nUDP h\r\nX: n\r\n', 'Via does not begin with SIP/2.0/transport at 10'],
  ['SIP/\r\n2.0/UDP h\r\nX: n\r\n', 'Via does not begin with SIP/2.0/transport at 6'],
  ['SIP\r\n/2.0/UDP h\r\nX: n\r\n', 'Via does not begin with SIP/2.0/transport at 5'],
  ['\r\nSIP/2.0/UDP h\r\nX: n\r\n', 'Via does not begin with SIP/2.0/transport at 2'],
  ['\r\n SIP/2.0/UDP h\r\nX: n\r\n', 'UDP|h|- next 18'],
  ['SIP/2.0\r\n/UDP h\r\nX: n\r\n', 'Via does not begin with SIP/2.0/transport at 9'],
  ['SIP/2.0/UDP\r\nh\r\nX: n\r\n', 'Via without a host at 13'],
  ['SIP/2.0/UDP h\r\n:5\r\nX: n\r\n', 'UDP|h|- next 15'],
  ['SIP/2.0/UDP h:\r\n5\r\nX: n\r\n', 'Via without a port after the colon at 16'],
  ['SIP/2.0/UDP h,\r\nSIP/2.0/UDP i\r\nX: n\r\n', 'Via ends with a comma at 16'],
  ['SIP/2.0/UDP h,\r\n SIP/2.0/UDP i\r\nX: n\r\n', 'UDP|h|- + UDP|i|- next 32'],
  ['SIP/2.0/UDP h ,, ,SIP/2.0/UDP i\r\nX: n\r\n', 'UDP|h|- + UDP|i|- next 33'],
  ['SIP/2.0/UDP h,x\r\nX: n\r\n', 'Via does not begin with SIP/2.0/transport at 14'],
])('protocol, transport, host and port of a Via, as every server reads them: %j: %j', (text, expected) => {
  expect(servers.map((server) => [server, read(text, server)])).toEqual(
    servers.map((server) => [server, expected]),
  );
});

test.each<[string, Record<string, string>]>([
  [
    'SIP/2.0/UDP h:50\x0060\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'UDP|h| next 16',
      'opensips-3.6': 'bad port in a Via at 16',
    },
  ],
  [
    'SIP/2.0/UDP h:50\x0060',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'UDP|h| next 16',
      'opensips-3.6': 'UDP|h| next 19',
    },
  ],
  [
    'SIP/2.0/UDP h\x00x\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'UDP||- next 13',
      'opensips-3.6': 'UDP|h\x00x|- next 17',
    },
  ],
  [
    'SIP/2.0/UDP h:5\x00\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'UDP|h| next 15',
      'opensips-3.6': 'bad port in a Via at 15',
    },
  ],
  [
    'SIP/2.0/UDP h:5\x00',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'UDP|h| next 15',
      'opensips-3.6': 'UDP|h| next 16',
    },
  ],
  [
    'SIP/2.0/UDP h:5a\x00\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 kamailio-5.6 kamailio-6.1': 'UDP|h| next 16',
      'opensips-2.4 opensips-3.6': 'bad port in a Via at 15',
    },
  ],
  [
    'SIP/2.0/UDP h:5a\x00',
    {
      'openser-1.1 opensips-1.4 kamailio-5.6 kamailio-6.1': 'UDP|h| next 16',
      'opensips-2.4 opensips-3.6': 'bad port in a Via at 15',
    },
  ],
  [
    'SIP/2.0/UDP :::1]:5060\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 kamailio-5.6 kamailio-6.1': 'UDP||5060 next 24',
      'opensips-2.4 opensips-3.6': 'Via without a host at 12',
    },
  ],
  [
    'SIP/2.0/UDP :]\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 kamailio-5.6 kamailio-6.1': 'UDP||- next 16',
      'opensips-2.4 opensips-3.6': 'Via without a host at 12',
    },
  ],
  [
    'SIP/2.0/UDP ::1\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 kamailio-5.6 kamailio-6.1': 'bad IPv6 address in a Via at 15',
      'opensips-2.4 opensips-3.6': 'Via without a host at 12',
    },
  ],
  [
    'SIP/2.0/UDP [::\x001]\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'bad IPv6 address in a Via at 15',
      'opensips-3.6': 'UDP|[::\x001]|- next 20',
    },
  ],
  [
    'SIP/2.0/UDP [::\x001]',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'bad IPv6 address in a Via at 15',
      'opensips-3.6': 'UDP|[::\x001]|- next 18',
    },
  ],
  [
    'SIP/2.0/UDP [g]\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 kamailio-5.6 kamailio-6.1': 'UDP|[g]|- next 17',
      'opensips-2.4 opensips-3.6': 'bad IPv6 address in a Via at 13',
    },
  ],
  [
    'SIP/2.0/UDP [.]\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 kamailio-5.6 kamailio-6.1': 'UDP|[.]|- next 17',
      'opensips-2.4 opensips-3.6': 'bad IPv6 address in a Via at 13',
    },
  ],
  [
    'SIP/2.0/UDP [@]\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 kamailio-5.6 kamailio-6.1': 'UDP|[@]|- next 17',
      'opensips-2.4 opensips-3.6': 'bad IPv6 address in a Via at 13',
    },
  ],
  [
    'SIP/2.0/UDP h:\x00',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'bad port in a Via at 14',
      'opensips-3.6': 'UDP|h| next 15',
    },
  ],
  [
    'SIP/2.0/UD h\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 opensips-3.6': 'unknown Via transport at 8',
      'kamailio-5.6 kamailio-6.1': 'UD|h|- next 14',
    },
  ],
  [
    'SIP/2.0/T h\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 opensips-3.6': 'unknown Via transport at 8',
      'kamailio-5.6 kamailio-6.1': 'T|h|- next 13',
    },
  ],
  [
    'SIP/2.0/UDPX h\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4': 'unknown Via transport at 8',
      'opensips-2.4 opensips-3.6 kamailio-5.6 kamailio-6.1': 'UDPX|h|- next 16',
    },
  ],
  [
    'SIP/2.0/AX h\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4': 'unknown Via transport at 8',
      'opensips-2.4 opensips-3.6 kamailio-5.6 kamailio-6.1': 'AX|h|- next 14',
    },
  ],
  [
    'SIP/2.0/WS h\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4': 'unknown Via transport at 8',
      'opensips-2.4 opensips-3.6 kamailio-5.6 kamailio-6.1': 'WS|h|- next 14',
    },
  ],
  [
    'SIP/2.0/W h\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 opensips-3.6': 'unknown Via transport at 8',
      'kamailio-5.6 kamailio-6.1': 'W|h|- next 13',
    },
  ],
  [
    'SIP/2.0/WSX h\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4': 'unknown Via transport at 8',
      'opensips-2.4 opensips-3.6 kamailio-5.6 kamailio-6.1': 'WSX|h|- next 15',
    },
  ],
  [
    'SIP/2.0/SCT h\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 opensips-3.6': 'unknown Via transport at 8',
      'kamailio-5.6 kamailio-6.1': 'SCT|h|- next 15',
    },
  ],
  [
    'SIP/2.0/\x00 h\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4': 'unknown Via transport at 8',
      'opensips-2.4 opensips-3.6 kamailio-5.6 kamailio-6.1': '\x00|h|- next 13',
    },
  ],
  [
    'SIP/2.0/UDP h, \x00\r\nX: n\r\n',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'Via ends with a comma at 15',
      'opensips-3.6': 'Via does not begin with SIP/2.0/transport at 15',
    },
  ],
  [
    'SIP/2.0/UDP h, \x00',
    {
      'openser-1.1 opensips-1.4 opensips-2.4 kamailio-5.6 kamailio-6.1': 'Via ends with a comma at 15',
      'opensips-3.6': 'Via does not begin with SIP/2.0/transport at 15',
    },
  ],
])('a sent-protocol or sent-by that depends on the server: %j', (text, expected) => {
  const found: Record<string, string> = {};
  for (const names of Object.keys(expected))
    found[names] = [...new Set(names.split(' ').map((server) => read(text, server)))].join(', or ');
  expect(found).toEqual(expected);
});
