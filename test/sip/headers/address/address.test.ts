import { describe, expect, test } from 'vitest';
import { findServer } from '../../../../src/server/servers.js';
import { parseAddress } from '../../../../src/sip/headers/address/address.js';
import type { AddressRules } from '../../../../src/sip/headers/address/addressRules.js';
import { isMalformed, type Span } from '../../../../src/sip/span.js';

/** Display name, URI and tag as a server's To parser finds them; `no address` where it gives up. */
function read(
  text: string,
  server = 'documented',
  behind = '\r\nX: next\r\n',
  changed: Partial<AddressRules> = {},
) {
  const bytes = Buffer.from(`${text}${behind}`, 'latin1');
  const address = parseAddress(bytes, 0, bytes.length, { ...findServer(server).to, ...changed });
  if (isMalformed(address)) return 'no address';
  const show = (span: Span | undefined) =>
    span === undefined ? undefined : bytes.toString('latin1', span.start, span.end);
  return [show(address.display), show(address.uri), show(address.tag)];
}

describe('a To', () => {
  test.for([
    ['<sip:bob@b>', [undefined, 'sip:bob@b', undefined]],
    ['sip:bob@b;tag=abc', [undefined, 'sip:bob@b', 'abc']],
    ['"Bob \\"B\\"" <sip:bob@b>;tag=1', ['"Bob \\"B\\""', 'sip:bob@b', '1']],
    ['Bob B. <sip:bob@b>', ['Bob B.', 'sip:bob@b', undefined]],
    ['<sip:bob@b>;tag=a;TAG=b', [undefined, 'sip:bob@b', 'b']],
    ['<sip:bob@b> ; tag = v', [undefined, 'sip:bob@b', 'v']],
    ['<sip:bob@b>\r\n ;tag=folded', [undefined, 'sip:bob@b', 'folded']],
    ['<sip:bob@b>;x="y;z";tag="q"', [undefined, 'sip:bob@b', 'q']],
    ['<sip:x', 'no address'],
    ['', 'no address'],
    ['"open <sip:x>', 'no address'],
    ['<sip:bob@b> behind', 'no address'],
    ['<sip:bob@b>;', 'no address'],
  ] as const)('%s', ([text, expected]) => {
    expect(read(text)).toEqual(expected);
  });

  test.for([
    [
      '<sip:b@x>;tag="abc"',
      { 'openser-1.1': 'ab', 'opensips-1.4': 'ab', 'opensips-1.11': 'abc', 'kamailio-5.6': 'abc' },
    ],
    [
      '<sip:b@x>;tag',
      { 'openser-1.1': 'no address', 'opensips-2.4': 'no address', 'kamailio-6.1': undefined },
    ],
    ['<sip:b@x>;tag=;x=1', { 'openser-1.1': 'no address', 'opensips-2.4': 'no address', 'kamailio-6.1': '' }],
    ['<sip:b@x>;tag=,a', { 'opensips-2.4': ',a', 'kamailio-6.1': 'a' }],
    ['<sip:b@x>;x=,a', { 'opensips-2.4': undefined, 'kamailio-6.1': 'no address' }],
  ] as const)('has a tag that depends on the server: %s', ([text, tags]) => {
    const found = Object.fromEntries(
      Object.keys(tags).map((server) => {
        const address = read(text, server);
        return [server, address === 'no address' ? address : address[2]];
      }),
    );
    expect(found).toEqual(tags);
  });
});

describe('the first byte of the line behind a To', () => {
  test.for(['\0', '\\'])('%j makes it malformed where the server looks at it', (byte) => {
    const rules = ['refused', 'accepted'] as const;
    const found = rules.map((rule) =>
      read('<sip:a>', 'kamailio-6.1', `\r\n${byte}: x`, { byteBehindLineEnd: rule }),
    );
    expect(found).toEqual(['no address', [undefined, 'sip:a', undefined]]);
  });
});

describe('a To that is cut off', () => {
  const whole = (text: string) => [undefined, text, undefined];
  const one = [undefined, 'sip:a', undefined];
  test.for([
    // Behind a fold that followed a bare URI, anything may have begun.
    ['sip:a\r\n b', one, one],
    ['sip:a\r\n b ', whole('sip:a\r\n b'), whole('sip:a\r\n b')],
    ['sip:a \r\n b c', whole('sip:a \r\n b'), whole('sip:a \r\n b')],
    ['sip:a\r\n <sip:c', ['sip:a', '', undefined], ['sip:a', '', undefined]],
    ['sip:a\r\n b\r\n c', 'no address', 'no address'],
    ['b c\r\n <sip:a', 'no address', 'no address'],
    ['sip:a b', 'no address', 'no address'],
    // Kamailio takes an address as it is, the others what stood before the fold.
    ['sip:a ', whole('sip:a '), 'no address'],
    ['sip:a \r\n ', whole('sip:a \r\n '), one],
    ['<sip:a>', one, 'no address'],
    ['<sip:a>\r\n ', one, one],
    ['sip:a\r\n <sip:c>', ['sip:a', 'sip:c', undefined], ['sip:a', '', undefined]],
    ['"n"\r\n <sip:c>', ['"n"', 'sip:c', undefined], 'no address'],
    ['<sip:a>\r\n ;x="1', 'no address', one],
    ['<sip:a>;\r\n x', one, 'no address'],
    ['sip:a\r\n b;x', 'no address', one],
    ['sip:a\r\n ;x="1', 'no address', one],
    ['sip:a\r\n <sip:c>;x="', 'no address', ['sip:a', 'sip:c', undefined]],
    ['sip:a;tag=1;x="y', 'no address', [undefined, 'sip:a', '1']],
    ['sip:a;tag=', [undefined, 'sip:a', ''], one],
  ] as const)('after %j is judged by its last fold', ([text, kamailio, opensips]) => {
    expect([read(text, 'kamailio-6.1', ''), read(text, 'opensips-1.11', '')]).toEqual([kamailio, opensips]);
  });
});
