import { describe, expect, test } from 'vitest';
import { findServer } from '../../../src/server/servers.js';
import type { CredentialRules } from '../../../src/sip/headers/credentialRules.js';
import { parseCredentials } from '../../../src/sip/headers/digest.js';
import { isMalformed } from '../../../src/sip/span.js';

/** What a server reads in credentials; `none` where it gives up. */
function read(
  text: string,
  server = 'kamailio-6.1',
  changed: Partial<CredentialRules> = {},
): Record<string, string> | 'none' {
  const bytes = Buffer.from(`${text}\r\n\r\n`, 'latin1');
  const rules = { ...findServer(server).credentials, ...changed };
  const credentials = parseCredentials(bytes, 0, text.length, rules);
  if (isMalformed(credentials)) return 'none';
  const named = [...credentials.parameters].filter(([name]) => known.includes(name));
  return Object.fromEntries(
    named.map(([name, span]) => [name, bytes.toString('latin1', span.start, span.end)]),
  );
}

const known = ['username', 'realm', 'nonce', 'uri', 'response'];

describe('Digest credentials', () => {
  test.for([
    ['Digest username="u", realm="r;x", foo=bar', { username: 'u', realm: 'r;x' }],
    ['digest USERNAME="u",\r\n Realm=r', { username: 'u', realm: 'r' }],
    ['Digest username = "u" , realm = "r"', { username: 'u', realm: 'r' }],
    ['Digest username="u", username="v"', { username: 'v' }],
    ['Digest username\xa0="u", realm="r"', { realm: 'r' }],
    ['Digest,username="u"', { username: 'u' }],
    ['Digest username="u', 'none'],
    ['Digest username=', 'none'],
    ['Basic dTpw', 'none'],
  ] as const)('%s', ([text, expected]) => {
    expect(read(text)).toEqual(expected);
  });

  test.for([
    ['Digest\n username="u"', { 'kamailio-6.1': { username: 'u' }, 'opensips-2.4': 'none' }],
    ['Digestnusername="u"', { 'kamailio-6.1': 'none', 'opensips-2.4': { username: 'u' } }],
  ] as const)('%j has its scheme end at a line feed, or at a letter n', ([text, expected]) => {
    const found = Object.keys(expected).map((server) => [server, read(text, server)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test.for([
    // Behind a name that only begins like realm, the = is looked for from the twelfth byte on.
    ['Digest realX="a", realm="r", uri=i', { uri: 'i' }],
    ['Digest noncX="a=b", uri=i', { uri: 'i' }],
    ['Digest realX="a"', 'none'],
    ['Digest noncX=a', 'none'],
    ['Digest realXXXXe="n"', { nonce: 'n' }],
    ['Digest realXXXXe ="n"', { nonce: 'n' }],
    ['Digest realXXXXYYYYonse="s"', { response: 's' }],
    ['Digest noncXXXXonse="s"', { response: 's' }],
    ['Digest noncXXXXonseX="s", uri=i', { uri: 'i' }],
  ] as const)('%s is compared four bytes at a time', ([text, expected]) => {
    expect(read(text)).toEqual(expected);
  });

  test('have no name hidden where names are compared as a whole', () => {
    const text = 'Digest realX="a", realm="r", uri=i';
    expect([read(text), read(text, 'kamailio-6.1', { names: 'whole' })]).toEqual([
      { uri: 'i' },
      { realm: 'r', uri: 'i' },
    ]);
  });
});
