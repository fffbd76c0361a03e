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
    ['$time(%Y-%m-%d)|$ru_q|$param(1)', 'opensips-2.4', '2026-11-23|-1|<null>'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });
});
