import { describe, expect, test } from 'vitest';
import { expand, print } from '../../richRequest.js';

describe('the request URI and its parts', () => {
  test.for([
    [
      '$ou $oU $od $op',
      'kamailio-6.1',
      'sip:+4930123@biloxi.example.com:5070;user=phone;r2=on +4930123 biloxi.example.com 5070',
    ],
    ['$rP $rz', 'kamailio-6.1', 'UDP tel'],
    ['$rP', 'opensips-2.4', 'udp'],
    ['$rP', 'opensips-1.4', 'UDP'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });
});

describe('port and transport of a URI (docs/servers.md, 8)', () => {
  const printedFor = (uri: string, server: string) =>
    print('$rp $rP', server, { firstLine: `INVITE ${uri} SIP/2.0` });

  test.for([
    ['sip:b@c', '5060 UDP', '5060 udp', '5060 udp', '5060 udp', '5060 UDP'],
    ['sips:b@c', '5060 UDP', '5061 tls', '5061 tls', '5061 tls', '5060 UDP'],
    ['sip:b@c:5070', '5070 UDP', '5070 udp', '5070 udp', '5070 udp', '5070 UDP'],
    ['sip:b@c;transport=tcp', '5060 transport=tcp', '5060 tcp', '5060 tcp', '5060 tcp', '5060 tcp'],
    ['sip:b@c;transport=TLS', '5060 transport=TLS', '5061 TLS', '5061 TLS', '5061 TLS', '5061 TLS'],
    ['sip:b@c;transport=ws', '5060 transport=ws', '1 ws', '80 ws', '80 ws', '5060 ws'],
    ['sip:b@c;transport=wss', '5060 transport=wss', '1 wss', '443 wss', '443 wss', '5060 wss'],
    ['sips:b@c;transport=x', '5060 transport=x', '1 x', '1 x', '0 x', '5060 x'],
  ] as const)('%s in OpenSIPS 1.4, 1.11, 2.4 and 3.6, and in Kamailio 6.1', ([uri, ...expected]) => {
    const servers = ['opensips-1.4', 'opensips-1.11', 'opensips-2.4', 'opensips-3.6', 'kamailio-6.1'];
    expect(servers.map((server) => printedFor(uri, server))).toEqual(expected);
  });
});

describe('the next hop, which is the request URI as no script has set another', () => {
  const nextHop = '$nh(u)|$nh(U)|$nh(d)|$nh(p)|$nh(P)|$nh(x)';

  test.for([
    ['sip:b@c;transport=tls', 'sip:b@c;transport=tls|b|c|5060|tls|<null>'],
    ['sip:c:5070', 'sip:c:5070|<null>|c|5070|UDP|<null>'],
    ['mailto:x', 'mailto:x|<null>|<null>|<null>|<null>|<null>'],
  ] as const)('of %s has these parts', ([uri, expected]) => {
    expect(print(nextHop, 'kamailio-6.1', { firstLine: `INVITE ${uri} SIP/2.0` })).toBe(expected);
  });
});

describe('a URI', () => {
  test.for([
    ['sip:b@c', '1|1|sip|sip:b@c|b|c'],
    ['sip:c', '0|0|sip|sip:c|<null>|c'],
    ['sips:bob@c', '3|3|sips|sips:bob@c|bob|c'],
    ['tel:+12', '3|3|tel|tel:+12|+12|<null>'],
  ] as const)('%s has a length of its user, a scheme and parts', ([uri, expected]) => {
    const firstLine = `INVITE ${uri} SIP/2.0`;
    expect(print('$rUl|$oUl|$rz|$ou|$oU|$od', 'kamailio-6.1', { firstLine })).toBe(expected);
  });

  test.for([
    ['kamailio-5.6', '<null>|<null>|<null>|<null>|<null>|<null>|<null>'],
    ['kamailio-6.1', 'mailto:x|mailto:x|<null>|<null>|<null>|<null>|<null>'],
  ] as const)('that does not parse is in %s without parts', ([server, expected]) => {
    const firstLine = 'INVITE mailto:x SIP/2.0';
    expect(print('$ru|$ou|$rU|$rd|$rp|$rP|$rz', server, { firstLine })).toBe(expected);
  });

  test('is what the script has set, where it has', () => {
    const state = { requestUri: Buffer.from('sip:new@d:5070') };
    const text = '$ru $rU $nh(u) $rUl|$ou $oU $oUl';
    expect(print(text, 'kamailio-6.1', { state })).toBe(
      'sip:new@d:5070 new sip:new@d:5070 3|sip:bob@example.com bob 3',
    );
  });

  test('of the destination is nothing, as no script has set it', () => {
    const text = '$du|$duri|$dd|$dp|$dP';
    expect(print(text, 'kamailio-6.1')).toBe('<null>|<null>|<null>|<null>|<null>');
    expect(print('$du|$dd|$dp|$dP', 'openser-1.1')).toBe('|||');
  });
});
