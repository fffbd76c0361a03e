import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { print } from '../../richRequest.js';

const digest = (username: string) =>
  `Authorization: Digest username="${username}", realm="r", nonce="n", uri="u", response="x"`;

describe('the user of credentials', () => {
  const printed = (username: string, server: string) =>
    print('$au|$aU|$ad', server, { headers: [...mandatory, digest(username)] });

  // Kamailio 5.6.3 was seen to print these; OpenSIPS keeps what stands before a colon (docs/servers.md, 15).
  test.for([
    ['bob', 'bob|bob|', 'bob'],
    ['bob@r', 'bob|bob@r|r', 'bob'],
    ['u:bob@r', 'bob|u:bob@r|r', 'u:bob'],
    ['a@b:c@d', 'a|a@b:c@d|b:c@d', 'a'],
    ['a@b', 'a|a@b|b', 'a'],
    ['a:b', 'b|a:b|', 'a:b'],
    [':b@', 'b|:b@|', ':b'],
    // Of two bytes or one nothing is split.
    ['@', '@|@|', '@'],
    ['a@', 'a@|a@|', 'a@'],
    ['@b', '@b|@b|', '@b'],
    ['a:', 'a:|a:|', 'a:'],
  ] as const)('%s', ([username, kamailio, opensips]) => {
    expect(printed(username, 'kamailio-5.6')).toBe(kamailio);
    expect(print('$au', 'opensips-2.4', { headers: [...mandatory, digest(username)] })).toBe(opensips);
  });

  test('is From for the account, and nothing without credentials', () => {
    expect(print('[$au][$ar][$aU][$aa]', 'kamailio-5.6')).toBe('[<null>][<null>][<null>][<null>]');
    expect(print('[$au][$ar]', 'openser-1.1')).toBe('[][]');
  });

  test('comes from Proxy-Authorization where both headers are there', () => {
    const proxy = 'Proxy-Authorization: Digest username="p", realm="rp", nonce="n"';
    const headers = [...mandatory, digest('w'), proxy];
    expect(print('$au $ar', 'kamailio-5.6', { headers })).toBe('p rp');
  });

  test.for(['Authorization: Basic xyz', 'Authorization: Digest'])('is nothing in %s', (line) => {
    expect(print('$au $ar', 'kamailio-5.6', { headers: [...mandatory, line] })).toBe('<null> <null>');
  });
});
