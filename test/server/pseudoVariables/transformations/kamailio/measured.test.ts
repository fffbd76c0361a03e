import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { print } from '../../richRequest.js';
import { type MadeOf, made } from '../transformed.js';

/** Kamailio 5.6.3 printed each of these; version 6.1 does the same with them. */
describe('a transformation, as Kamailio 5.6.3 was seen to do it,', () => {
  test.for<MadeOf>([
    [
      'hello',
      {
        's.substr,1,2': 'el',
        's.substr,0,5': 'hello',
        's.substr,0,6': 'hello',
        's.substr,4,1': 'o',
        's.substr,5,1': '',
        's.substr,-5,2': 'he',
        's.substr,-6,2': '',
        's.substr,4,0': 'o',
        's.strip,0': 'hello',
        's.strip,4': 'o',
        's.strip,5': '',
        's.striptail,0': 'hello',
        's.striptail,2': 'hel',
        's.striptail,5': '',
        's.prefixes': 'h,he,hel,hell,hello',
        's.prefixes,3': 'h,he,hel',
        's.prefixes,0': 'h,he,hel,hell,hello',
        's.prefixes,9': 'h,he,hel,hell,hello',
        's.prefixes.quoted': "'h','he','hel','hell','hello'",
        's.rm,l': 'heo',
        's.rm,ll': 'heo',
        's.rm,': 'hello',
        's.replace,l,L': 'heLLo',
        's.replace,l,': 'heo',
        's.count,l': '2',
        's.count,z': '0',
        's.before,l': 'he',
        's.after,l': 'lo',
        's.before,z': 'hello',
        's.after,z': '',
        's.rbefore,o': 'hell',
      },
    ],
    [
      'a:b:c',
      {
        's.select,0,:': 'a',
        's.select,1,:': 'b',
        's.select,2,:': 'c',
        's.select,3,:': '',
        's.select,-1,:': 'c',
        's.select,-3,:': 'a',
        's.select,-4,:': '',
        's.select,0,z': 'a:b:c',
      },
    ],
    ['  a b\t', { 's.trim': 'a b', 's.ltrim': 'a b\t', 's.rtrim': 'a b', 's.rmws': 'ab', 's.len': '4' }],
    ['aZz{A[@`', { 's.toupper': 'AZZ{A[@`', 's.tolower': 'azz{a[@`', 's.numeric': '' }],
    ['a1b22', { 's.numeric': '122' }],
    ['"q"', { 's.unquote': 'q', 's.unbracket': '"q"' }],
    ["'q'", { 's.unquote': 'q' }],
    ['\'q"', { 's.unquote': '\'q"' }],
    ['"', { 's.unquote': '"' }],
    ['<a>', { 's.unbracket': 'a', 's.unquote': '<a>' }],
    ['(a)', { 's.unbracket': 'a' }],
    ['[a]', { 's.unbracket': 'a' }],
    ['{a}', { 's.unbracket': 'a' }],
    ['<a)', { 's.unbracket': '<a)' }],
    ['<', { 's.unbracket': '<' }],
    ['12', { 's.int': '12', 's.ftime,%Y': '1970' }],
    ['-12', { 's.int': '-12' }],
    ['+12', { 's.int': '+12' }],
    ['2147483647', { 's.int': '2147483647' }],
    ['-2147483648', { 's.int': '-2147483648' }],
  ])('cuts, finds and replaces text: %j', ([text, expected]) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    [
      'hello7',
      {
        's.substr, 1 , 2 ': 'el',
        's.substr,$(hdr(X-A){s.strip,5}{s.int}),1': '',
        's.substr,$cs,1': '',
        's.substr,$rU,1': '',
        's.strip,$cs': '',
        's.strip,$rU': '',
        's.select,$cs,l': '',
        's.rm, l': 'heo7',
        's.rm,$rU': 'hello7',
        's.rm,$hdr(N)': '',
        's.replace,l,$rU': 'hebobbobo7',
        's.replace,$rU,x': 'hello7',
        's.count,ll': '2',
        's.count,$rU': '0',
        's.before,$rU': 'hello7',
        's.after,ll': 'lo7',
        's.prefixes,$cs': '',
        's.after,': '',
        's.count,,': '0',
        's.count,l,': '2',
      },
    ],
  ])('reads numbers, variables and blanks in its arguments as the server does: %j', ([text, expected]) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    [
      'a\'b"c\\d',
      {
        's.escape.common': 'a\\\'b\\"c\\\\d',
        's.escape.common}{s.unescape.common': 'a\'b"c\\d',
        's.escape.csv': '"a\'b""c\\d"',
      },
    ],
    [
      'Az09-_.!~*()&=+$,;?/ @%"',
      {
        's.escape.user': 'Az09-_.!~*()&=+$,;?%2f%20%40%25%22',
        's.escape.param': 'Az09-_.!~*()&%3d+$%2c%3b%3f/%20%40%25%22',
        's.urlencode.param': 'Az09-_.%21~%2a%28%29%26%3d%2b%24%2c%3b%3f%2f%20%40%25%22',
        's.escape.user}{s.unescape.user': 'Az09-_.!~*()&=+$,;?/ @%"',
        's.escape.param}{s.unescape.param': 'Az09-_.!~*()&=+$,;?/ @%"',
      },
    ],
    [
      'a%20b%7e%7E%2F',
      { 's.unescape.user': 'a b~~/', 's.unescape.param': 'a b~~/', 's.urldecode.param': 'a b~~/' },
    ],
    ['a%1fb', { 's.unescape.user': '', 's.urldecode.param': 'a\x1fb' }],
    ['a%7fb', { 's.unescape.user': '' }],
    ['a%2', { 's.unescape.user': '' }],
    ['a+b%2b%2B', { 's.urldecode.param': 'a b++' }],
    ['\xe9', { 's.escape.user': '', 's.escape.param': '', 's.urlencode.param': '%e9' }],
    [
      'abc',
      {
        's.encode.hexa': '616263',
        's.encode.7bit': '61F1B8',
        's.encode.base58': 'ZiCa',
        's.encode.base64': 'YWJj',
        's.encode.base64t': 'YWJj',
        's.encode.base64url': 'YWJj',
        's.encode.base64urlt': 'YWJj',
        's.md5': '900150983cd24fb0d6963f7d28e17f72',
        's.sha256': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        's.sha384':
          'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
        's.sha512':
          'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
        's.corehash': '7167810',
        's.corehash,16': '2',
        's.corehash,0': '7167810',
      },
    ],
    [
      'abcd',
      {
        's.encode.base64': 'YWJjZA==',
        's.encode.base64t': 'YWJjZA',
        's.encode.base64url': 'YWJjZA==',
        's.encode.base64urlt': 'YWJjZA',
        's.corehash': '1834959896',
      },
    ],
    [
      'abcdefghi',
      { 's.encode.7bit': '61F1985C369FD1E9', 's.corehash': '3610933376', 's.corehash,256': '128' },
    ],
    ['6162', { 's.decode.hexa': 'ab' }],
    ['616', { 's.decode.hexa': 'a' }],
    ['6g', { 's.decode.hexa': '' }],
    ['6A7a', { 's.decode.hexa': 'jz' }],
    ['61F1', { 's.decode.7bit': 'ab' }],
    ['E1F1F8', { 's.decode.7bit': 'acc' }],
    [
      'YWJjZA==',
      {
        's.decode.base64': 'abcd',
        's.decode.base64t': 'abcd',
        's.decode.base64url': 'abcd',
        's.decode.base64urlt': 'abcd',
      },
    ],
    [
      'YWJjZGU=',
      {
        's.decode.base64': 'abcde',
        's.decode.base64t': 'abcde',
        's.decode.base64url': 'abcde',
        's.decode.base64urlt': 'abcde',
      },
    ],
    [
      'YWJj',
      {
        's.decode.base64': 'abc',
        's.decode.base64t': 'abc',
        's.decode.base64url': 'abc',
        's.decode.base64urlt': 'abc',
      },
    ],
    [
      'YWJjZA',
      {
        's.decode.base64': '',
        's.decode.base64t': 'abcd',
        's.decode.base64url': 'abcd',
        's.decode.base64urlt': 'abcd',
      },
    ],
    ['YWJ=Z', { 's.decode.base64': '', 's.decode.base64t': 'ab\xffo' }],
    ['YW=j', { 's.decode.base64': '' }],
    ['ZiE_', { 's.decode.base64url': 'f!?' }],
    ['Y=', { 's.decode.base64url': '' }],
    ['a b', { 's.decode.base64url': '' }],
    ['0', { 's.decode.base58': '' }],
  ])('escapes and encodes text, and undoes it: %j', ([text, expected]) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    [
      'abcabc',
      {
        're.subst,/b/x/': 'axcabc',
        're.subst,/b/x/g': 'axcaxc',
        're.subst,/B/x/gi': 'axcaxc',
        're.subst,/b/\\n\\t\\r\\q/': 'a\n\t\rqcabc',
        're.subst,/z/x/': 'abcabc',
        're.subst,:b:/:g': 'a/ca/c',
        're.subst,/b/{x}/': 'a{x}cabc',
        're.subst,/b/$rU-/g': 'abob-cabob-c',
        're.subst,/^a|c$/x/g': 'xbcabx',
        're.subst,/\\//x/': 'abcabc',
        're.subst,/b/$rU\\/x/': 'abob/xcabc',
        're.subst,/b/$$/': 'a$cabc',
        're.subst,/(b)(c)/[\\2\\1\\0\\3]/': 'a[cbbc]abc',
        're.subst,/b/\\1\\2\\9/': 'acabc',
        're.subst,/(b)/\\1\\2\\3/': 'abcabc',
      },
    ],
    ['a/b', { 're.subst,/\\//x/': 'axb' }],
    ['say', { 're.subst,/a*/x/': '', 're.subst,/z*/x/g': '' }],
  ])('substitutes by an expression: %j', ([text, expected]) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    [
      'sip:a:p@b:5070;x=1;lr;r2=on;ttl=5;user=phone;maddr=h;method=BYE;transport=tcp?h=1&i=2',
      {
        'uri.user': 'a',
        'uri.passwd': 'p',
        'uri.host': 'b',
        'uri.port': '5070',
        'uri.params': 'x=1;lr;r2=on;ttl=5;user=phone;maddr=h;method=BYE;transport=tcp',
        'uri.headers': 'h=1&i=2',
        'uri.scheme': 'sip',
        'uri.transport': 'tcp',
        'uri.ttl': '5',
        'uri.uparam': 'phone',
        'uri.maddr': 'h',
        'uri.method': 'BYE',
        'uri.lr': '',
        'uri.r2': 'on',
      },
    ],
    [
      'sips:b',
      {
        'uri.user': '',
        'uri.host': 'b',
        'uri.port': '',
        'uri.params': '',
        'uri.scheme': 'sips',
        'uri.transport': '',
      },
    ],
    [
      'tel:+1;x=1',
      { 'uri.user': '+1', 'uri.host': '', 'uri.params': '', 'uri.param,x': '', 'uri.scheme': 'tel' },
    ],
    [
      'nouri',
      {
        'uri.user': '',
        'uri.param,x': '',
        'uri.saor': '',
        'uri.tosocket': '',
        'urialias.encode': '',
        'tobody.uri': '',
        'tobody.user': '',
      },
    ],
    ['sip:b;transport=sctp', { 'uri.tosocket': 'sctp:b:5060', 'urialias.encode': 'b~5060~4' }],
    ['sip:b;transport=ws', { 'uri.tosocket': 'ws:b:5060', 'urialias.encode': 'b~5060~5' }],
    ['sip:b;transport=wss', { 'uri.tosocket': '', 'urialias.encode': 'b~5060~1' }],
    ['sip:b;transport=tcp;transport=x', { 'uri.tosocket': 'tcp:b:5060', 'urialias.encode': 'b~5060~2' }],
    ['h~5070~1', { 'urialias.decode': 'sip:h:5070' }],
    ['h~5070~3', { 'urialias.decode': 'sip:h:5070;transport=tls' }],
    ['h~5070~4', { 'urialias.decode': 'sip:h:5070;transport=sctp' }],
    ['h~5070~5', { 'urialias.decode': 'sip:h:5070;transport=ws' }],
    ['h~5070~6', { 'urialias.decode': 'sip:h:5070;transport=ws' }],
    ['h~5070~7', { 'urialias.decode': '' }],
    ['h~5070~', { 'urialias.decode': '' }],
    [
      'a=1;b;c="2;3";A=4;d=',
      {
        'param.value,a': '4',
        'param.value,b': '',
        'param.value,c': '2;3',
        'param.value,d': '',
        'param.value,z': '',
        'param.in,A': '1',
        'param.in,z': '0',
        'param.count': '5',
        'param.name,0': 'a',
        'param.name,-1': 'd',
        'param.name,5': '',
        'param.name,1': 'b',
        'param.valueat,0': '1',
        'param.valueat,1': '',
        'param.valueat,2': '2;3',
        'param.valueat,-1': '',
        'param.valueat,9': '',
      },
    ],
    ['a=1;', { 'param.count': '1', 'param.value,a': '1' }],
    ['a=1;;', { 'param.count': '', 'param.value,a': '', 'param.in,a': '', 'param.name,0': '' }],
    [';', { 'param.count': '' }],
    ["a='1;2';b=3", { 'param.value,a': '1;2', 'param.value,b': '3' }],
    [
      'a=1&b=2',
      {
        'param.value,b,&': '2',
        'param.count,&': '2',
        'param.name,1,&': 'b',
        'param.valueat,1,&': '2',
        'param.in,b,&': '1',
        'param.count': '1',
      },
    ],
    ['a=1,b=2', { 'param.count': '1', 'param.value,a': '1' }],
    [
      '"A <b\\"" <sip:c@d>;x=1',
      {
        'nameaddr.name': '"A <b\\"" ',
        'nameaddr.uri': 'sip:c@d',
        'nameaddr.len': '18',
        'tobody.uri': 'sip:c@d',
        'tobody.display': '"A <b\\""',
        'tobody.params': 'x=1',
        'tobody.user': 'c',
        'tobody.host': 'd',
        'tobody.tag': '',
      },
    ],
    [
      'sip:c@d;tag=1;x',
      {
        'nameaddr.name': '',
        'nameaddr.uri': 'sip:c@d;tag=1;x',
        'nameaddr.len': '15',
        'tobody.uri': 'sip:c@d',
        'tobody.display': '',
        'tobody.params': 'tag=1;x',
        'tobody.user': 'c',
        'tobody.host': 'd',
        'tobody.tag': '1',
      },
    ],
    [
      '<sip:d> ; tag=t;y',
      { 'tobody.tag': 't', 'tobody.params': 'tag=t;y', 'tobody.user': '', 'tobody.host': 'd' },
    ],
    ['<sip:a> <sip:b>', { 'nameaddr.uri': 'sip:a' }],
    ['sip:a@b > x', { 'nameaddr.uri': 'sip:a@b > x', 'tobody.params': '' }],
  ])('takes URIs, addresses and lists of parameters apart: %j', ([text, expected]) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });
});

