import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand, print } from '../../richRequest.js';

describe('headers', () => {
  test.for([
    ['$(hdr(X-A)[1]) $(hdr(x-a)[-2]) $(hdr(X-A)[*])', 'kamailio-6.1', 'two one one,two'],
    ['$expires(min) $expires(max)', 'kamailio-6.1', '30 60'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });
});

describe('all values of a header together', () => {
  test.for([
    ['opensips-2.4', 2, 510],
    ['kamailio-5.6', 1, 8191],
  ] as const)('are nothing in %s when they do not fit', ([server, separator, most]) => {
    const values = (bytes: number) => ['X-A: 1', `X-A: ${'2'.repeat(bytes - 1 - separator)}`];
    const length = (bytes: number) =>
      expand('$(hdr(X-A)[*])', server, [...mandatory, ...values(bytes)]).length;
    expect(length(most)).toBe(most);
    expect(length(most + 1)).toBe('<null>'.length);
  });
});

describe('headers of one name, as Kamailio 5.6.3 was seen to print them,', () => {
  const printed = (text: string, lines: readonly string[], server: string) =>
    print(text, server, { headers: [...mandatory, ...lines] });
  const text = [0, 1, 2, 3, 4, -1, -4, -5, '*'].map((index) => `$(hdr(x-A)[${index}])`).join('|');

  test.for([
    [['X-A: 1', 'x-a:2 ', 'X-A: ', 'X-A: 4'], '1|2 ||4|<null>|4|1|<null>|1,2 ,,4'],
    // No separator follows empty values at the beginning.
    [['X-A: ', 'X-A:', 'X-A: 4'], '||4|<null>|<null>|4|<null>|<null>|4'],
    [['X-A: ', 'X-A: '], '||<null>|<null>|<null>||<null>|<null>|'],
    [[], '<null>|<null>|<null>|<null>|<null>|<null>|<null>|<null>|<null>'],
  ] as const)('%j by their indexes, and all', ([lines, expected]) => {
    expect(printed(text, lines, 'kamailio-5.6')).toBe(expected);
    expect(printed('$hdrc(X-A)', lines, 'kamailio-5.6')).toBe(String(lines.length));
  });

  test('are found under the compact form as well', () => {
    const lines = ['v: SIP/2.0/TCP h2'];
    expect(printed('$hdrc(Via)|$(hdr(v)[-1])|$(hdr(VIA)[1])', lines, 'kamailio-5.6')).toBe(
      '2|SIP/2.0/TCP h2|SIP/2.0/TCP h2',
    );
  });

  test.for([
    ['documented', '1|a  b'],
    ['kamailio-5.6', '1 \t|a  b'],
    ['opensips-2.4', '1 \t|a  b'],
  ] as const)('%s: blanks at the end of a value', ([server, expected]) => {
    const lines = ['X-A: 1 \t', 'X-B: \t a  b'];
    expect(printed('$hdr(X-A)|$hdr(X-B)', lines, server)).toBe(expected);
  });

  test.for([
    ['openser-1.1', 'one'],
    ['documented', 'dropped'],
    ['kamailio-5.6', '<null>'],
    ['opensips-1.4', '<null>'],
  ] as const)('%s: behind them a header that does not parse', ([server, expected]) => {
    expect(printed('$hdr(X-A)', ['X-A: one', 'Via: nonsense'], server)).toBe(expected);
  });
});

describe('the lifetime of contacts, as Kamailio 5.6.3 was seen to print it,', () => {
  test.for([
    [['Contact: <sip:a@b>;expires=60;q=0.5, <sip:c@d>;expires=30', 'Expires: 99'], '30 60'],
    [['Contact: <sip:a@b>;expires=60, <sip:c@d>', 'Expires: 99'], '60 99'],
    [['Contact: <sip:a@b>;expires=5;EXPIRES=9'], '9 9'],
    [['Contact: <sip:a@b>', 'Expires: 99'], '99 99'],
    [['Contact: <sip:a@b>'], '<null> <null>'],
    [['Contact: *', 'Expires: 0'], '0 0'],
    [['Expires: 99'], '99 99'],
    [[], '<null> <null>'],
    // One that is there has to be a number of 32 bits; an empty one counts as none.
    [['Contact: <sip:a@b>;expires=x', 'Expires: 7'], '<null> <null>'],
    [['Contact: <sip:a@b>;expires=4294967295'], '4294967295 4294967295'],
    [['Contact: <sip:a@b>;expires=4294967296'], '<null> <null>'],
    [['Contact: <sip:a@b>;expires', 'Expires: 7'], '7 7'],
    [['Contact: <sip:a@b>;expires=', 'Expires: 7'], '7 7'],
    [['Contact: <sip:a@b>;expires="5"', 'Expires: 7'], '5 5'],
    // Of Expires the digits at its beginning count, 0 where there are none.
    [['Contact: <sip:a@b>', 'Expires: 4294967295'], '4294967295 4294967295'],
    [['Contact: <sip:a@b>', 'Expires: 4294967296'], '0 0'],
    [['Contact: <sip:a@b>', 'Expires: 12 x'], '12 12'],
    [['Contact: <sip:a@b>', 'Expires: x'], '0 0'],
    [['Contact: <sip:a@b>', 'Expires: 12       ;'], '12 12'],
    [['Contact: <sip:a@b>', 'Expires: 12        ;'], '0 0'],
    [['Contact: <sip:a@b>', 'Expires: '], '<null> <null>'],
    [['Contact: <sip:a', 'Expires: 7'], '<null> <null>'],
    [['Contact: ', 'Expires: 7'], '<null> <null>'],
  ] as const)('%j: the shortest and the longest are %s', ([lines, expected]) => {
    const headers = [...mandatory, ...lines];
    expect(print('$expires(min) $expires(max)', 'kamailio-5.6', { headers })).toBe(expected);
  });
});
