import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../../../src/server/pseudoVariables/format.js';
import { findServer } from '../../../../../src/server/servers.js';
import { mandatory, plainState, request } from '../../../requests.js';

/** What `$(hdr(X-A){…})` makes of a text. */
function transform(text: string, transformation: string, server: string) {
  const profile = findServer(server);
  const received = receiveMessage(profile, request([...mandatory, `X-A: ${text}`]));
  if (received.outcome !== 'script') throw new Error(received.outcome);
  const format = parseFormat(Buffer.from(`$(hdr(X-A){${transformation}})`, 'latin1'), profile);
  return expandFormat(format, received.message, profile, plainState);
}

function printed(text: string, transformation: string, server: string): string {
  const expansion = transform(text, transformation, server);
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.outcome;
}

describe('a transformation of Kamailio', () => {
  test.for([
    ['aXbX', 's.select,-2,X', 'b'],
    ['hello', 's.substr,-2,0', 'lo'],
    ['hello', 's.strip,4294967297', 'ello'],
    ['abc', 's.prefixes.quoted,2', "'a','ab'"],
    ['a b', 's.replace, a , b', 'bb'],
    ["'q'", 's.unquote', 'q'],
    ['say "a"', 's.escape.csv', '"say ""a"""'],
    ['%41%ff', 's.unescape.user', ''],
    ['Hello World', 's.encode.base58', 'JxF12TrwUP45BMd'],
    ['a', 's.encode.7bit', 'E1'],
    ['QUJDRA', 's.decode.base64t', 'ABCD'],
    ['QUJDRA', 's.decode.base64', ''],
    ['a<>?', 's.encode.base64url', 'YTw-Pw=='],
    ['ab', 's.corehash', '27998'],
    ['12', 's.ftime,%Y-%m-%d', '1970-01-01'],
    ['-', 's.int', '-'],
    ['1x', 's.int', ''],
    ['sip:a@b:0;transport=TLS;transport=x', 'uri.tosocket', 'tls:b:5060'],
    ['sip:a@b:5070;transport=tcp', 'urialias.encode', 'b~5070~2'],
    ['b~5070~2', 'urialias.decode', 'sip:b:5070;transport=tcp'],
    ['sip:a@b;r2=on;transport=tcp;', 'uri.param,r2', 'on'],
    ['sip:a@b;r2=on;transport=tcp;?c=d', 'uri.param,r2', ''],
    ['sip:a@b;r2=on;;', 'uri.param,r2', ''],
    ['"A <b" <sip:c@d>;x', 'nameaddr.uri', 'sip:c@d'],
    ['a=1&b="2"', 'param.value,b,&', '2'],
    ['abcabc', 're.subst,/(b)(c)/\\2\\1/g', 'acbacb'],
    ['abc', 're.subst,/x*/y/', ''],
    ['a b', 're.subst,/[[:space:]]/$hdr(X-A)/', 'aa bb'],
    ['abc', 'S.len', 'unknown transformation {S.len}; did you mean {s.len}?'],
    ['abc', 's. LEN', '3'],
    ['abc', 's.len} {s.len', '1'],
    ['abc', 's.strip,$hdr(X-A)', ''],
    ['abc', 's.strip,$(hdr(X-A){s.len})', ''],
  ] as const)('%s {%s} is %s', ([text, transformation, expected]) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1']) {
      let made: string;
      try {
        made = printed(text, transformation, server);
      } catch (error) {
        made = (error as Error).message;
      }
      expect(made).toBe(expected);
    }
  });

  test.for([
    ['ab', 's.after,a', 'b', ''],
    ['ba', 's.rbefore,a', 'b', 'b'],
    ['bab', 's.rbefore,a', 'refused', 'b'],
    ['bab', 's.rafter,a', '', 'b'],
    ['2147483648', 's.int', '', '2147483648'],
    ['\xe9', 's.corehash', '3760390612', '244'],
    ['5Q', 's.decode.base58}{s.encode.hexa', 'ff00', 'ff'],
    ['sip:a@b;x', 'uri.saor', 'sip:\0a@b', 'sip:a@b'],
  ] as const)('%s {%s} differs between the versions', ([text, transformation, old, current]) => {
    const made = ['kamailio-5.6', 'kamailio-6.1'].map((server) => printed(text, transformation, server));
    expect(made).toEqual([old, current]);
  });

  test.for([
    ['a"b', 'val.jsonqe', '"a\\"b"'],
    ['a', 's.crc32', '3904355907'],
    ['sip:a@b;x;a=1;y', 'uri.rmparam,A', 'sip:a@b;x;y'],
    ['-17', 's.int}{num.fdigit', '1'],
    ['17', 'num.fdigit', '0'],
  ] as const)('%s {%s} is %s, and known since version 6', ([text, transformation, expected]) => {
    expect(printed(text, transformation, 'kamailio-6.1')).toBe(expected);
    expect(() => printed(text, transformation, 'kamailio-5.6')).toThrow('unknown transformation');
  });

  test('makes something of nothing where it is meant to', () => {
    const profile = findServer('kamailio-6.1');
    const received = receiveMessage(profile, request([...mandatory]));
    if (received.outcome !== 'script') throw new Error(received.outcome);
    const text = '$(hdr(N){val.n0})|$(hdr(N){val.ne})|$(hdr(N){val.jsonqe})|$(hdr(N){s.len})';
    const expansion = expandFormat(
      parseFormat(Buffer.from(text), profile),
      received.message,
      profile,
      plainState,
    );
    expect(expansion).toMatchObject({ bytes: Buffer.from('0||""|') });
  });

  test('tells where its value is only what is most likely', () => {
    expect(transform('\xe9', 's.crc32', 'kamailio-6.1')).toMatchObject({
      spans: [{ guess: 'for bytes above 0x7f {s.crc32} reads memory outside of its table' }],
    });
  });

  test.for([
    ['s.substr,1', '{s.substr,1}: s.substr takes two numbers'],
    ['s.substr,1,-1', '{s.substr,1,-1}: s.substr takes two numbers'],
    ['s.strip,', '{s.strip,}: s.strip takes one number'],
    ['s.len,1', '{s.len,1}: s.len takes no arguments'],
    ['s.select,0,xy', '{s.select,0,xy}: s.select takes a number and one character'],
    ['s.replace,a', '{s.replace,a}: s.replace takes two texts'],
    ['uri.param', '{uri.param}: uri.param takes one text'],
    [
      'param.value,a,&&',
      '{param.value,a,&&}: param.value takes a name, and the character that separates parameters if it is not ;',
    ],
    ['re.subst,/a/b/x', '{re.subst,/a/b/x}: re.subst takes an expression as /pattern/replacement/flags'],
    ['s.rm,$bogus', 'unknown pseudo-variable $bogus; for a variable of the shell write $$bogus'],
    ['s.reverse', 'unknown transformation {s.reverse}'],
  ])('{%s} is refused before anything runs', ([transformation, message]) => {
    expect(() => printed('x', transformation as string, 'kamailio-6.1')).toThrow(message);
  });
});
