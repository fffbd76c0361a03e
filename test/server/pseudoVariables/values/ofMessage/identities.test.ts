import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand, print } from '../../richRequest.js';

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

describe('lists of identities: whole headers in Kamailio 5.6 (as it printed them), items in 6.1', () => {
  const listed = (name: string) =>
    [...[0, 1, 2, 3, 4].map((index) => `$(hfl(${name})[${index}])`), `$hflc(${name})`].join('|');
  const printed = (text: string, lines: readonly string[], server: string) =>
    print(text, server, { headers: [...mandatory, ...lines] });

  test.for([
    [
      '$ai',
      'P-Asserted-Identity',
      ['"A" <sip:a@b>;x, <tel:+1> , sip:c@d;y', 'sip:e@f'],
      'sip:a@b|"A" <sip:a@b>;x, <tel:+1> , sip:c@d;y|sip:e@f|<null>|<null>|<null>|2',
      'sip:a@b|"A" <sip:a@b>|<tel:+1>|sip:c@d|sip:e@f|<null>|4',
    ],
    [
      '$ai',
      'P-Asserted-Identity',
      ['sip:a@b', '<sip:x', 'sip:e@f'],
      '<null>|sip:a@b|<sip:x|sip:e@f|<null>|<null>|3',
      '<null>|sip:a@b|<null>|<null>|<null>|<null>|1',
    ],
    [
      '$ai',
      'P-Asserted-Identity',
      ['sip:a@b, <sip:x', 'sip:e@f'],
      '<null>|sip:a@b, <sip:x|sip:e@f|<null>|<null>|<null>|2',
      '<null>|<null>|<null>|<null>|<null>|<null>|0',
    ],
    [
      '$ai',
      'P-Asserted-Identity',
      ['<sip:a@b> ,\r\n <sip:c@d>'],
      'sip:a@b|<sip:a@b> ,\r\n <sip:c@d>|<null>|<null>|<null>|<null>|1',
      'sip:a@b|<sip:a@b>|<sip:c@d>|<null>|<null>|<null>|2',
    ],
    [
      '$ai',
      'P-Asserted-Identity',
      [''],
      '<null>||<null>|<null>|<null>|<null>|1',
      '<null>|<null>|<null>|<null>|<null>|<null>|0',
    ],
    [
      '$ai',
      'P-Asserted-Identity',
      [],
      '<null>|<null>|<null>|<null>|<null>|<null>|0',
      '<null>|<null>|<null>|<null>|<null>|<null>|0',
    ],
    [
      '$di',
      'Diversion',
      ['"A" <sip:a@b>;reason=x , sip:c@d;y=1', '<sip:e@f>;z'],
      'sip:a@b|"A" <sip:a@b>;reason=x , sip:c@d;y=1|<sip:e@f>;z|<null>|<null>|<null>|2',
      'sip:a@b|"A" <sip:a@b>;reason=x|sip:c@d;y=1|<sip:e@f>;z|<null>|<null>|3',
    ],
    [
      '$di',
      'Diversion',
      ['<sip:x'],
      '<null>|<sip:x|<null>|<null>|<null>|<null>|1',
      '<null>|<null>|<null>|<null>|<null>|<null>|0',
    ],
  ] as const)('%s and %s of %j', ([variable, name, values, old, current]) => {
    const lines = values.map((value) => `${name}: ${value}`);
    expect(printed(`${variable}|${listed(name)}`, lines, 'kamailio-5.6')).toBe(old);
    expect(printed(`${variable}|${listed(name)}`, lines, 'kamailio-6.1')).toBe(current);
  });

  test.for([
    [['P-Preferred-Identity: "A" <sip:u@d:1>;x'], 'sip:u@d:1|u|d|"A"'],
    [['P-Preferred-Identity: <sip:d>'], 'sip:d|<null>|d|<null>'],
    [['P-Preferred-Identity: <sip:x'], '<null>|<null>|<null>|<null>'],
    [[], '<null>|<null>|<null>|<null>'],
  ] as const)('%j: the preferred identity and its parts', ([lines, expected]) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1'])
      expect(printed('$pu|$pU|$pd|$pn', lines, server)).toBe(expected);
  });

  test.for([
    ['<sip:a@b>;reason=busy;privacy="full";counter=2, <sip:c@d>;reason=x', 'sip:a@b|busy|full|2'],
    ['<sip:a@b>;Reason=busy;privacy', 'sip:a@b|<null>||<null>'],
    ['<sip:a@b>;reason=1;reason=2', 'sip:a@b|1|<null>|<null>'],
    ['<sip:x', '<null>|<null>|<null>|<null>'],
  ] as const)('the diversion %s and its parameters', ([value, expected]) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1'])
      expect(printed('$di|$dir|$dip|$dic', [`Diversion: ${value}`], server)).toBe(expected);
  });

  test('of others the first address', () => {
    const lines = ['Refer-To: "R" <sip:x@y>;z', 'Remote-Party-ID: sip:a@b;party=x'];
    expect(printed('$rt|$re', lines, 'kamailio-5.6')).toBe('sip:x@y|sip:a@b');
    expect(printed('$rt|$re', ['Refer-To: <sip:x', 'Remote-Party-ID: <sip:y'], 'kamailio-5.6')).toBe(
      '<null>|<null>',
    );
  });
});
