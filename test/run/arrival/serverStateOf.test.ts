import { expect, test } from 'vitest';
import { type ServerOptions, serverSettings } from '../../../src/run/arrival/serverSettings.js';
import { serverStateOf } from '../../../src/run/arrival/serverStateOf.js';
import { InputMessage } from '../../../src/run/input/inputMessage.js';
import { request } from '../../cli/program.js';

const captured = { source: { ip: '198.51.100.1', port: 5066 }, transport: 'tcp' } as const;

function way(via: string, options: ServerOptions, capture: object = {}): string {
  const message = new InputMessage(1, 'input', { bytes: Buffer.from(request({ Via: via })), ...capture });
  const { source, destination, transport } = serverStateOf(message, serverSettings(options));
  return `${source.ip} ${source.port} ${destination.ip} ${destination.port} ${transport}`;
}

test.each<[string, string, ServerOptions, object | undefined, string]>([
  [
    'the host of the top Via, where it is an address',
    'SIP/2.0/TLS 192.0.2.77:5090',
    {},
    undefined,
    '192.0.2.77 5090 127.0.0.1 5060 tls',
  ],
  [
    'its received and rport before that',
    'SIP/2.0/UDP a.example.com;received=192.0.2.5;rport=777',
    {},
    undefined,
    '192.0.2.5 777 127.0.0.1 5060 udp',
  ],
  [
    'a name is no address',
    'SIP/2.0/UDP a.example.com:5090',
    {},
    undefined,
    '127.0.0.1 5060 127.0.0.1 5060 udp',
  ],
  [
    'an address of IPv6 stands without its brackets',
    'SIP/2.0/UDP [2001:db8::1]',
    {},
    undefined,
    '2001:db8::1 5060 127.0.0.1 5060 udp',
  ],
  [
    'the capture knows better',
    'SIP/2.0/UDP 192.0.2.77:5090',
    {},
    captured,
    '198.51.100.1 5066 127.0.0.1 5060 tcp',
  ],
  [
    'options come first',
    'SIP/2.0/UDP 192.0.2.77',
    { source: { ip: '203.0.113.1', port: 9 }, transport: 'ws' },
    captured,
    '203.0.113.1 9 127.0.0.1 5060 ws',
  ],
  [
    'the port of one address is not that of another',
    'SIP/2.0/UDP x',
    { source: { ip: '203.0.113.1' } },
    captured,
    '203.0.113.1 5060 127.0.0.1 5060 tcp',
  ],
])('%s', (_name, via, options, capture, expected) => {
  expect(way(via, options, capture)).toBe(expected);
});
