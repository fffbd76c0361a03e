import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../../../src/server/pseudoVariables/format.js';
import type { ServerState } from '../../../../../src/server/serverState.js';
import { findServer } from '../../../../../src/server/servers.js';
import { mandatory, plainState, request } from '../../../requests.js';

/** What a server prints for a string of a request that came this way. */
function print(text: string, server: string, state: Partial<ServerState> = {}): string {
  const profile = findServer(server);
  const received = receiveMessage(profile, request(mandatory));
  if (received.outcome !== 'script') throw new Error(received.outcome);
  const format = parseFormat(Buffer.from(text), profile);
  const expansion = expandFormat(format, received.message, profile, { ...plainState, ...state });
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.outcome;
}

const overIpv6 = {
  source: { ip: '2001:db8::1', port: 5062 },
  destination: { ip: '2001:db8::2', port: 5060 },
} as const;

describe('where the packet came from and arrived', () => {
  test.for([
    ['$si:$sp $src_ip $Ri:$Rp', 'opensips-2.4', '192.0.2.10:5062 192.0.2.10 192.0.2.20:5060'],
    ['$si:$sp', 'opensips-3.6', '192.0.2.10:5062'],
    ['$socket_in(ip):$socket_in(port)', 'opensips-3.6', '192.0.2.20:5060'],
    ['$siz $su $sut', 'kamailio-6.1', '192.0.2.10 sip:192.0.2.10:5062 sip:192.0.2.10:5062;transport=udp'],
    ['$Ru $Rut', 'kamailio-6.1', 'sip:192.0.2.20:5060 sip:192.0.2.20:5060;transport=udp'],
    ['$RAi:$RAp $RAu', 'kamailio-6.1', '192.0.2.20:5060 sip:192.0.2.20:5060'],
    ['$sas $Ras', 'kamailio-6.1', 'udp:192.0.2.10:5062 udp:192.0.2.20:5060'],
    ['$Rn', 'kamailio-6.1', '<null>'],
    ['$af $pr $proto', 'opensips-2.4', 'INET udp udp'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(print(text, server)).toBe(expanded);
  });

  test('an address of IPv6 stands in brackets where a port follows it, or might', () => {
    expect(print('$si $siz $su $sas', 'kamailio-6.1', overIpv6)).toBe(
      '2001:db8::1 [2001:db8::1] sip:[2001:db8::1]:5062 udp:[2001:db8::1]:5062',
    );
    expect(print('$Ri $Ru $Ras', 'kamailio-6.1', overIpv6)).toBe(
      '2001:db8::2 sip:[2001:db8::2]:5060 udp:[2001:db8::2]:5060',
    );
    expect(print('$af', 'opensips-2.4', overIpv6)).toBe('INET6');
  });

  test('a transport other than UDP is named in the URIs', () => {
    expect(print('$su $Ru $RAu $sas $proto', 'kamailio-6.1', { transport: 'tcp' })).toBe(
      'sip:192.0.2.10:5062;transport=tcp sip:192.0.2.20:5060;transport=tcp sip:192.0.2.20:5060;transport=tcp ' +
        'tcp:192.0.2.10:5062 tcp',
    );
  });

  test('the transports have numbers (docs/servers.md, 18.5)', () => {
    const transports = ['udp', 'tcp', 'tls', 'sctp', 'ws', 'wss'] as const;
    const numbers = transports.map((transport) => print('$prid', 'kamailio-5.6', { transport }));
    expect(numbers).toEqual(['1', '2', '3', '4', '5', '6']);
  });
});
