import { describe, expect, test } from 'vitest';
import { findServer } from '../../../../src/server/servers.js';
import { parseVia } from '../../../../src/sip/headers/via/via.js';
import { isMalformed, type Span } from '../../../../src/sip/span.js';

/**
 * The hops of a Via as `transport|host|port|parameters`, `-` for what is not there, and where the next header begins;
 * or what is wrong, and at which byte.
 */
function read(text: string, server = 'kamailio-6.1', behind = '\r\nX: next\r\n'): string {
  const bytes = Buffer.from(`${text}${behind}`, 'latin1');
  const via = parseVia(bytes, 0, bytes.length, findServer(server).via);
  if (isMalformed(via)) return `${via.malformed} at ${via.at}`;
  const show = (span: Span | undefined) =>
    span === undefined ? '-' : bytes.toString('latin1', span.start, span.end);
  const hops = via.hops.map(({ transport, host, port, parameters }) => {
    const list = parameters.map(({ name, value }) => `${show(name)}=${show(value)}`).join(';');
    return `${show(transport)}|${show(host)}|${show(port)}|${list}`;
  });
  return `${hops.join(' + ')} next ${via.next}`;
}

describe('a Via, as every server reads it', () => {
  test.each([
    ['SIP/2.0/UDP h', 'UDP|h|-| next 15'],
    ['SIP/2.0/UDP h:5060', 'UDP|h|5060| next 20'],
    ['SIP/2.0/UDP h ;branch=z', 'UDP|h|-|branch=z next 25'],
    [
      'SIP/2.0/UDP 192.0.2.1:5060;rport;received=192.0.2.2',
      'UDP|192.0.2.1|5060|rport=-;received=192.0.2.2 next 53',
    ],
    ['SIP/2.0/UDP [2001:db8::1]:5060;a=b', 'Via parameter with a value at 32'],
    ['SIP/2.0/UDP []', 'bad IPv6 address in a Via at 12'],
    ['SIP/2.0/UDP [::1', 'bad IPv6 address in a Via at 16'],
    ['sip / 2.0 / TCP\r\n h:5061', 'TCP|h|5061| next 26'],
    ['SIP/2.0/UDP/x h', 'a third slash in a Via at 11'],
    ['SIP/3.0/UDP h', 'Via does not begin with SIP/2.0/transport at 4'],
    ['SAP/2.0/UDP h', 'Via does not begin with SIP/2.0/transport at 0'],
    ['SIP/2.0/UDP', 'Via without a host at 13'],
    ['SIP/2.0/UDP ', 'Via without a host at 14'],
    ['SIP/2.0/TLS h', 'TLS|h|-| next 15'],
    ['SIP 2.0 UDP h', 'Via does not begin with SIP/2.0/transport at 4'],
    ['SIP/2.0/UDP h:', 'Via without a port after the colon at 16'],
    ['SIP/2.0/UDP h:a', 'bad port in a Via at 14'],
    ['SIP/2.0/UDP h:50601', 'UDP|h|50601| next 21'],
    ['SIP/2.0/UDP h:506012', 'bad port in a Via at 14'],
    ['SIP/2.0/UDP h:5060:1', 'bad port in a Via at 18'],
    ['SIP/2.0/UDP h)', 'unexpected byte in a Via host at 13'],
    ['SIP/2.0/UDP h, SIP/2.0/TCP i:1;c=d', 'UDP|h|-| + TCP|i|1|c=d next 36'],
    ['SIP/2.0/UDP h,', 'Via ends with a comma at 16'],
    ['SIP/2.0/UDP h,,SIP/2.0/UDP i', 'UDP|h|-| + UDP|i|-| next 30'],
    ['SIP/2.0/UDP h (a comment)', 'UDP|h|-| next 27'],
    ['SIP/2.0/UDP h;a=b (c(d)e) , SIP/2.0/UDP i', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h (open', 'Via comment without an end at 19'],
    ['SIP/2.0/UDP h (c);a=b', 'unexpected byte in a Via at 17'],
    ['SIP/2.0/UDP h x', 'unexpected byte in a Via at 14'],
    ['SIP/2.0/UDP h;', 'Via parameter without a name at 16'],
    ['SIP/2.0/UDP h;a', 'UDP|h|-|a=- next 17'],
    ['SIP/2.0/UDP h;a=', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;a="q;r";b', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;a="open', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;branch=', 'Via parameter without a value at 23'],
    ['SIP/2.0/UDP h;branch', 'Via parameter without a value at 22'],
    ['SIP/2.0/UDP h;received', 'Via parameter without a value at 24'],
    ['SIP/2.0/UDP h;maddr=1.2.3.4;ttl=1', 'UDP|h|-|maddr=1.2.3.4;ttl=1 next 35'],
    ['SIP/2.0/UDP h;ttl', 'Via parameter without a value at 19'],
    ['SIP/2.0/UDP h;a=[::1]', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;alias=1;rport=5', 'Via parameter with a value at 19'],
    ['SIP/2.0/UDP h\r\n :5060', 'UDP|h|5060| next 23'],
    ['SIP/2.0/UDP h:5060\r\n ;a=b', 'Via parameter with a value at 23'],
    ['SIP/2.0/UDP h ; a = b', 'unexpected byte in a Via at 18'],
    ['SIP/2.0/UDP h:5060 , SIP/2.0/UDP i', 'UDP|h|5060| + UDP|i|-| next 36'],
    ['SIP/2.0/UDP h\0', 'UDP||-| next 13'],
    ['SIP/2.0/UDP h:5060\0', 'UDP|h|| next 18'],
    ['SIP/2.0/UDP h;rport\r\n =5', 'UDP|h|-|rport=5 next 26'],
    ['SIP/2.0/UDP h;a=b c', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;=b', 'Via parameter without a name at 14'],
    ['SIP/2.0/UDP h;a b', 'unexpected byte in a Via at 16'],
    ['SIP/2.0/UDP h;RPORT=1;rport=2', 'UDP|h|-|RPORT=1;rport=2 next 31'],
  ])('%j: %j', (text, expected) => {
    const servers = ['openser-1.1', 'opensips-2.4', 'kamailio-6.1'];
    expect(servers.map((server) => read(text, server))).toEqual(servers.map(() => expected));
  });
});

describe('a Via that depends on the server', () => {
  test.each([
    [
      'SIP/2.0/UDP [2001:db8::g]',
      {
        'kamailio-6.1': 'UDP|[2001:db8::g]|-| next 27',
        'openser-1.1': 'UDP|[2001:db8::g]|-| next 27',
        'opensips-2.4': 'bad IPv6 address in a Via at 23',
      },
    ],
    [
      'SIP/2.0/XYZ h',
      {
        'kamailio-6.1': 'XYZ|h|-| next 15',
        'openser-1.1': 'unknown Via transport at 8',
        'opensips-2.4': 'XYZ|h|-| next 15',
      },
    ],
    [
      'SIP/2.0/SCTP h',
      {
        'kamailio-6.1': 'SCTP|h|-| next 16',
        'openser-1.1': 'unknown Via transport at 8',
        'opensips-2.4': 'SCTP|h|-| next 16',
      },
    ],
    [
      'SIP/2.0/WSS h',
      {
        'kamailio-6.1': 'WSS|h|-| next 15',
        'openser-1.1': 'unknown Via transport at 8',
        'opensips-2.4': 'WSS|h|-| next 15',
      },
    ],
    [
      'SIP/2.0/UDP h_x',
      {
        'kamailio-6.1': 'UDP|h_x|-| next 17',
        'openser-1.1': 'UDP|h_x|-| next 17',
        'opensips-2.4': 'bad host in a Via at 13',
      },
    ],
  ])('%j', (text, expected) => {
    const found = Object.keys(expected).map((server) => [server, read(text, server)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

describe('a Via with which the message ends', () => {
  test.each([
    ['SIP/2.0/UDP h', 'UDP||-| next 13'],
    ['SIP/2.0/UDP h:5060', 'UDP|h|| next 18'],
    ['SIP/2.0/UDP h ;branch=z', 'unexpected byte in a Via value at 23'],
    ['SIP/2.0/UDP 192.0.2.1:5060;rport;received=192.0.2.2', 'unexpected byte in a Via value at 51'],
    ['SIP/2.0/UDP [2001:db8::1]:5060;a=b', 'Via parameter with a value at 32'],
    ['SIP/2.0/UDP [2001:db8::g]', 'UDP|[2001:db8::g]|-| next 25'],
    ['SIP/2.0/UDP []', 'bad IPv6 address in a Via at 12'],
    ['SIP/2.0/UDP [::1', 'IPv6 address without its ] at 16'],
    ['sip / 2.0 / TCP\r\n h:5061', 'TCP|h|| next 24'],
    ['SIP/2.0/UDP/x h', 'a third slash in a Via at 11'],
    ['SIP/3.0/UDP h', 'Via does not begin with SIP/2.0/transport at 4'],
    ['SAP/2.0/UDP h', 'Via does not begin with SIP/2.0/transport at 0'],
    ['SIP/2.0/UDP', 'Via does not begin with SIP/2.0/transport at 11'],
    ['SIP/2.0/UDP ', 'Via without a host at 12'],
    ['SIP/2.0/XYZ h', 'XYZ||-| next 13'],
    ['SIP/2.0/SCTP h', 'SCTP||-| next 14'],
    ['SIP/2.0/TLS h', 'TLS||-| next 13'],
    ['SIP/2.0/WSS h', 'WSS||-| next 13'],
    ['SIP 2.0 UDP h', 'Via does not begin with SIP/2.0/transport at 4'],
    ['SIP/2.0/UDP h:', 'Via without a port after the colon at 14'],
    ['SIP/2.0/UDP h:a', 'UDP|h|| next 15'],
    ['SIP/2.0/UDP h:50601', 'UDP|h|| next 19'],
    ['SIP/2.0/UDP h:506012', 'UDP|h|| next 20'],
    ['SIP/2.0/UDP h:5060:1', 'bad port in a Via at 18'],
    ['SIP/2.0/UDP h)', 'unexpected byte in a Via host at 13'],
    ['SIP/2.0/UDP h_x', 'UDP||-| next 15'],
    ['SIP/2.0/UDP h, SIP/2.0/TCP i:1;c=d', 'unexpected byte in a Via value at 34'],
    ['SIP/2.0/UDP h,', 'Via ends with a comma at 14'],
    ['SIP/2.0/UDP h,,SIP/2.0/UDP i', 'UDP|h|-| + UDP||-| next 28'],
    ['SIP/2.0/UDP h (a comment)', 'UDP|h|-| next 25'],
    ['SIP/2.0/UDP h;a=b (c(d)e) , SIP/2.0/UDP i', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h (open', 'Via comment without an end at 19'],
    ['SIP/2.0/UDP h (c);a=b', 'unexpected byte in a Via at 17'],
    ['SIP/2.0/UDP h x', 'unexpected byte in a Via at 14'],
    ['SIP/2.0/UDP h;', 'Via parameter without a name at 14'],
    ['SIP/2.0/UDP h;a', 'Via parameter without an end at 15'],
    ['SIP/2.0/UDP h;a=', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;a="q;r";b', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;a="open', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;branch=', 'Via parameter without an end at 21'],
    ['SIP/2.0/UDP h;branch', 'Via parameter without an end at 20'],
    ['SIP/2.0/UDP h;received', 'Via parameter without an end at 22'],
    ['SIP/2.0/UDP h;maddr=1.2.3.4;ttl=1', 'unexpected byte in a Via value at 33'],
    ['SIP/2.0/UDP h;ttl', 'Via parameter without an end at 17'],
    ['SIP/2.0/UDP h;a=[::1]', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;alias=1;rport=5', 'Via parameter with a value at 19'],
    ['SIP/2.0/UDP h\r\n :5060', 'UDP|h|| next 21'],
    ['SIP/2.0/UDP h:5060\r\n ;a=b', 'Via parameter with a value at 23'],
    ['SIP/2.0/UDP h ; a = b', 'unexpected byte in a Via at 18'],
    ['SIP/2.0/UDP h:5060 , SIP/2.0/UDP i', 'UDP|h|5060| + UDP||-| next 34'],
    ['SIP/2.0/UDP h\0', 'UDP||-| next 13'],
    ['SIP/2.0/UDP h:5060\0', 'UDP|h|| next 18'],
    ['SIP/2.0/UDP h;rport\r\n =5', 'unexpected byte in a Via value at 24'],
    ['SIP/2.0/UDP h;a=b c', 'Via parameter with a value at 15'],
    ['SIP/2.0/UDP h;=b', 'Via parameter without a name at 14'],
    ['SIP/2.0/UDP h;a b', 'unexpected byte in a Via at 16'],
    ['SIP/2.0/UDP h;RPORT=1;rport=2', 'unexpected byte in a Via value at 29'],
  ])('%j: %j', (text, expected) => {
    expect(read(text, 'kamailio-6.1', '')).toBe(expected);
  });
});