describe('at the edges, as Kamailio 5.6.3 was seen to do it,', () => {
  test.for<MadeOf>([
    // Two dollars are one.
    [
      'a$b',
      {
        's.rm,$$': 'ab',
        's.replace,$$,x': 'axb',
        's.count,$$': '1',
        's.select,0,$': 'a',
        's.select,1,$': 'b',
      },
    ],
    [
      '',
      { 's.rafter,a': '', 's.before,a': '', 's.after,a': '', 's.count,a': '0', 's.len': '0', 's.trim': '' },
    ],
    ['a\\\'b\\"c\\\\d\\x', { 's.unescape.common': 'a\'b"c\\d\\x' }],
  ])('%j', ([text, expected]) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test('an escape that the end cuts off keeps the digit that is there', () => {
    expect(made('a%2', ['s.rm,x}{s.urldecode.param'], 'kamailio-5.6')).toEqual({
      's.rm,x}{s.urldecode.param': 'a2',
    });
    expect(made('a%', ['s.rm,x}{s.urldecode.param'], 'kamailio-5.6')).toEqual({
      's.rm,x}{s.urldecode.param': 'a',
    });
  });

  test('what stands before the last occurrence in nothing is in the memory before it', () => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1'])
      expect(made('', ['s.rbefore,a'], server)).toEqual({ 's.rbefore,a': 'refused' });
  });
});

