import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand, print } from '../../richRequest.js';

describe('contacts', () => {
  const both = '"A" <sip:alice@192.0.2.1:5066;ob>;expires=60;q=0.5, <sip:alice@192.0.2.2>';
  const first = '"A" <sip:alice@192.0.2.1:5066;ob>;expires=60;q=0.5';
  test.for([
    ['$ct', 'kamailio-6.1', both],
    ['$ct', 'opensips-1.4', both],
    ['$ct', 'opensips-2.4', first],
    ['$(ct[1])', 'opensips-2.4', '<sip:alice@192.0.2.2>'],
    ['$(ct[*])', 'opensips-3.6', `${both}, sip:alice@192.0.2.3;expires=30`],
    ['$ct.fields(uri)', 'opensips-2.4', 'sip:alice@192.0.2.1:5066;ob'],
    ['$ct.fields(uri)', 'opensips-1.4', `${both}.fields(uri)`],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });

  test('of a contact with a name and no brackets OpenSIPS reads on behind the header, and behind the message', () => {
    const last = (contact: string) => [...mandatory, 'Content-Length: 5', `Contact: ${contact}`];
    expect(expand('$ct', 'opensips-2.4', last('Bob sip:a@b'))).toBe('Bob sip:a@b\r\n');
    expect(expand('$ct', 'opensips-2.4', last('A long name sip:a@b'))).toBe(
      'A long name sip:a@b\r\n\r\nv=0\r\n\0',
    );
    expect(expand('$ct', 'opensips-2.4', last('A long name sip:a@b;x'))).toBe('');
    expect(expand('$ct', 'kamailio-6.1', last('A long name sip:a@b'))).toBe('A long name sip:a@b');
  });
});

describe('the contacts of a REGISTER', () => {
  const of = (...contacts: string[]) => [...mandatory, ...contacts.map((contact) => `Contact: ${contact}`)];
  const indexes = '$(ct[0])|$(ct[1])|$(ct[-1])|$(ct[-2])|$(ct[*])';

  test.for([
    [['*'], '*|<null>|<null>|<null>|*'],
    [['*', '<sip:a@b>'], '*|<sip:a@b>|<sip:a@b>|<null>|*, <sip:a@b>'],
    [['<sip:a@b>', '*', '<sip:c@d>'], '<sip:a@b>|<sip:c@d>|<sip:c@d>|<sip:a@b>|<sip:a@b>, <sip:c@d>'],
    [[''], '<null>|<null>|<null>|<null>|<null>'],
    [['<sip:a@b>', ''], '<sip:a@b>||||'],
  ] as const)(
    '%j are counted without a * that is not the first, and from the end without any',
    ([contacts, expected]) => {
      expect(expand(indexes, 'opensips-2.4', of(...contacts))).toBe(expected);
    },
  );

  test('are no URIs where there is but a *', () => {
    const fields = '$ct.fields(uri)|$(ct.fields(uri)[*])';
    expect(expand(fields, 'opensips-2.4', of('*'))).toBe('<null>|');
  });

  test('are nothing where the header is empty', () => {
    expect(expand('$ct|$hdr(Contact)', 'kamailio-6.1', of(''))).toBe('<null>|');
  });
});

describe('contacts one by one in OpenSIPS since 1.6 (docs/servers.md, 18.3)', () => {
  const printed = (text: string, server: string, ...contacts: readonly string[]) =>
    print(text, server, { headers: [...mandatory, ...contacts.map((contact) => `Contact: ${contact}`)] });
  const servers = ['opensips-1.11', 'opensips-2.4', 'opensips-3.6'];
  const fieldsOf = (index: number | '*') =>
    ['name', 'uri', 'params', 'q', 'e', 'x', 'expires', 'none']
      .map((name) => `$(ct.fields(${name})[${index}])`)
      .join('|');

  test.for([
    [0, '"N"|sip:a@b;p|q=0.5;E=7;x|0.5|7|<null>|<null>|<null>'],
    [1, '<null>|sip:c@d|<null>|<null>|<null>|<null>|<null>|<null>'],
    [2, '<null>|sip:e@f|expires=3|<null>|<null>|<null>|3|<null>'],
    [3, '<null>|<null>|<null>|<null>|<null>|<null>|<null>|<null>'],
    [-1, '<null>|sip:e@f|expires=3|<null>|<null>|<null>|3|<null>'],
    [-3, '"N"|sip:a@b;p|q=0.5;E=7;x|0.5|7|<null>|<null>|<null>'],
    [-4, '<null>|<null>|<null>|<null>|<null>|<null>|<null>|<null>'],
    ['*', '"N", , |sip:a@b;p, sip:c@d, sip:e@f|q=0.5;E=7;x, , expires=3|0.5, , |7, , ||3|'],
  ] as const)('have fields: of the one at %s they are %s', ([index, expected]) => {
    const contacts = ['"N" <sip:a@b;p>;q=0.5;E=7;x, <sip:c@d>', 'sip:e@f;expires=3'];
    for (const server of servers) expect(printed(fieldsOf(index), server, ...contacts)).toBe(expected);
  });

  test('have the last parameter of a name, as it stands', () => {
    for (const server of servers)
      expect(printed('$ct.fields(q)|$ct.fields(params)', server, '<sip:a@b>;q=1;Q="2"')).toBe('2|q=1;Q="2"');
  });

  test.for([
    ['opensips-1.11', '<sip:a@b>|<sip:a@b>||||sip:a@b', '||'],
    ['opensips-2.4', '<sip:a@b>|<sip:a@b>||||sip:a@b', '||'],
    ['opensips-3.6', '<sip:a@b>|<sip:a@b>|<null>|<null>|<null>|sip:a@b', '<null>|<null>|<null>'],
  ] as const)(
    '%s: those before a header that does not parse are found, none behind it',
    ([server, before, alone]) => {
      const text = '$ct|$(ct[0])|$(ct[1])|$(ct[-1])|$(ct[*])|$ct.fields(uri)';
      expect(printed(text, server, '<sip:a@b>', '<sip:x')).toBe(before);
      expect(printed('$ct|$(ct[*])|$ct.fields(uri)', server, '<sip:x')).toBe(alone);
    },
  );

  test('are nothing without a header, and a * alone has no URI', () => {
    for (const server of servers) {
      expect(printed('$ct|$(ct[0])|$(ct[*])|$ct.fields(uri)', server)).toBe('<null>|<null>|<null>|<null>');
      const fields = '$ct|$ct.fields(uri)|$(ct.fields(uri)[-1])|$ct.fields(q)';
      expect(printed(fields, server, '*')).toBe('*|<null>|<null>|<null>');
    }
  });

  test('are nothing where another header does not parse', () => {
    const headers = [...mandatory, 'Contact: <sip:a@b>', 'no colon'];
    expect(print('$ct|$(ct[*])|$(ct[-1])', 'opensips-1.11', { headers })).toBe('<null>|<null>|<null>');
  });

  test.for([
    [['<sip:a@b>, <sip:c@d>'], 'sip:a@b 0'],
    [['*'], '<null> 1'],
    [['*', '<sip:a@b>'], '<null> 1'],
    [['<sip:a@b>', '*'], 'sip:a@b 0'],
    [[], '<null> 0'],
  ] as const)('%j in Kamailio 6.1: the first URI, and whether it is a *', ([contacts, expected]) => {
    expect(printed('$ctu $cts', 'kamailio-6.1', ...contacts)).toBe(expected);
  });
});
