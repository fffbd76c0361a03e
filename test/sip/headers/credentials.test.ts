import { expect, test } from 'vitest';
import { findServer } from '../../../src/server/servers.js';
import { parseCredentials } from '../../../src/sip/headers/digest.js';
import { isMalformed } from '../../../src/sip/span.js';

/** All parameters of credentials, or what is wrong, and where. What stands behind the header has what credentials may have. */
function read(text: string, server: string): string {
  const bytes = Buffer.from(`${text}\r\n\r\n=,"x`, 'latin1');
  const credentials = parseCredentials(bytes, 0, text.length, findServer(server).credentials);
  if (isMalformed(credentials)) return `${credentials.malformed} at ${credentials.at}`;
  const shown = [...credentials.parameters].map(
    ([name, { start, end }]) => `${name}=${bytes.toString('latin1', start, end)}`,
  );
  return shown.join(';');
}

// docs/servers.md §15.
test.each([
  ['Digest', 'credentials are not Digest at 0'],
  ['Digest ', 'credentials parameter without a value at 7'],
  ['Digest a=1', 'a=1'],
  ['Digest a=1,b="2"', 'a=1;b=2'],
  ['Digest a=1 x,b=2', 'a=1;b=2'],
  ['Digest a="1"x,b=2', 'a=1;b=2'],
  ['Digest a="1', 'quoted value without an end at 9'],
  ['Digest a=', 'credentials parameter without a value at 9'],
  ['Digest a= ,b=1', 'credentials parameter without a value at 10'],
  ['Digest a', 'credentials parameter without a value at 7'],
  ['Digest a=1,', 'credentials parameter without a value at 11'],
  ['Digest a=1,b', 'credentials parameter without a value at 11'],
  ['Digest =1', '=1'],
  ['Digest  a =\t1', 'a=1'],
  ['Digesta=1', 'credentials are not Digest at 0'],
  ['Digest\ta=1', 'a=1'],
  ['Digest\r\n a=1', 'a=1'],
  ['Diges a=1', 'credentials are not Digest at 0'],
  ['Digest a=1,a=2', 'a=2'],
  ['Digest a b=1', 'a b=1'],
  ['Digest a,b=1', 'a,b=1'],
  ['Digest real=1', 'credentials parameter without a value at 7'],
  ['Digest realm=1', 'realm=1'],
  ['Digest realm =1', 'realm=1'],
  ['Digest realmx=1,b=2', '=1;b=2'],
  ['Digest REALM=1', 'realm=1'],
  ['Digest nonce=1', 'nonce=1'],
  ['Digest nonceCount=1,b=2', '=1;b=2'],
  ['Digest response=1', 'response=1'],
  ['Digest responses=1,b=2', '=1;b=2'],
  ['Digest resp=1,b=2', '=1;b=2'],
])('%j is for every server %j', (text, expected) => {
  const servers = ['openser-1.1', 'opensips-3.6', 'kamailio-5.6', 'kamailio-6.1'];
  expect(servers.map((server) => read(text, server))).toEqual(servers.map(() => expected));
});
