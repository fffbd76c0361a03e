import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand } from '../../richRequest.js';

describe('identities', () => {
  test.for([
    [
      '$ai|$re|$rt',
      'kamailio-6.1',
      'sip:1001@example.com|sip:alice@example.com|sip:dave@example.com?Replaces=x',
    ],
    ['$ai', 'opensips-1.4', '<null>'],
    ['$di $dir $dip', 'kamailio-6.1', 'sip:carol@example.com no-answer full'],
    ['$di $dir $dip', 'opensips-2.4', 'sip:carol@example.com no-answer full'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });

  test.for([
    ['P-Preferred-Identity', '$pu', 1, '<null> found'],
    ['P-Preferred-Identity', '$pu', 2, '<null> found'],
    ['P-Preferred-Identity', '$pu', 3, 'found found'],
    ['P-Asserted-Identity', '$ai', 3, '<null> found'],
    ['Diversion', '$di', 3, '<null> found'],
  ] as const)(
    'before a header that does not parse, %s in front of it, shown twice as %s, is read ahead: %i of them give %s',
    ([name, variable, count, shown]) => {
      const lines = Array.from({ length: count }, () => `${name}: <sip:a@b>`);
      const headers = [...mandatory, ...lines, 'Via: SIP/3.0/UDP x'];
      expect(expand(`${variable} ${variable}`, 'kamailio-6.1', headers).replaceAll('sip:a@b', 'found')).toBe(
        shown,
      );
    },
  );
});

describe('the identities of one header', () => {
  const shown = '$ai|$hfl(P-Asserted-Identity)|$(hfl(P-Asserted-Identity)[1])';
  test.for([
    ['sip:a@b\r\n ', 'sip:a@b\r\n |sip:a@b|<null>'],
    ['sip:a\r\n @b', 'sip:a|sip:a\r\n @b|<null>'],
    ['sip:a\r\n @b ', 'sip:a\r\n @b|sip:a\r\n @b|<null>'],
    ['<sip:a>;x, sip:b\r\n c', 'sip:a|<sip:a>|sip:b\r\n c'],
    ['sip:a, \r\n \t<sip:b>', 'sip:a|sip:a|<sip:b>'],
    ['sip:a,\r\n \r\n <sip:b>', '<null>|<null>|<null>'],
    ['sip:a,\r <sip:b>', '<null>|<null>|<null>'],
  ] as const)('are those that %j holds, folded inside or once behind a comma', ([value, expected]) => {
    expect(expand(shown, 'kamailio-6.1', [...mandatory, `P-Asserted-Identity: ${value}`])).toBe(expected);
  });

  test('end with the body, so that the blanks behind a Diversion count', () => {
    const headers = [...mandatory, 'Diversion: sip:a@b '];
    expect([expand('$di', 'kamailio-6.1', headers), expand('$di', 'kamailio-5.6', headers)]).toEqual([
      'sip:a@b ',
      'sip:a@b',
    ]);
  });
});
