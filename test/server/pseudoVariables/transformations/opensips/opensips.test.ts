import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../../../src/server/pseudoVariables/format.js';
import { serversWith } from '../../../../../src/server/serverRanges.js';
import { findServer } from '../../../../../src/server/servers.js';
import { mandatory, plainState, request } from '../../../requests.js';

const servers = [
  'opensips-1.4',
  'opensips-1.11',
  'opensips-2.4',
  'opensips-3.4',
  'opensips-3.6',
  'opensips-4.1',
];

/** What a reference to pseudo-variables prints where X-A carries a text, and the body another one. */
function expand(reference: string, text: string, server: string, body = '') {
  const profile = findServer(server);
  const length = `Content-Length: ${body.length}`;
  const received = receiveMessage(
    profile,
    request([...mandatory, `X-A: ${text}`, length], 'INVITE sip:b@c SIP/2.0', body),
  );
  if (received.outcome !== 'script') throw new Error(received.outcome);
  const format = parseFormat(Buffer.from(reference, 'latin1'), profile);
  return expandFormat(format, received.message, profile, plainState);
}

function printed(reference: string, text: string, server: string, body = ''): string {
  const expansion = expand(reference, text, server, body);
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.outcome;
}

function transform(transformation: string, text: string, server: string): string {
  return printed(`$(hdr(X-A){${transformation}})`, text, server);
}

