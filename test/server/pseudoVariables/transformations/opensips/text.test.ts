import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expansionOf } from '../../richRequest.js';
import { type MadeOf, made } from '../transformed.js';

describe('text', () => {
  test.for<MadeOf>([
    [
      'hello',
      { 's.substr,0,5': 'hello', 's.substr,0,6': 'hello', 's.substr,4,1': 'o', 's.substr,-5,2': 'he' },
    ],
    [
      'a:b:c',
      {
        's.select,0,:': 'a',
        's.select,2,:': 'c',
        's.select,3,:': '',
        's.select,-3,:': 'a',
        's.select,-4,:': '',
        's.select,0,z': 'a:b:c',
      },
    ],
    ['-12', { 's.int': '-12' }],
    ['abcd', { 's.md5': 'e2fc714c4727ee9395f324cd2e7f331f', 's.encode.hexa': '61626364' }],
    ['', { 's.md5': 'd41d8cd98f00b204e9800998ecf8427e', 's.len': '0' }],
    [
      'Az09-_.!~*()&=+$,;?/ @%"[]:',
      {
        's.escape.user': 'Az09-_.!~*()&=+$,;?/%20%40%25%22%5b%5d%3a',
        's.escape.param': '%41%7a%30%39-_.!~*()&%3d+$%2c%3b%3f/%20%40%25%22[]:',
        's.escape.param}{s.unescape.param': 'Az09-_.!~*()&=+$,;?/ @%"[]:',
      },
    ],
    ['~', { 's.escape.user': '~', 's.escape.param': '~' }],
    ['a%7E%2f', { 's.unescape.user': 'a~/' }],
    ['a\'"\\', { 's.escape.common': 'a\\\'\\"\\\\', 's.escape.common}{s.unescape.common': 'a\'"\\' }],
    ['aZz{A[@`', { 's.toupper': 'AZZ{A[@`', 's.tolower': 'azz{a[@`' }],
  ])('%j, in every version', ([text, expected]) => {
    for (const server of ['opensips-1.4', 'opensips-1.11', 'opensips-2.4', 'opensips-3.6', 'opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    [
      'hello',
      {
        's.index,l': '2',
        's.index,l,2': '2',
        's.index,l,3': '3',
        's.index,l,-2': '3',
        's.index,l,-5': '2',
        's.index,l,-7': '3',
        's.index,h': '0',
        's.rindex,l': '3',
        's.rindex,l,2': '2',
        's.rindex,l,-3': '2',
        's.rindex,h': '0',
        's.len}{s.hex2dec': '5',
        's.len}{s.dec2hex': '5',
      },
    ],
    [
      '12',
      {
        's.fill.left,0,5': '00012',
        's.fill.left,abc,7': 'bcabc12',
        's.fill.left,abc,3': 'c12',
        's.fill.left,abc,2': '12',
        's.fill.left,abc,1': '12',
        's.fill.right,abc,7': '12abcab',
        's.fill.right,abc,3': '12a',
        's.fill.right,abc,2': '12',
        's.fill.right,abc,1': '12',
        's.fill.left, x y ,6': 'yx y12',
        's.fill.right,ab,65536}{s.len': '65536',
      },
    ],
    ['-12', { 's.dec2hex': 'fffffff4', 's.int}{s.dec2hex': 'fffffff4' }],
    ['12x', { 's.int}{s.dec2hex': 'c' }],
    ['x', { 's.int}{s.dec2hex': '0' }],
    ['-', { 's.dec2hex': '0', 's.int}{s.dec2hex': '0' }],
    ['ff', { 's.hex2dec': '255', 's.hex2dec}{s.dec2hex': 'ff' }],
    ['7fffffff', { 's.hex2dec': '2147483647' }],
    ['80000000', { 's.hex2dec': '18446744071562067968', 's.hex2dec}{s.hex2dec': '18446744071562067968' }],
    ['4294967296', { 's.dec2hex': '0', 's.int}{s.dec2hex': '0' }],
  ])('%j, since version 1.6', ([text, expected]) => {
    for (const server of ['opensips-1.11', 'opensips-2.4', 'opensips-3.6', 'opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    [
      '12',
      {
        's.width,2': '12',
        's.width,1': '1',
        's.width,0': '<null>',
        's.width,3': '12 ',
        's.width,$rU': '<null>',
        's.width,65536}{s.len': '65536',
        's.width,65537}{s.len': '<null>',
      },
    ],
    ['\t a b \r\n\t', { 's.trim': 'a b', 's.triml': 'a b \r\n\t', 's.trimr': 'a b' }],
    ['AB', { 's.xor,a': ' #', 's.xor,ab': '  ', 's.xor,abc': '  ', 's.xor,$hdr(N)': '<null>' }],
    ['abcd', { 's.b64encode': 'YWJjZA==' }],
    ['', { 's.xor,': '', 's.b64encode': '' }],
    ['QUJD', { 's.b64decode': 'ABC' }],
    ['QUI=', { 's.b64decode': 'AB' }],
    ['QQ==', { 's.b64decode': 'A' }],
    ['QQ=', { 's.b64decode': 'A' }],
    ['Q', { 's.b64decode': '' }],
    ['=QUI', { 's.b64decode': 'AB' }],
    ['QU=I', { 's.b64decode': 'A' }],
    ['QUJDRA', { 's.b64decode': 'ABCD' }],
  ])('%j, since version 2.2', ([text, expected]) => {
    for (const server of ['opensips-2.4', 'opensips-3.6', 'opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    ['AB', { 's.reverse': 'BA' }],
    ['Mon, 01 Feb 2021 10:20:30 GMT', { 's.date2unix': '1612174830' }],
    ['Xxx, 01 Feb 2021 10:20:30 GMT', { 's.date2unix': '<null>' }],
    ['Mon, 01 Feb 2021 10:20:30', { 's.date2unix': '<null>' }],
    ['Mon, 01 Foo 2021 10:20:30 GMT', { 's.date2unix': '<null>' }],
    ['aMon, 01 Feb 2021 10:20:30 GMT', { 's.date2unix': '<null>' }],
    [
      'abcd',
      {
        's.sha224': 'a76654d8e3550e9a2d67a0eeb6c67b220e5885eddd3fde135806e601',
        's.sha256': '88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589',
        's.sha384':
          '1165b3406ff0b52a3d24721f785462ca2276c9f454a116c2b2ba20171a7905ea5a026682eb659c4d5f115c363aa3c79b',
        's.sha512':
          'd8022f2060ad6efd297ab73dcc5355c9b214054b0d1776a136a669d26a7d3b14f73aa0d0ebff19ee333368f0164b6419a96da49e3e481753e7e96b716bdccb6f',
        's.sha224_hmac,k': '4c0f22776d7ab89283a6614b43626f7ed29c14c15d06b7e6f21235ba',
        's.sha256_hmac,k': '756d7c2af4fae2338eb66fcb2eea2a6a4bf5b8ec75a0561b967ce1c215ba740f',
        's.sha384_hmac,k':
          'b80cd9c5d942d39be64570c96ff9bf62b38af87f7711036499f9d1509f1c6659957c0f0c0987c310e68700e1cb233718',
        's.sha512_hmac,k':
          '257e4d4782421cddd87e68d6da4abe9f952f499351cb63f0c93c4769f1c54671050f495d3ccb3c7ffd907ca63a68447df1c3c6ce2490d0d0ec37dfbab040e136',
      },
    ],
  ])('%j, since version 3', ([text, expected]) => {
    for (const server of ['opensips-3.6', 'opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([['abcd', { 's.crc32': '3984772369' }]])('%j, since version 4', ([text, expected]) => {
    for (const server of ['opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for([
    ['hello', ['s.substr,5,1', 's.substr,-6,2', 's.substr,$cs,1', 's.index,l,$rU', 's.index,l,$cs']],
    ['a:b:c', ['s.select,$cs,:', 's.select,$rU,:']],
    ['12', ['s.fill.right,ab,65537']],
    ['12x', ['s.dec2hex', 's.hex2dec']],
    ['x', ['s.dec2hex', 's.hex2dec']],
    ['\x1f', ['s.escape.user']],
    ['\x7f', ['s.escape.user']],
    ['a%1f', ['s.unescape.user']],
    ['a%20%7e%7f', ['s.unescape.user']],
    ['a%2', ['s.unescape.user']],
  ] as const)('%j fails: nothing up to version 1.11, <null> since', ([text, transformations]) => {
    const all = (printed: string) => Object.fromEntries(transformations.map((name) => [name, printed]));
    expect(made(text, transformations, 'opensips-1.11')).toEqual(all(''));
    for (const server of ['opensips-2.4', 'opensips-3.6', 'opensips-4.1'])
      expect(made(text, transformations, server)).toEqual(all('<null>'));
  });

  test.for([
    ['s.index,l,4', '18446744073709551615'],
    ['s.index,l,-1', '18446744073709551615'],
    ['s.index,z', '18446744073709551615'],
    ['s.index,', '18446744073709551615'],
    ['s.index,$rU', '18446744073709551615'],
    ['s.rindex,l,-4', '18446744073709551615'],
    ['s.rindex,l,0', '18446744073709551615'],
  ] as const)(
    '{%s} of hello finds nothing: -1 as an unsigned number up to version 1.11',
    ([name, printed]) => {
      expect(made('hello', [name], 'opensips-1.11')).toEqual({ [name]: printed });
      for (const server of ['opensips-2.4', 'opensips-3.6'])
        expect(made('hello', [name], server)).toEqual({ [name]: '<null>' });
    },
  );

  test.for([
    ['s.substr,1,-1', 'ell'],
    ['s.substr,1,-3', 'e'],
    ['s.substr,1,-4', ''],
    ['s.substr,1,-5', '<null>'],
    ['s.substr,-3,-1', 'll'],
  ] as const)('{%s} of hello leaves bytes off at the end since version 3', ([name, expected]) => {
    expect(made('hello', [name], 'opensips-3.6')).toEqual({ [name]: expected });
    expect(() => made('hello', [name], 'opensips-2.4')).toThrow('s.substr takes two numbers');
  });

  test.for(['a', ',5', 'a,', 'a,b', '$rU,5', 'a,$cs', 'a,5,6', ' ,5'])(
    '{s.fill.left,%s} is refused',
    (written) => {
      const why = `{s.fill.left,${written}}: s.fill.left takes what to fill with, and a number`;
      expect(() => made('12', [`s.fill.left,${written}`], 'opensips-2.4')).toThrow(why);
    },
  );

  test.for(['l,2,3', 'l x', 'l,', 'l,x', 'l,1x'])('{s.index,%s} is refused', (written) => {
    const why = `{s.index,${written}}: s.index takes one word, and a number or nothing`;
    expect(() => made('hello', [`s.index,${written}`], 'opensips-2.4')).toThrow(why);
  });

  test('with an empty secret kills the server where there is something to encrypt', () => {
    expect(made('AB', ['s.xor,'], 'opensips-2.4')).toEqual({ 's.xor,': 'refused' });
  });

  const evaluated = (text: string) =>
    expansionOf('$(hdr(X-A){s.eval})', 'opensips-3.6', { headers: [...mandatory, `X-A: ${text}`] });

  test.for([
    ['$rU', 'bob'],
    ['a$$b $rU', 'a$b bob'],
    ['plain', 'plain'],
    ['$bogus', '<null>'],
    ['$(rU', '<null>'],
  ] as const)('evaluated as a string of the script: %j is %j', ([text, expected]) => {
    expect(evaluated(text)).toMatchObject({ bytes: Buffer.from(expected) });
  });

  test('that evaluates itself is refused', () => {
    expect(evaluated('$(hdr(X-A){s.eval})')).toEqual({
      outcome: 'refused',
      reason:
        '$(hdr(X-A){s.eval}) evaluates strings that name each other: more than 64 deep, or 100000 in all',
      isEndless: true,
    });
    const itself = '$(hdr(X-A){s.eval})';
    const headers = [...mandatory, `X-A: ${itself}`, `X-B: /./${itself}/`, 'X-C: c'];
    expect(expansionOf('$(hdr(X-C){re.subst,$hdr(X-B)})', 'opensips-3.6', { headers })).toMatchObject({
      isEndless: true,
    });
  });

  test.for([
    ['s.b64decode', '\xe9QUI', 'AB', 'for bytes above 0x7f {s.b64decode} reads memory outside of its table'],
    ['re.subst,/b/x', 'abc', '', 'the expression is incomplete, and the server reads memory behind it'],
    ['re.subst,/\\//x', 'abc', '', 'the expression is incomplete, and the server reads memory behind it'],
    ['ip.resolve', 'x', '', 'the server looks it up in the DNS, and sipexec does not'],
  ] as const)('{%s} of %j is %j, which is a guess', ([name, text, bytes, guess]) => {
    const headers = [...mandatory, `X-A: ${text}`];
    expect(expansionOf(`$(hdr(X-A){${name}})`, 'opensips-2.4', { headers })).toMatchObject({
      bytes: Buffer.from(bytes),
      spans: [{ guess }],
    });
  });

  test.for([
    ['ip.pton}{ip.family', '1.2.3.4', 'INET'],
    ['s.b64decode', 'QUI', 'AB'],
    ['re.subst,/b/x/', 'abc', 'axc'],
  ] as const)('{%s} of %j is %j, which is none', ([name, text, bytes]) => {
    const headers = [...mandatory, `X-A: ${text}`];
    const expansion = expansionOf(`$(hdr(X-A){${name}})`, 'opensips-2.4', { headers });
    expect(expansion).toEqual({
      outcome: 'expanded',
      bytes: Buffer.from(bytes),
      spans: [{ name: `$(hdr(X-A){${name}})`, start: 0, end: bytes.length }],
    });
  });
});