/** By the module's manual and its source; docs/servers.md has what was seen of 6.1. */
describe('a transformation that version 6 brought', () => {
  test.for<MadeOf>([
    [
      '17',
      { 'num.fdigit': '0', 'num.ldigit': '0', 'val.n0': '17', 'val.ne': '17', 's.int}{num.ldigit': '7' },
    ],
    ['-17', { 's.int}{num.fdigit': '1', 's.int}{num.ldigit': ')', 's.int}{val.n0': '-17' }],
    ['a"b\\c\t', { 'val.json': 'a\\"b\\\\c\\t', 'val.jsonqe': '"a\\"b\\\\c\\t"' }],
    ['plain', { 'val.json': 'plain', 'val.jsonqe': 'plain', 's.crc32': '421552847' }],
    ['a\b\f\x01\x1f', { 'val.json': 'a\\b\\f\\u0001\\u001f' }],
    ['a\\r\\n\\x', { 's.unescape.crlf': 'a\r\n\\x', 's.unescape.crlf}{s.escape.crlf': 'a\\r\\n\\x' }],
    [
      'sip:a@b:5070;x=1;transport=tcp?h=1',
      {
        'uri.saor': 'sip:a@b',
        'uri.suri': 'sip:a@b:5070;transport=tcp',
        'uri.duri': 'sip:b:5070;transport=tcp',
        'uri.rmparam,x': 'sip:a@b:5070;transport=tcp?h=1',
        'uri.rmparam,transport': 'sip:a@b:5070;x=1?h=1',
        'uri.rmparam,none': 'sip:a@b:5070;x=1;transport=tcp?h=1',
      },
    ],
    [
      'sips:b',
      { 'uri.saor': 'sips:b', 'uri.suri': 'sips:b', 'uri.duri': 'sips:b', 'uri.rmparam,x': 'sips:b' },
    ],
    ['sip:b;lr;x=', { 'uri.rmparam,lr': 'sip:b;x=', 'uri.rmparam,x': 'sip:b;lr=', 'uri.duri': 'sip:b' }],
    ['sip:b;x;', { 'uri.rmparam,x': '' }],
    ['nouri', { 'uri.saor': '', 'uri.rmparam,x': '' }],
    ['a=1,b=2', { 'param.count,,': '2' }],
    ['hello', { 's.rafter,l': 'o', 's.rbefore,l': 'hel', 's.rbefore,z': 'hello', 's.rafter,z': '' }],
    ['9223372036854775807', { 's.int': '9223372036854775807' }],
    ['9223372036854775808', { 's.int': '' }],
  ])('%j', ([text, expected]) => {
    expect(made(text, Object.keys(expected), 'kamailio-6.1')).toEqual(expected);
  });

  test('joins folded lines', () => {
    const joined = (text: string, how: string) => print(`$(rb{${how}})`, 'kamailio-6.1', { body: text });
    const texts = ['a\r\n b', 'a\r\n \t b\r\n\r\n c', 'a\r\nb', 'a\n\tb\n', 'a b'];
    expect(texts.map((text) => joined(text, 's.rmhdws'))).toEqual(['a b', 'a b c', 'ab', 'a b', 'a b']);
    expect(texts.map((text) => joined(text, 's.rmhlws'))).toEqual(['ab', 'abc', 'ab', 'ab', 'a b']);
  });

  test.for([
    ['num.fdigit', '0'],
    ['num.ldigit', '0'],
    ['val.n0', '0'],
    ['val.ne', ''],
    ['val.json', ''],
    ['val.jsonqe', '""'],
    ['s.len', ''],
  ] as const)('{%s} of nothing is %j', ([transformation, expected]) => {
    expect(print(`$(hdr(None){${transformation}})`, 'kamailio-6.1')).toBe(expected);
  });
});

