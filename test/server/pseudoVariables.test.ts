import { describe, expect, test } from 'vitest';
import { expandFormat } from '../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import { receiveMessage } from '../../src/server/receiveMessage.js';
import { findServer } from '../../src/server/servers.js';
import { mandatory, plainState, request } from './requests.js';

const rich = [
  'Via: SIP/2.0/UDP pc33.example.com:5066;branch=z9hG4bKone;rport, SIP/2.0/TCP [2001:db8::1]:5061;i=3',
  'From: "Alice \\"A\\" Adams" <sip:alice@example.com:5080;x=y>;tag=from1',
  'To: Bob <sip:bob@biloxi.example.com>;tag=to1',
  'Call-ID: call-1@example.com',
  'CSeq: 42 INVITE',
  'Contact: "A" <sip:alice@192.0.2.1:5066;ob>;expires=60;q=0.5, <sip:alice@192.0.2.2>',
  'Contact: sip:alice@192.0.2.3;expires=30',
  'P-Asserted-Identity: "Al" <sip:1001@example.com>, <tel:+491234>',
  'Remote-Party-ID: "Alice" <sip:alice@example.com>;party=calling;privacy=off',
  'Diversion: <sip:carol@example.com>;reason=no-answer;privacy=full',
  'User-Agent: ua/1.0',
  'Refer-To: <sip:dave@example.com?Replaces=x>',
  'X-A: one',
  'x-a: two',
  'Content-Type: application/sdp',
  'Content-Length: 5',
];

function expand(text: string, server: string, headers = rich, body = 'v=0\r\n'): string {
  const profile = findServer(server);
  const firstLine = 'INVITE sip:+4930123@biloxi.example.com:5070;user=phone;r2=on SIP/2.0';
  const received = receiveMessage(profile, request(headers, firstLine, body));
  if (received.outcome !== 'script') return received.outcome;
  const format = parseFormat(Buffer.from(text), profile);
  const daemonEnvironment = [{ name: 'HOME', value: Buffer.from('/var/lib/sip') }];
  const state = { ...plainState, daemonEnvironment, time: new Date(2026, 10, 23) };
  const expansion = expandFormat(format, received.message, profile, state);
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.outcome;
}

