import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand, print } from '../../richRequest.js';

describe('items of headers that hold lists', () => {
  test.for([['$hdrc(Via) $(hfl(Via)[1])', 'kamailio-6.1', '1 SIP/2.0/TCP [2001:db8::1]:5061;i=3']] as const)(
    '%s on %s',
    ([text, server, expanded]) => {
      expect(expand(text, server)).toBe(expanded);
    },
  );
});

describe('the contacts of a REGISTER', () => {
  const of = (...contacts: string[]) => [...mandatory, ...contacts.map((contact) => `Contact: ${contact}`)];

  test.for([
    [['*', '<sip:a@b>'], '<null>|<null>|<null>'],
    [['*', '<sip:a@b>', '<sip:c@d>'], '<null>|<sip:c@d>|<sip:c@d>'],
    [['<sip:a@b>', '*'], '<sip:a@b>|<null>|<sip:a@b>'],
  ] as const)(
    '%j are listed by Kamailio without the first, where a * comes first',
    ([contacts, expected]) => {
      const listed = '$hfl(Contact)|$(hfl(Contact)[1])|$(hfl(Contact)[-1])';
      expect(expand(listed, 'kamailio-6.1', of(...contacts))).toBe(expected);
    },
  );
});

describe('the items of headers that hold lists, as Kamailio 5.6.3 was seen to print them,', () => {
  const printed = (text: string, lines: readonly string[], server: string) =>
    print(text, server, { headers: [...mandatory, ...lines] });
  const indexed = (name: string) =>
    [0, 1, 2, 3, -1, -2, -3, -4].map((index) => `$(hfl(${name})[${index}])`).join('|');

  test.for([
    [
      'Route',
      ['Route: <sip:a;lr>,<sip:b>;x', 'Route: <sip:c>'],
      '<sip:a;lr>|<sip:b>;x|<sip:c>|<null>',
      '<null>|<sip:c>|<sip:b>;x|<sip:a;lr>',
      '<sip:c>|<sip:b>;x|<sip:a;lr>|<null>',
    ],
    [
      'Record-Route',
      ['Record-Route: <sip:a> , <sip:b>'],
      '<sip:a>|<sip:b>|<null>|<null>',
      '<null>|<sip:b>|<sip:a>|<null>',
      '<sip:b>|<sip:a>|<null>|<null>',
    ],
    [
      'Via',
      ['Via: SIP/2.0/TCP h2 , SIP/2.0/TLS h3;x'],
      'SIP/2.0/UDP pc33.example.com:5066;branch=z9hG4bKone|SIP/2.0/TCP h2 ,|SIP/2.0/TLS h3;x|<null>',
      '<null>|SIP/2.0/TLS h3;x|SIP/2.0/TCP h2 ,|SIP/2.0/UDP pc33.example.com:5066;branch=z9hG4bKone',
      'SIP/2.0/TLS h3;x|SIP/2.0/TCP h2 ,|SIP/2.0/UDP pc33.example.com:5066;branch=z9hG4bKone|<null>',
    ],
  ] as const)(
    '%s: 5.6 counts one too few from the end, 6.1 does not',
    ([name, lines, fromStart, old, current]) => {
      expect(printed(indexed(name), lines, 'kamailio-5.6')).toBe(`${fromStart}|${old}`);
      expect(printed(indexed(name), lines, 'kamailio-6.1')).toBe(`${fromStart}|${current}`);
    },
  );

  test('Contact: 5.6 begins with the last contact of a header, 6.1 with the first', () => {
    const lines = ['Contact: <sip:a@b>;expires=60;q=0.5, <sip:c@d>;expires=30', 'Contact: <sip:e@f>'];
    const text = '$hfl(Contact)|$(hfl(Contact)[1])|$(hfl(Contact)[2])|$(hfl(Contact)[3])|$hflc(Contact)';
    expect(printed(text, lines, 'kamailio-5.6')).toBe(
      '<sip:c@d>;expires=30|<sip:a@b>;expires=60;q=0.5|<sip:e@f>|<null>|3',
    );
    expect(printed(text, lines, 'kamailio-6.1')).toBe(
      '<sip:a@b>;expires=60;q=0.5|<sip:c@d>;expires=30|<sip:e@f>|<null>|3',
    );
  });

  test.for([
    ['Route', ['Route: <sip:a>', 'Route: nonsense,', 'Route: <sip:c>'], '<sip:a>|<null>|<null>|0'],
    ['Route', ['Route: <sip:a>, <sip:b', 'Route: <sip:c>'], '<null>|<null>|<null>|0'],
    ['Record-Route', ['Record-Route: <sip:a>', 'Record-Route: x'], '<sip:a>|<null>|<null>|0'],
    ['Contact', ['Contact: <sip:a>', 'Contact: <sip:x'], '<null>|<null>|<null>|0'],
    ['X-None', [], '<null>|<null>|<null>|0'],
    ['X-A', ['X-A: 1, 2', 'X-A: 3'], '1, 2|3|3|2'],
  ] as const)('%s in %j: nothing is counted where a header does not parse', ([name, lines, expected]) => {
    const text = `$hfl(${name})|$(hfl(${name})[1])|$(hfl(${name})[-1])|$hflc(${name})`;
    expect(printed(text, lines, 'kamailio-5.6')).toBe(expected);
  });

  test('[*] joins whole headers', () => {
    const lines = ['Route: <sip:a>, <sip:b>', 'Route: <sip:c>'];
    expect(printed('$(hfl(Route)[*])', lines, 'kamailio-5.6')).toBe('<sip:a>, <sip:b>,<sip:c>');
  });
});
