import { describe, expect, test } from 'vitest';
import { expand } from '../../richRequest.js';

describe('what the server knows without the message', () => {
  test.for([
    [
      '$version(num)|$version(full)|$version(hash)',
      'kamailio-5.6',
      '5.6.3|kamailio 5.6.3 (x86_64/linux) |unknown ',
    ],
    ['$env(HOME)|$env(NONE)|$sid|$shv(x)|$xavp(x)', 'kamailio-6.1', '/var/lib/sip|<null>|0|0|<null>'],
    ['$K(IPv4) $K(IPv6) $K(UDP) $K(TCP) $K(TLS) $K(SCTP) $K(x)', 'kamailio-6.1', '2 10 1 2 3 4 <null>'],
    ['$Eb$Ec$Ei$Ej$Ek$En$Eq$Er$Es$Et$Ev', 'kamailio-6.1', '\\,:;\'\n"\r \t`'],
    ['$Tf|$TF', 'kamailio-6.1', 'Mon Nov 23 00:00:00 2026|Mon Nov 23 00:00:00 2026'],
    ['$mf$bf$sf $mF$bF$sF', 'kamailio-6.1', '000 000000000000000000000000'],
    ['[$mf]', 'opensips-2.4', '[]'],
    ['$time(%Y-%m-%d)|$ru_q|$param(1)', 'opensips-2.4', '2026-11-23|-1|<null>'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });
});