describe('pseudo-variables of one request', () => {
  const both = '"A" <sip:alice@192.0.2.1:5066;ob>;expires=60;q=0.5, <sip:alice@192.0.2.2>';
  const first = '"A" <sip:alice@192.0.2.1:5066;ob>;expires=60;q=0.5';
  test.for([
    [
      '$ou $oU $od $op',
      'kamailio-6.1',
      'sip:+4930123@biloxi.example.com:5070;user=phone;r2=on +4930123 biloxi.example.com 5070',
    ],
    ['$rP $rz', 'kamailio-6.1', 'UDP tel'],
    ['$rP', 'opensips-2.4', 'udp'],
    ['$rP', 'opensips-1.4', 'UDP'],
    ['$fu|$fU|$fd|$ft', 'kamailio-6.1', 'sip:alice@example.com:5080;x=y|alice|example.com|from1'],
    ['$fn', 'kamailio-6.1', '"Alice \\"A\\" Adams"'],
    ['$tu|$tn|$tt', 'opensips-3.6', 'sip:bob@biloxi.example.com|Bob|to1'],
    ['$ct', 'kamailio-6.1', both],
    ['$ct', 'opensips-1.4', both],
    ['$ct', 'opensips-2.4', first],
    ['$(ct[1])', 'opensips-2.4', '<sip:alice@192.0.2.2>'],
    ['$(ct[*])', 'opensips-3.6', `${both}, sip:alice@192.0.2.3;expires=30`],
    ['$ct.fields(uri)', 'opensips-2.4', 'sip:alice@192.0.2.1:5066;ob'],
    ['$ct.fields(uri)', 'opensips-1.4', `${both}.fields(uri)`],
    ['$(hdr(X-A)[1]) $(hdr(x-a)[-2]) $(hdr(X-A)[*])', 'kamailio-6.1', 'two one one,two'],
    ['$hdrc(Via) $(hfl(Via)[1])', 'kamailio-6.1', '1 SIP/2.0/TCP [2001:db8::1]:5061;i=3'],
    ['$expires(min) $expires(max)', 'kamailio-6.1', '30 60'],
    [
      '$ai|$re|$rt',
      'kamailio-6.1',
      'sip:1001@example.com|sip:alice@example.com|sip:dave@example.com?Replaces=x',
    ],
    ['$ai', 'opensips-1.4', '<null>'],
    ['$cs $cT $cl $ua', 'opensips-2.4', '42 application/sdp 5 ua/1.0'],
    ['$si:$sp', 'opensips-3.6', '192.0.2.10:5062'],
    ['$rb', 'kamailio-5.6', 'v=0\r\n'],
    ['$rb(application/sdp)|$rb(text/plain)', 'opensips-2.4', 'v=0\r\n|<null>'],
    ['$sdp|$msg.type|$msg.is_request', 'opensips-3.6', 'v=0\r\n|request|1'],
    ['$di $dir $dip', 'kamailio-6.1', 'sip:carol@example.com no-answer full'],
    ['$di $dir $dip', 'opensips-2.4', 'sip:carol@example.com no-answer full'],
    ['$C(Rb)$C(xx)', 'kamailio-6.1', '\x1b[1;31;44m\x1b[0;39;49m'],
    ['$C(Rb)$C(xg)', 'opensips-2.4', '\x1b[0;31;44m\x1b[0;39;42m'],
    [
      '$version(num)|$version(full)|$version(hash)',
      'kamailio-5.6',
      '5.6.3|kamailio 5.6.3 (x86_64/linux) |unknown ',
    ],
    ['$env(HOME)|$env(NONE)|$sid|$shv(x)|$xavp(x)', 'kamailio-6.1', '/var/lib/sip|<null>|0|0|<null>'],
    ['$time(%Y-%m-%d)|$ru_q|$param(1)', 'opensips-2.4', '2026-11-23|-1|<null>'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });

  test('of a contact with a name and no brackets OpenSIPS reads on behind the header, and behind the message', () => {
    const last = (contact: string) => [...mandatory, 'Content-Length: 5', `Contact: ${contact}`];
    expect(expand('$ct', 'opensips-2.4', last('Bob sip:a@b'))).toBe('Bob sip:a@b\r\n');
    expect(expand('$ct', 'opensips-2.4', last('A long name sip:a@b'))).toBe(
      'A long name sip:a@b\r\n\r\nv=0\r\n\0',
    );
    expect(expand('$ct', 'opensips-2.4', last('A long name sip:a@b;x'))).toBe('');
    expect(expand('$ct', 'kamailio-6.1', last('A long name sip:a@b'))).toBe('A long name sip:a@b');
  });

  test.for([
    ['P-Preferred-Identity', '$pu', 1, '<null> found'],
    ['P-Preferred-Identity', '$pu', 2, '<null> found'],
    ['P-Preferred-Identity', '$pu', 3, 'found found'],
    ['P-Asserted-Identity', '$ai', 3, '<null> found'],
    ['Diversion', '$di', 3, '<null> found'],
  ] as const)(
    'before a header that does not parse, %s in front of it, shown twice as %s, is read ahead: %i of them give %s',
    ([name, variable, count, shown]) => {
      const lines = Array.from({ length: count }, () => `${name}: <sip:a@b>`);
      const headers = [...mandatory, ...lines, 'Via: SIP/3.0/UDP x'];
      expect(expand(`${variable} ${variable}`, 'kamailio-6.1', headers).replaceAll('sip:a@b', 'found')).toBe(
        shown,
      );
    },
  );

  test('a part of a multipart body is found by its type, another one by its index', () => {
    const body = [
      '--b1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n',
      '--b1\r\ncontent-type: Application/ISUP;version=x\r\nContent-Disposition: signal\r\n\r\n\x01\xe9\r\n',
      '--b1\r\nContent-Type: application/sdp\r\n\r\nv=1\r\n--b1--\r\n',
    ].join('');
    const headers = [...mandatory, 'c: multipart/mixed; boundary="b1"', `Content-Length: ${body.length}`];
    const parts = ['$rb(application/sdp)', '$(rb(application/sdp)[1])', '$(rb(application/isup)[-1])'];
    expect(parts.map((part) => expand(part, 'opensips-2.4', headers, body))).toEqual([
      'v=0\r\n',
      'v=1',
      '\x01\xe9',
    ]);
  });

  test('what only a running server knows is taken to have no value, and is said to be a guess', () => {
    const profile = findServer('kamailio-6.1');
    const received = receiveMessage(profile, request(mandatory));
    if (received.outcome !== 'script') throw new Error(received.outcome);
    const format = parseFormat(Buffer.from('$sel(via[1].host)|$rU'), profile);
    expect(expandFormat(format, received.message, profile, plainState)).toMatchObject({
      bytes: Buffer.from('<null>|bob'),
      spans: [{ guess: 'only a running server knows its value' }, { name: '$rU' }],
    });
  });

  test('colours that no terminal has are refused', () => {
    expect(() => expand('$C(zz)', 'kamailio-6.1')).toThrow(
      '$C(zz): two of the letters xsrgybpcw name the colours',
    );
  });
});

describe('the contacts of a REGISTER', () => {
  const of = (...contacts: string[]) => [...mandatory, ...contacts.map((contact) => `Contact: ${contact}`)];
  const indexes = '$(ct[0])|$(ct[1])|$(ct[-1])|$(ct[-2])|$(ct[*])';

  test.for([
    [['*'], '*|<null>|<null>|<null>|*'],
    [['*', '<sip:a@b>'], '*|<sip:a@b>|<sip:a@b>|<null>|*, <sip:a@b>'],
    [['<sip:a@b>', '*', '<sip:c@d>'], '<sip:a@b>|<sip:c@d>|<sip:c@d>|<sip:a@b>|<sip:a@b>, <sip:c@d>'],
    [[''], '<null>|<null>|<null>|<null>|<null>'],
    [['<sip:a@b>', ''], '<sip:a@b>||||'],
  ] as const)(
    '%j are counted without a * that is not the first, and from the end without any',
    ([contacts, expected]) => {
      expect(expand(indexes, 'opensips-2.4', of(...contacts))).toBe(expected);
    },
  );

  test('are no URIs where there is but a *', () => {
    const fields = '$ct.fields(uri)|$(ct.fields(uri)[*])';
    expect(expand(fields, 'opensips-2.4', of('*'))).toBe('<null>|');
  });

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

  test('are nothing where the header is empty', () => {
    expect(expand('$ct|$hdr(Contact)', 'kamailio-6.1', of(''))).toBe('<null>|');
  });
});

describe('all values of a header together', () => {
  test.for([
    ['opensips-2.4', 2, 510],
    ['kamailio-5.6', 1, 8191],
  ] as const)('are nothing in %s when they do not fit', ([server, separator, most]) => {
    const values = (bytes: number) => ['X-A: 1', `X-A: ${'2'.repeat(bytes - 1 - separator)}`];
    const length = (bytes: number) =>
      expand('$(hdr(X-A)[*])', server, [...mandatory, ...values(bytes)]).length;
    expect(length(most)).toBe(most);
    expect(length(most + 1)).toBe('<null>'.length);
  });
});

describe('the identities of one header', () => {
  const shown = '$ai|$hfl(P-Asserted-Identity)|$(hfl(P-Asserted-Identity)[1])';
  test.for([
    ['sip:a@b\r\n ', 'sip:a@b\r\n |sip:a@b|<null>'],
    ['sip:a\r\n @b', 'sip:a|sip:a\r\n @b|<null>'],
    ['sip:a\r\n @b ', 'sip:a\r\n @b|sip:a\r\n @b|<null>'],
    ['<sip:a>;x, sip:b\r\n c', 'sip:a|<sip:a>|sip:b\r\n c'],
    ['sip:a, \r\n \t<sip:b>', 'sip:a|sip:a|<sip:b>'],
    ['sip:a,\r\n \r\n <sip:b>', '<null>|<null>|<null>'],
    ['sip:a,\r <sip:b>', '<null>|<null>|<null>'],
  ] as const)('are those that %j holds, folded inside or once behind a comma', ([value, expected]) => {
    expect(expand(shown, 'kamailio-6.1', [...mandatory, `P-Asserted-Identity: ${value}`])).toBe(expected);
  });

  test('end with the body, so that the blanks behind a Diversion count', () => {
    const headers = [...mandatory, 'Diversion: sip:a@b '];
    expect([expand('$di', 'kamailio-6.1', headers), expand('$di', 'kamailio-5.6', headers)]).toEqual([
      'sip:a@b ',
      'sip:a@b',
    ]);
  });
});
