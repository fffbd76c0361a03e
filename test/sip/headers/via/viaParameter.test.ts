import { describe, expect, test } from 'vitest';
import { findServer } from '../../../../src/server/servers.js';
import { parseVia } from '../../../../src/sip/headers/via/via.js';
import { isMalformed, type Span } from '../../../../src/sip/span.js';

/** The hops of a Via as `host|parameters`, `-` for a value that is not there, and where the next header begins; or what is wrong, and where. */
function read(text: string, server: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const via = parseVia(bytes, 0, bytes.length, findServer(server).via);
  if (isMalformed(via)) return `${via.malformed} at ${via.at}`;
  const show = (span: Span | undefined) =>
    span === undefined ? '-' : bytes.toString('latin1', span.start, span.end);
  const hops = via.hops.map(({ host, parameters }) => {
    const list = parameters.map(({ name, value }) => `${show(name)}=${show(value)}`).join(';');
    return `${show(host)}|${list}`;
  });
  return `${hops.join(' + ')} next ${via.next}`;
}

const servers = ['openser-1.1', 'opensips-2.4', 'opensips-3.6', 'kamailio-5.6', 'kamailio-6.1'];

describe('a parameter of a Via, as every server reads it', () => {
  test.each([
    ['SIP/2.0/UDP h;x=1\r\nX: n\r\n', 'h|x=1 next 19'],
    ['SIP/2.0/UDP h;x="q;r";y\r\nX: n\r\n', 'h|x=q;r;y=- next 25'],
    ['SIP/2.0/UDP h;x="open\r\nX: n\r\n', 'h|x=- next 23'],
    ['SIP/2.0/UDP h;x=\r\nX: n\r\n', 'h|x=- next 18'],
    ['SIP/2.0/UDP h;x= ;y\r\nX: n\r\n', 'h|x=-;y=- next 21'],
    ['SIP/2.0/UDP h;x=;y\r\nX: n\r\n', 'h|x=-;y=- next 20'],
    ['SIP/2.0/UDP h;x , SIP/2.0/UDP i\r\nX: n\r\n', 'unexpected comma in a Via at 16'],
    ['SIP/2.0/UDP h;rport ;y\r\nX: n\r\n', 'h|rport=-;y=- next 24'],
    ['SIP/2.0/UDP h;rport , SIP/2.0/UDP i\r\nX: n\r\n', 'h|rport=- + i| next 37'],
    ['SIP/2.0/UDP h;x y\r\nX: n\r\n', 'unexpected byte in a Via parameter at 16'],
    ['SIP/2.0/UDP h;x=a=b\r\nX: n\r\n', 'unexpected byte in a Via value at 17'],
    ['SIP/2.0/UDP h;x=a"b\r\nX: n\r\n', 'unexpected byte in a Via value at 17'],
    ['SIP/2.0/UDP h;branch;y\r\nX: n\r\n', 'Via parameter without a value at 20'],
    ['SIP/2.0/UDP h;branch,SIP/2.0/UDP i\r\nX: n\r\n', 'Via parameter without a value at 20'],
    ['SIP/2.0/UDP h;x,SIP/2.0/UDP i\r\nX: n\r\n', 'h|x=- + i| next 31'],
    ['SIP/2.0/UDP h;:a\r\nX: n\r\n', 'Via parameter without a name at 14'],
    ['SIP/2.0/UDP h;(a)\r\nX: n\r\n', 'Via parameter without a name at 14'],
    ['SIP/2.0/UDP h;x=,y\r\nX: n\r\n', 'Via parameter without a value at 16'],
    ['SIP/2.0/UDP h;x==\r\nX: n\r\n', 'Via parameter without a value at 16'],
    ['SIP/2.0/UDP h;x=""\r\nX: n\r\n', 'h|x= next 20'],
    ['SIP/2.0/UDP h;branch="\r\nX: n\r\n', 'Via parameter without a value at 24'],
    ['SIP/2.0/UDP h;xyz\r\n =1\r\nX: n\r\n', 'h|xyz=1 next 24'],
    ['SIP/2.0/UDP h;xyz=\r\n 1\r\nX: n\r\n', 'h|xyz=1 next 24'],
    ['SIP/2.0/UDP h;x="a\r\n b"\r\nX: n\r\n', 'h|x=a\r\n b next 25'],
    ['SIP/2.0/UDP h;x="a\r\nb"\r\nX: n\r\n', 'h|x=- next 20'],
    ['SIP/2.0/UDP h;branch \r\n\r\nX: n\r\n', 'Via parameter without a value at 23'],
    ['SIP/2.0/UDP h;hidden\r\nX: n\r\n', 'h|hidden=- next 22'],
    ['SIP/2.0/UDP h;hidden=1\r\nX: n\r\n', 'Via parameter with a value at 20'],
    [
      'SIP/2.0/UDP h;branch=1 ;hidden;maddr=2, SIP/2.0/TLS i\r\nX: n\r\n',
      'h|branch=1;hidden=-;maddr=2 + i| next 55',
    ],
    ['SIP/2.0/UDP h;x=[::1]\r\nX: n\r\n', 'h|x=[::1] next 23'],
    ['SIP/2.0/UDP h;rport="1"\r\nX: n\r\n', 'h|rport=1 next 25'],
    ['SIP/2.0/UDP h;received=1\r\nX: n\r\n', 'h|received=1 next 26'],
  ])('%j: %j', (text, expected) => {
    expect(servers.map((server) => read(text, server))).toEqual(servers.map(() => expected));
  });
});

describe('a parameter of a Via that depends on the server', () => {
  test.each([
    [
      'SIP/2.0/UDP h;x="a,b"\r\nX: n\r\n',
      {
        'openser-1.1': 'h|x=- next 18',
        'opensips-2.4': 'h|x=- next 18',
        'opensips-3.6': 'h|x=- next 18',
        'kamailio-5.6': 'h|x=- next 18',
        'kamailio-6.1': 'h|x=a,b next 23',
      },
    ],
    [
      'SIP/2.0/UDP h;x ;y\r\nX: n\r\n',
      {
        'openser-1.1': 'unexpected semicolon in a Via at 16',
        'opensips-2.4': 'unexpected semicolon in a Via at 16',
        'opensips-3.6': 'unexpected semicolon in a Via at 16',
        'kamailio-5.6': 'h|x=-;y=- next 20',
        'kamailio-6.1': 'h|x=-;y=- next 20',
      },
    ],
    [
      'SIP/2.0/UDP h;x=\x00\r\nX: n\r\n',
      {
        'openser-1.1': 'Via parameter without an end at 16',
        'opensips-2.4': 'Via parameter without an end at 16',
        'opensips-3.6': 'h|x=\x00 next 19',
        'kamailio-5.6': 'Via parameter without an end at 16',
        'kamailio-6.1': 'Via parameter without an end at 16',
      },
    ],
    [
      'SIP/2.0/UDP h;x=a\x00\r\nX: n\r\n',
      {
        'openser-1.1': 'unexpected byte in a Via value at 17',
        'opensips-2.4': 'unexpected byte in a Via value at 17',
        'opensips-3.6': 'h|x=a\x00 next 20',
        'kamailio-5.6': 'unexpected byte in a Via value at 17',
        'kamailio-6.1': 'unexpected byte in a Via value at 17',
      },
    ],
  ])('%j', (text, expected) => {
    const found = servers.map((server) => [server, read(text, server)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});