describe('a transformation of OpenSIPS', () => {
  test.for([
    ['s.substr,-2,0', 'hello', 'lo'],
    ['s.substr,+1, 2 ', 'hello', 'el'],
    ['s.substr,0,$(hdr(X-A){s.len})', 'hello', 'hello'],
    ['s.select,-2,X', 'aXbX', 'b'],
    ['s.select,0,}', 'a}b', 'a'],
    ['s.select,0,(', 'a(b', 'a'],
    ['S.Len } { s.LEN', 'hello', undefined],
    ['S.Len } {s. LEN', 'hello', '1'],
    ['s.int', '12 sec', '12 sec'],
    ['s.escape.param', 'a-b', '%61-%62'],
    ['s.tolower}{s.encode.hexa', 'AB', '6636'],
    ['uri.domain', 'sip:a@b', 'b'],
    ['param.value,B', 'a=1;b=2', '2'],
    ['nameaddr.len', '<sip:a@b>;x', '9'],
    ['s.toupper', 'az{AZ[@`', 'AZ{AZ[@`'],
    ['s.tolower', 'AZ[az{@`', 'az[az{@`'],
    ['s.select,1,:', 'a:b:c', 'b'],
    ['s.select,-1,:', 'a:b:c', 'c'],
    ['s.select,9,:', 'a:b:c', ''],
    ['s.substr,1,1', 'abc', 'b'],
    ['s.substr,2,9', 'abc', 'c'],
    ['s.md5', 'abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['s.encode.hexa', 'AZ~', '415a7e'],
    ['s.decode.hexa', '415a7E', 'AZ~'],
    ['s.decode.hexa', '415a7', 'AZ'],
    ['s.escape.common', `a'b"c\\d`, `a\\'b\\"c\\\\d`],
    ['s.unescape.common', `a\\'b\\"c\\\\d\\n`, `a'b"c\\d\\n`],
    ['s.unescape.common', 'a\\0b0', 'a\0b0'],
    ['s.escape.user', "Az09-_.!~*'()&=+$,;?/", "Az09-_.!~*'()&=+$,;?/"],
    ['s.escape.user', 'a b@c:d%"', 'a%20b%40c%3ad%25%22'],
    ['s.unescape.user', 'a%20b%40c%3Ad%7e', 'a b@c:d~'],
    ['s.unescape.param', '%5b%61%5D', '[a]'],
    ['uri.user', 'sip:a:p@b:5070;x=1?h=2', 'a'],
    ['uri.passwd', 'sip:a:p@b:5070;x=1?h=2', 'p'],
    ['uri.port', 'sip:a:p@b:5070;x=1?h=2', '5070'],
    ['uri.params', 'sip:a:p@b:5070;x=1;lr?h=2', 'x=1;lr'],
    ['uri.headers', 'sip:a:p@b:5070;x=1?h=2&i=3', 'h=2&i=3'],
    ['uri.param,X', 'sip:a@b;y;x=1', '1'],
    ['uri.transport', 'sip:a@b;transport=tcp', 'tcp'],
    ['uri.ttl', 'sip:a@b;ttl=5', '5'],
    ['uri.uparam', 'sip:a@b;user=phone', 'phone'],
    ['uri.maddr', 'sip:a@b;maddr=192.0.2.1', '192.0.2.1'],
    ['uri.method', 'sip:a@b;method=BYE', 'BYE'],
    ['param.count', 'a=1;b;c="2;3"', '3'],
    ['param.name,1', 'a=1;b;c="2;3"', 'b'],
    ['param.name,-1', 'a=1;b;c="2;3"', 'c'],
    ['param.valueat,0', 'a=1;b;c="2;3"', '1'],
    ['param.valueat,2', 'a=1;b;c="2;3"', '2;3'],
    ['nameaddr.name', '"Al B" <sip:a@b>;x', '"Al B"'],
    ['nameaddr.uri', '"Al B" <sip:a@b>;x', 'sip:a@b'],
  ] as const)('{%s} of %s', ([transformation, text, expected]) => {
    for (const server of servers) {
      if (expected === undefined) expect(() => transform(transformation, text, server)).toThrow('unknown');
      else expect(transform(transformation, text, server)).toBe(expected);
    }
  });

  test.for([
    ['s.index,b,-1', 'abcab', '4'],
    ['s.rindex,b,-2', 'abcab', '1'],
    ['s.fill.left,ab,5', '1', 'abab1'],
    ['s.fill.left,0,5}{s.fill.left,1,8', 'a', '1111110a'],
    ['s.fill.right, abc , 5', '1', '1abca'],
    ['s.dec2hex', '-12', 'fffffff4'],
    ['s.dec2hex', '255', 'ff'],
    ['uri.port}{s.dec2hex', 'sip:a@b:5061', '13c5'],
    ['s.len}{s.dec2hex', 'hello hello', 'b'],
    ['via.port}{s.dec2hex', 'SIP/2.0/UDP a:5061', '13c5'],
    ['via.name', 'SIP / 2.0 / UDP a:5061', 'SIP'],
    ['via.version', 'SIP / 2.0 / UDP a:5061', '2.0'],
    ['via.transport', 'SIP / 2.0 / UDP a:5061', 'UDP'],
    ['via.branch', 'SIP/2.0/UDP a;rport=7;branch=z9;received=192.0.2.1', 'z9'],
    ['via.rport', 'SIP/2.0/UDP a;rport=7;branch=z9;received=192.0.2.1', '7'],
    ['via.received', 'SIP/2.0/UDP a;rport=7;branch=z9;received=192.0.2.1', '192.0.2.1'],
    ['via.param,X', 'SIP/2.0/UDP a;y=1;x=2', '2'],
    ['ip.pton}{s.encode.hexa', '192.0.2.255', 'c00002ff'],
    ['ip.pton}{s.encode.hexa', '[2001:db8::1]', '20010db8000000000000000000000001'],
    ['ip.pton}{s.encode.hexa', '1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
    ['ip.isip', '192.0.2.256', '0'],
    ['ip.isip', '192.0.2', '0'],
    ['ip.isip', '2001:db8::1', '1'],
    ['ip.isip', '1::2::3', '0'],
    ['ip.isip', '1:2:3', '0'],
    ['uri.schema', 'sips:a@b', 'sips'],
    ['nameaddr.param,x', '<sip:a@b>;y=2;x=1', '1'],
    ['csv.value,1', 'a,b,c', 'b'],
    ['csv.count', 'a,b,c', '3'],
    ['param.exist,x', 'a;y', '0'],
    ['s.hex2dec', 'ffffffff', '18446744073709551615'],
    ['csv.value,-1', 'a,"b,c"', '"b,c"'],
    ['via.host', 'SIP/2.0/UDP [::1]:5061;x=1', '[::1]'],
    ['via.params', 'SIP/2.0/UDP a;x=1;y="q"', 'x=1;y="q'],
    ['via.params', 'SIP/2.0/UDP a;rport , SIP/2.0/UDP b', 'rport '],
    ['via.params', 'SIP/2.0/UDP a;alias , SIP/2.0/UDP b', 'alias'],
    ['via.comment', 'SIP/2.0/UDP a;x=1 (c)', 'c'],
    ['ip.pton}{ip.ntop', '::1', '0:0:0:0:0:0:0:1'],
    ['ip.pton}{ip.family', '1.2.3.4', 'INET'],
    ['ip.isip', '194.068.4.034', '0'],
    ['nameaddr.params', '<sip:a@b>;x=1;y', 'x=1;y'],
    ['param.exist,x', 'a;x', '1'],
    ['re.subst,/(b)(c)/\\2\\1/g', 'abcabc', 'acbacb'],
  ] as const)('{%s} of %s, since version 1.6', ([transformation, text, expected]) => {
    expect(() => transform(transformation, text, 'opensips-1.4')).toThrow('unknown transformation');
    for (const server of servers.slice(1)) expect(transform(transformation, text, server)).toBe(expected);
  });

  test.for([
    ['s.b64encode', 'hello', 'aGVsbG8='],
    ['s.b64decode', 'QU=JD', 'A'],
    ['s.b64encode', 'f', 'Zg=='],
    ['s.b64encode', 'foob', 'Zm9vYg=='],
    ['s.b64encode', 'foobar>?~', 'Zm9vYmFyPj9+'],
    ['s.b64decode', 'Zm9vYmFyPj9+', 'foobar>?~'],
    ['s.b64decode', 'Zg==', 'f'],
    ['s.b64decode', 'Zm9v YmE=', 'fooba'],
    ['s.width,3', 'hello', 'hel'],
    ['s.triml', ' a\t', 'a\t'],
    ['s.trimr}{s.len', 'a \t', '1'],
    ['s.width,7', 'hello', 'hello  '],
    ['s.xor,a', 'AB', ' #'],
    ['s.trim', ' a\t', 'a'],
  ] as const)('{%s} of %s, since version 2.2', ([transformation, text, expected]) => {
    expect(() => transform(transformation, text, 'opensips-1.11')).toThrow('unknown transformation');
    for (const server of servers.slice(2)) expect(transform(transformation, text, server)).toBe(expected);
  });

  test.for([
    ['s.reverse', 'abc', 'cba'],
    ['s.date2unix', 'Thu, 01 Jan 1970 00:00:00 GMT', '0'],
    ['s.date2unix', 'Tue, 31 Dec 2024 23:59:59 GMT', '1735689599'],
    ['ip.isip4', '192.0.2.1', '1'],
    ['ip.isip4', '::1', '0'],
    ['ip.isip6', '::1', '1'],
    ['ip.isprivate', '10.255.255.255', '1'],
    ['ip.isprivate', '11.0.0.0', '0'],
    ['ip.isprivate', '172.15.255.255', '0'],
    ['ip.isprivate', '172.32.0.0', '0'],
    ['ip.isprivate', '192.168.0.1', '1'],
    ['ip.matches,10.10.0.0/24', '10.10.1.77', '0'],
    ['ip.matches,2001:db8::/32', '2001:db8:1::1', '1'],
    ['ip.matches,2001:db8::/32', '2001:db9::1', '0'],
    ['s.sha1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['s.sha1_hmac,key', 'abc', '4fd0b215276ef12f2b3e4c8ecac2811498b656fc'],
    ['s.eval', '$rU-$$', 'b-$'],
    ['s.date2unix', 'Thu, 13 Jun 2024 12:48:00 GMT', '1718282880'],
    ['ip.isip6', '1.2.3.4', '0'],
    ['ip.isprivate', '172.31.0.1', '1'],
    ['ip.matches,10.10.0.1/24', '10.10.0.77', '1'],
    ['s.substr,1,-1', 'abcd', 'bc'],
    ['nameaddr.1.name', '"a" <sip:a@b>, "c" <sip:c@d>', '"c"'],
    ['nameaddr.-1.uri', '"a, x" <sip:a@b>, <sip:c@d>', 'sip:c@d'],
  ] as const)('{%s} of %s, since version 3', ([transformation, text, expected]) => {
    expect(() => transform(transformation, text, 'opensips-2.4')).toThrow();
    for (const server of servers.slice(3)) expect(transform(transformation, text, server)).toBe(expected);
  });

  test.for([
    ['csv.count', 'a,"b,c",', '2', '3'],
    ['csv.count', '"A" <sip:b@x>', '2', '<null>'],
    ['csv.count', 'a "b, c"', '2', '2'],
    ['csv.count', 'a\tb,c', '2', '<null>'],
    ['csv.value,-1', 'a,b,', 'b', ''],
    ['csv.value,1', '"a"x,b', '', '<null>'],
  ] as const)('{%s} of %s wants lists as in RFC 4180 since version 3', ([name, text, before, since]) => {
    expect(transform(name, text, 'opensips-2.4')).toBe(before);
    for (const server of servers.slice(3)) expect(transform(name, text, server)).toBe(since);
  });

  test('finds lines of a body, but never the first one', () => {
    const body = 'v=0\r\nm=audio 1\r\na=x\r\na=y\r\nm=video 2\r\na=z\r\n';
    const find = (what: string) => printed(`$(rb{${what}})`, '', 'opensips-2.4', body);
    expect(find('sdp.line,m,1')).toBe('m=video 2');
    expect(find('sdp.line,v')).toBe('<null>');
    const stream = (what: string) => printed(`$(rb{${what}})`, '', 'opensips-3.6', body);
    expect(stream('sdp.stream,video')).toBe('m=video 2\r\na=z\r\n');
    expect(stream('sdp.stream-delete,0')).toBe('v=0\r\nm=video 2\r\na=z\r\n');
  });

  test.for([
    ['$(hdr(None){s.len})', '', '<null>'],
    ['$(hdr(X-A){s.dec2hex})', '', '<null>'],
    ['$(hdr(X-A){s.hex2dec})', '', '<null>'],
    ['$(hdr(X-A){s.unescape.user}{uri.passwd})', '', '<null>'],
    ['$(hdr(X-A){s.substr,9,1})', '', '<null>'],
    ['$(hdr(X-A){s.substr,$rU,1})', '', '<null>'],
    ['$(hdr(X-A){uri.param,x})', '', '<null>'],
    ['$(hdr(X-A){uri.headers})', '', '<null>'],
    ['$(hdr(X-A){param.valueat,9})', '', '<null>'],
    ['$(hdr(X-A){uri.passwd})', '', '<null>'],
    ['$(hdr(X-A){uri.passwd}{s.len})', '0', '<null>'],
    ['$(hdr(X-A){s.index,z})', '18446744073709551615', '<null>'],
    ['$(hdr(X-A){sdp.line,m})', '<null>', '<null>'],
  ] as const)('%s finds nothing, which prints otherwise since version 2.4', ([reference, before, since]) => {
    expect(printed(reference, 'sip:a@b', 'opensips-1.11')).toBe(before);
    for (const server of servers.slice(2)) expect(printed(reference, 'sip:a@b', server)).toBe(since);
  });

  test.for([
    ['via.host', 'SIP/2.0/UDP', 'crashes opensips-1.11 with this value'],
    ['csv.value,0', '"a', 'reads past the end of the value'],
  ] as const)('{%s} of %s ends badly', ([transformation, text, reason]) => {
    const expansion = expand(`$(hdr(X-A){${transformation}})`, text, 'opensips-1.11');
    expect(expansion).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(reason) });
  });

  test.for([
    ['ip.resolve', 'example.com', 'the server looks it up in the DNS, and sipexec does not'],
    [
      'ip.family',
      '1234',
      'the server writes the result into the message, and what it reads later is changed',
    ],
    ['re.subst,/a/b', 'a', 'the expression is incomplete, and the server reads memory behind it'],
  ] as const)('{%s} of %s is a guess', ([transformation, text, guess]) => {
    const expansion = expand(`$(hdr(X-A){${transformation}})`, text, 'opensips-2.4');
    expect(expansion).toMatchObject({ spans: [{ guess }] });
  });

  test.for([
    ['s.substr,1', '{s.substr,1}: s.substr takes two numbers'],
    ['s.substr,1,-1', '{s.substr,1,-1}: s.substr takes two numbers'],
    ['s.len,1', '{s.len,1}: s.len takes no arguments'],
    ['s.select,0,ab', '{s.select,0,ab}: s.select takes a number and one character'],
    ['s.width,-5', '{s.width,-5}: s.width takes one number'],
    ['param.value,a b', '{param.value,a b}: param.value takes one word'],
    ['s.index,a,b', '{s.index,a,b}: s.index takes one word, and a number or nothing'],
    ['s.fill.left,0,$ml', '{s.fill.left,0,$ml}: s.fill.left takes what to fill with, and a number'],
    ['re.subst,/a,b/c/', '{re.subst,/a,b/c/}: re.subst takes one word'],
    [
      's.strip,1',
      `unknown transformation {s.strip}: opensips-2.4 does not have it, but --server ${serversWith(({ transformations }) => transformations.names.includes('s.strip'))}`,
    ],
  ])('{%s} is refused before anything runs', ([transformation, message]) => {
    expect(() => transform(transformation as string, 'x', 'opensips-2.4')).toThrow(message);
  });
});