describe('the lines of a body, as Kamailio 5.6.3 was seen to find them,', () => {
  const of = (body: string, what: readonly string[]) =>
    what.map((transformation) => print(`$(rb{${transformation}})`, 'kamailio-5.6', { body }));

  test('are counted from both ends: an empty one takes the line end before it along', () => {
    const indexes = [0, 1, 2, 3, 4, -1, -2, -3, -9].map((index) => `line.at,${index}`);
    const body = 'a\r\nb\n\nc';
    expect(of(body, ['line.count', ...indexes])).toEqual(['4', 'a', 'b', '', 'c', '', 'c', 'b\n', 'a', '']);
    expect(of(body, ['line.sw,b', 'line.sw,z', 'line.sw,'])).toEqual(['b', '', 'a']);
  });

  test('do not begin behind the last line end', () => {
    expect(of('a\n', ['line.count', 'line.at,0', 'line.at,1', 'line.at,-1', 'line.at,-2'])).toEqual([
      '1',
      'a',
      '',
      'a',
      '',
    ]);
  });

  test('matter to an expression but for the flag s', () => {
    const expressions = ['/^b/x/g', '/^b/x/gs', '/a.b/x/g', '/a.b/x/gs', '/b$/x/g'];
    expect(
      of(
        'a\nb\nab',
        expressions.map((expression) => `re.subst,${expression}`),
      ),
    ).toEqual(['a\nx\nab', 'a\nb\nab', 'a\nb\nab', 'x\nab', 'a\nx\nax']);
  });
});

