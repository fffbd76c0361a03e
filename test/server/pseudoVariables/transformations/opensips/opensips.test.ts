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
    ['s.width,7', 'hello', 'hello  '],
    ['s.xor,a', 'AB', ' #'],
    ['s.trim', ' a\t', 'a'],
  ] as const)('{%s} of %s, since version 2.2', ([transformation, text, expected]) => {
    expect(() => transform(transformation, text, 'opensips-1.11')).toThrow('unknown transformation');
    for (const server of servers.slice(2)) expect(transform(transformation, text, server)).toBe(expected);
  });

  test.for([
    ['s.reverse', 'abc', 'cba'],
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
