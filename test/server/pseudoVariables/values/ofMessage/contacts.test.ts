import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand } from '../../richRequest.js';

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
