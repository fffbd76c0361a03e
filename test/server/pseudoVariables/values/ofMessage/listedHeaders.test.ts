import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand } from '../../richRequest.js';

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