describe('what keeps Kamailio from starting', () => {
  const refusal = (transformation: string) => {
    try {
      return print(`$(hdr(X-A){${transformation}})`, 'kamailio-6.1');
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.for([
    ['s.strip', 's.strip takes one number'],
    ['s.strip,x', 's.strip takes one number'],
    ['s.strip,1,2', 's.strip takes one number'],
    ['s.prefixes,', 's.prefixes takes one number, or nothing'],
    ['s.select,0', 's.select takes a number and one character'],
    ['s.select,0,', 's.select takes a number and one character'],
    ['s.select,0,{', 's.select takes a number and one character'],
    ['s.substr,0,1,2', 's.substr takes two numbers'],
    ['s.substr,0,-1', 's.substr takes two numbers'],
    ['s.rm', 's.rm takes one text'],
    ['s.rm,a,b', 's.rm takes one text'],
    ['s.rm,a{b', 's.rm takes one text'],
    ['s.replace,a,b,c', 's.replace takes two texts'],
    ['s.before', 's.before takes one character'],
    ['s.before,a,b', 's.before takes one character'],
    [
      'param.name,0,',
      'param.name takes a number, and the character that separates parameters if it is not ;',
    ],
    [
      'param.name,0,,',
      'param.name takes a number, and the character that separates parameters if it is not ;',
    ],
    [
      'param.name,0,$rU',
      'param.name takes a number, and the character that separates parameters if it is not ;',
    ],
    [
      'param.value,a,&&',
      'param.value takes a name, and the character that separates parameters if it is not ;',
    ],
    ['param.count,&&', 'param.count takes the character that separates parameters, or nothing'],
    ['param.count,', 'param.count takes the character that separates parameters, or nothing'],
    ['re.subst', 're.subst takes an expression as /pattern/replacement/flags'],
    ['re.subst,', 're.subst takes an expression as /pattern/replacement/flags'],
    ['re.subst,/a', 're.subst takes an expression as /pattern/replacement/flags'],
    ['re.subst,/a/b', 're.subst takes an expression as /pattern/replacement/flags'],
    ['re.subst,/[/b/', 're.subst takes an expression as /pattern/replacement/flags'],
    ['s.len,1', 's.len takes no arguments'],
    [
      'param.name,0x',
      'param.name takes a number, and the character that separates parameters if it is not ;',
    ],
    ['param.count x', 'param.count takes the character that separates parameters, or nothing'],
    ['s.before,{', 's.before takes one character'],
  ] as const)('{%s}: %s', ([transformation, taken]) => {
    expect(refusal(transformation)).toBe(`{${transformation}}: ${taken}`);
  });

  test.for([
    [
      're.subst,/b/$bogus/',
      '{re.subst,/b/$bogus/}: re.subst takes an expression as /pattern/replacement/flags',
    ],
    ['s.lenn', 'unknown transformation {s.lenn}; did you mean {s.len}?'],
    ['', 'unknown transformation {}'],
    ['zzzzzz', 'unknown transformation {zzzzzz}'],
    ['len,x', 'unknown transformation {len}'],
  ] as const)('{%s}', ([transformation, message]) => {
    expect(refusal(transformation)).toBe(message);
  });

  test('is not an expression in a variable, nor two dollars', () => {
    const headers = [...mandatory, 'X-A: abc', 'X-B: /b/x/', 'X-C: /(/'];
    const text = '$(hdr(X-A){re.subst,$hdr(X-B)})|$(hdr(X-A){re.subst,/b/$$$rU/})';
    expect(() => print('$(hdr(X-A){re.subst,$hdr(X-C)})', 'kamailio-6.1', { headers })).not.toThrow();
    expect(print(text, 'kamailio-6.1', { headers })).toMatch(/\|a\$bobc$/);
  });
});
