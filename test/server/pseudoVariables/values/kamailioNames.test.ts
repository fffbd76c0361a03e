import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../../src/server/pseudoVariables/format.js';
import { findServer } from '../../../../src/server/servers.js';
import { plainState } from '../../requests.js';

const firstLine = 'INVITE sip:bob:pw@example.com:5070;transport=tcp SIP/2.0';
const headers = [
  'Via: SIP/2.0/UDP h.example.com;branch=z9hG4bK1',
  'Via: SIP/2.0/UDP h2.example.com;branch=z9hG4bK2',
  'From: "A" <sip:alice@example.com>;tag=f1',
  'Call-ID: 1@x',
];
const credentials =
  'Authorization: Digest username="u:bob@r.example", realm="r.example", nonce="n1", uri="sip:r", ' +
  'response="resp1", cnonce="cn1", opaque="op1", qop=auth, nc=00000001, algorithm=MD5';

interface Changes {
  readonly line?: string;
  readonly further?: readonly string[];
  readonly to?: string;
}

function print(
  text: string,
  server: string,
  { line = firstLine, further = [], to = '' }: Changes = {},
): string {
  const lines = [
    line,
    ...headers,
    `To: <sip:bob@example.com>${to}`,
    'CSeq: 7 INVITE',
    ...further,
    '',
    'body',
  ];
  const profile = findServer(server);
  const received = receiveMessage(profile, Buffer.from(lines.join('\r\n'), 'latin1'));
  if (received.outcome !== 'script') return received.outcome;
  const state = {
    ...plainState,
    time: new Date(2026, 10, 29, 0, 15, 23, 639),
    daemonEnvironment: [{ name: 'NUMBER', value: Buffer.from('42') }],
    avps: [
      { name: 'x', value: Buffer.from('1') },
      { name: 'x', value: Buffer.from('2') },
    ],
  };
  const expansion = expandFormat(parseFormat(Buffer.from(text), profile), received.message, profile, state);
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.outcome;
}

describe('kamailio-5.6, as the server printed it', () => {
  test.for([
    ['$siz $sut', '192.0.2.10 sip:192.0.2.10:5062;transport=udp'],
    ['$csb', '7 INVITE'],
    ['$mts $prid $rsi $fsp', 'rq 1 0 0'],
    ['$oUl', '3'],
    ['$Ras', 'udp:192.0.2.20:5060'],
    ['$hflc(Via) $hflc(X-Y) $hflc(Contact)', '2 0 0'],
    ['$cnt($avp(x)) $cnt($avp(y))', '2 0'],
    ['$(TV(u)) $(time(sec)) $time(mon) $time(year) $time(wday) $time(yday)', '639000 23 11 2026 1 333'],
    ['$timef(%Y-%m-%d %H)', '2026-11-29 00'],
    ['$envn(NUMBER)', '42'],
    ['$msgbuf(0)$msgbuf(3)$msgbuf(100000)', 'II<null>'],
    ['$adc $adn $ado $adr', '<null> <null> <null> <null>'],
    ['$dic', '<null>'],
  ] as const)('%s is %s', ([text, printed]) => {
    expect(print(text, 'kamailio-5.6')).toBe(printed);
  });

  test('tells the parts of credentials, empty where there is none', () => {
    expect(print('$adc $adn $ado $adr', 'kamailio-5.6', { further: [credentials] })).toBe('cn1 n1 op1 resp1');
    const further = ['Proxy-Authorization: Digest username="x", realm="", nonce=""'];
    expect(print('[$adc$adn$ado$adr]', 'kamailio-5.6', { further })).toBe('[]');
  });

  test('counts contacts, of which a * is none, and broken ones as none', () => {
    const count = (contact: string) =>
      print('$hflc(Contact)', 'kamailio-5.6', { further: [`Contact: ${contact}`] });
    expect(count('"C" <sip:c@h:5080;x=1>;expires=60, <sip:d@h>')).toBe('2');
    expect(count('*')).toBe('0');
    expect(count('<sip:c')).toBe('0');
  });

  test('tells the counter of a diversion, and no length of a user in a URI that does not parse', () => {
    const further = ['Diversion: <sip:d1@x>;reason=unknown;counter=3;privacy=off'];
    expect(print('$dic', 'kamailio-5.6', { further })).toBe('3');
    expect(print('$oUl', 'kamailio-5.6', { line: 'INVITE mailto:x SIP/2.0' })).toBe('<null>');
  });

  test.for(['$ctu', '$cts', '$tts', '$iuid', '$defv(X)', '$shvinc(x)'])('does not know %s', (text) => {
    expect(() => print(text, 'kamailio-5.6')).toThrow('unknown pseudo-variable');
  });
});

test('kamailio-6.1 has the state of Contact and of the To tag, by its manual', () => {
  const further = ['Contact: "C" <sip:c@h:5080;x=1>;expires=60'];
  expect(print('$ctu $cts $tts', 'kamailio-6.1', { further })).toBe('sip:c@h:5080;x=1 0 0');
  expect(print('$cts $tts', 'kamailio-6.1', { further: ['Contact: *'], to: ';tag=1' })).toBe('1 1');
});

test('kamailio-4.4 has none of the lengths', () => {
  for (const text of ['$rUl', '$fUl', '$tUl', '$AU', '$hdrc(Via)', '$sut'])
    expect(() => print(text, 'kamailio-4.4')).toThrow('unknown pseudo-variable');
});

test.for(['opensips-3.2', 'opensips-3.6', 'opensips-4.1'])('%s has all parts of credentials', (server) => {
  const text = '$auth.alg $auth.cnonce $auth.nc $auth.opaque $auth.qop';
  expect(print(text, server, { further: [credentials] })).toBe('MD5 cn1 00000001 op1 auth');
});
