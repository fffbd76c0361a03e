import { describe, expect, test } from 'vitest';
import { expand } from '../../richRequest.js';

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
