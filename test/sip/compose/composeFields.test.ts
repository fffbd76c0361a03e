import { describe, expect, test } from 'vitest';
import { ComposeError } from '../../../src/sip/compose/composeError.js';
import { composeRequest, parseHeaderText, sentProtocolOf } from '../../../src/sip/compose/composeRequest.js';
import type { RequestFields } from '../../../src/sip/compose/requestFields.js';

/** The lines of a request, but for what is random in it. */
const linesOf = (fields: RequestFields) =>
  composeRequest(fields)
    .toString('latin1')
    .replaceAll(/branch=z9hG4bK[0-9a-f]{12}(?![0-9a-f])/g, 'branch=…')
    .replaceAll(/;tag=[0-9a-f]{8}(?![0-9a-f])/g, ';tag=…')
    .replaceAll(/Call-ID: [0-9a-f]{16}@/g, 'Call-ID: …@')
    .split('\r\n');

const made = [
  'INVITE sip:bob@example.com SIP/2.0',
  'Via: SIP/2.0/UDP 192.0.2.10:5060;branch=…',
  'Max-Forwards: 70',
  'From: "Alice" <sip:alice@example.org>;tag=…',
  'To: <sip:bob@example.com>',
  'Call-ID: …@192.0.2.10',
  'CSeq: 1 INVITE',
  'Contact: <sip:alice@192.0.2.10:5060>',
  'Content-Length: 0',
  '',
  '',
];

/** The lines of a request with these fields that one without any does not have. */
const changed = (fields: RequestFields) => linesOf(fields).filter((line) => !made.includes(line));

test('all that is made from nothing', () => {
  expect(linesOf({})).toEqual(made);
});

// Each line that the field changes; the others stay as they are above.
test.each<[RequestFields, string[]]>([
  [{ method: "a-.!%*_+`'~Z09" }, ["a-.!%*_+`'~Z09 sip:bob@example.com SIP/2.0", "CSeq: 1 a-.!%*_+`'~Z09"]],
  [{ requestUri: 'x-y+z.1:a' }, ['INVITE x-y+z.1:a SIP/2.0', 'To: <x-y+z.1:a>']],
  [{ requestUri: 'A:<' }, ['INVITE A:< SIP/2.0', 'To: A:<']],
  [{ cseq: 7 }, ['CSeq: 7 INVITE']],
  [{ callId: 'a@b' }, ['Call-ID: a@b']],
  [{ transport: 'udp' }, []],
  [
    { transport: 'tls-SCTP' },
    [
      'Via: SIP/2.0/TLS-SCTP 192.0.2.10:5060;branch=…',
      'Contact: <sip:alice@192.0.2.10:5060;transport=tls-sctp>',
    ],
  ],
  [{ via: [] }, []],
  [
    { via: ['h', 'sip / 2.0 / TLS i'] },
    ['Via: SIP/2.0/UDP h;branch=…', 'Via: sip / 2.0 / TLS i', 'Call-ID: …@h', 'Contact: <sip:alice@h>'],
  ],
  [{ via: ['[::1'] }, ['Via: SIP/2.0/UDP [::1;branch=…', 'Call-ID: …@', 'Contact: <sip:alice@[::1>']],
  [{ from: 'sip:a@b' }, ['From: <sip:a@b>;tag=…', 'Contact: <sip:a@192.0.2.10:5060>']],
  [{ from: 'x-y+z.1:a' }, ['From: <x-y+z.1:a>;tag=…', 'Contact: <sip:192.0.2.10:5060>']],
  [{ from: 'sip:a@b;tag=12' }, ['From: <sip:a@b>;tag=12', 'Contact: <sip:a@192.0.2.10:5060>']],
  [{ from: 'sip:a@b;TAG=' }, ['From: <sip:a@b>;TAG=', 'Contact: <sip:a@192.0.2.10:5060>']],
  [{ from: 'sip:a@b;tag=12;x' }, ['From: <sip:a@b;tag=12;x>;tag=…', 'Contact: <sip:a@192.0.2.10:5060>']],
  [{ from: '<sip:a@b>;x=1; tag =2' }, ['From: <sip:a@b>;x=1; tag =2', 'Contact: <sip:a@192.0.2.10:5060>']],
  [{ from: '<sip:a@b>;x=tag=2' }, ['From: <sip:a@b>;x=tag=2;tag=…', 'Contact: <sip:a@192.0.2.10:5060>']],
  [{ from: '<sip:a\t@b>' }, ['From: <sip:a\t@b>;tag=…', 'Contact: <sip:192.0.2.10:5060>']],
  [{ from: '<sip:b> <sip:a@b>' }, ['From: <sip:b> <sip:a@b>;tag=…', 'Contact: <sip:192.0.2.10:5060>']],
  [{ from: '<x:sip:a@b>' }, ['From: <x:sip:a@b>;tag=…', 'Contact: <sip:192.0.2.10:5060>']],
  [{ to: 'sip:a@b' }, ['To: <sip:a@b>']],
  [{ to: 'sip:a@b;tag=12' }, ['To: <sip:a@b>;tag=12']],
  [{ to: 'Bob <sip:a@b>' }, ['To: Bob <sip:a@b>']],
  [{ body: Buffer.from('v=0') }, ['Content-Type: application/sdp', 'Content-Length: 3', 'v=0']],
  [{ body: Buffer.from('v=1') }, ['Content-Type: text/plain', 'Content-Length: 3', 'v=1']],
  [{ body: Buffer.from('v=') }, ['Content-Type: text/plain', 'Content-Length: 2', 'v=']],
  [{ body: Buffer.from('\xe9', 'latin1') }, ['Content-Type: text/plain', 'Content-Length: 1', '\xe9']],
  [{ to: '"\xe9" <sip:a@b>' }, ['To: "\xe9" <sip:a@b>']],
  [{ headers: [{ name: 'Subject', value: '\xe9' }] }, ['Subject: \xe9']],
  [{ headers: [{ name: 'Content-Length', value: '9' }] }, ['Content-Length: 9']],
])('%j changes the lines %j', (fields, expected) => {
  expect(changed(fields)).toEqual(expected);
});

describe('a header that is given', () => {
  const given = (headers: string[], fields: RequestFields = {}) =>
    linesOf({ ...fields, headers: headers.map(parseHeaderText) });
  const replaced = (name: string, ...lines: string[]) =>
    made.flatMap((line) => (line.startsWith(`${name}: `) ? lines : [line]));

  test.each([
    ['Via', ['v: SIP/2.0/UDP h;branch=1', 'VIA: SIP/2.0/UDP i;branch=2']],
    ['Max-Forwards', ['max-forwards: 3']],
    ['From', ['f: <sip:a@b>']],
    ['To', ['T: <sip:a@b>']],
    ['Call-ID', ['i: 1']],
    ['CSeq', ['cseq: x']],
    ['Contact', ['m: *', 'Contact: <sip:a>']],
  ])('stands where %s would stand: %j', (name, headers) => {
    expect(given(headers)).toEqual(replaced(name, ...headers));
  });

  test('takes the place of all Vias that would be made, once', () => {
    expect(given(['Via: x', 'Via: y'], { via: ['h', 'i'] }).slice(0, 4)).toEqual([
      'INVITE sip:bob@example.com SIP/2.0',
      'Via: x',
      'Via: y',
      'Max-Forwards: 70',
    ]);
  });

  test.each(['c: text/html', 'content-type: text/html'])('says what the body is: %s', (header) => {
    expect(given([header], { body: Buffer.from('<p>') })).toEqual([
      ...made.slice(0, 8),
      header,
      'Content-Length: 3',
      '',
      '<p>',
    ]);
  });

  test.each(['l: 7', 'CONTENT-LENGTH: 7'])(
    'stands behind the others where it is the length: %s',
    (header) => {
      expect(given([header, 'X: 1'])).toEqual([...made.slice(0, 8), header, 'X: 1', '', '']);
    },
  );

  test('of no kind that is made stands behind those, in order, whatever its name', () => {
    expect(given(['X: 1', 'constructor: 2', 'x: 3', 'e: gzip'])).toEqual([
      ...made.slice(0, 8),
      'X: 1',
      'constructor: 2',
      'x: 3',
      'e: gzip',
      ...made.slice(8),
    ]);
  });
});

// RFC 3261 §10.2: the registrar is the domain of the address, without a user; To is the address, without a tag.
test.each([
  ['<sip:c@x>;tag=77', 'sip:x', '<sip:c@x>'],
  ['<sip:c@x>; TAG = 77;y=1', 'sip:x', '<sip:c@x>;y=1'],
  ['<sip:c@x;tag=uri>;y=1', 'sip:x', '<sip:c@x;tag=uri>;y=1'],
  ['sip:c@x;tag=77', 'sip:x', '<sip:c@x>'],
  ['SIPS:c@x:5061', 'SIPS:x:5061', '<SIPS:c@x:5061>'],
  ['sip:c@x?h=1', 'sip:x', '<sip:c@x?h=1>'],
  ['sip:x', 'sip:x', '<sip:x>'],
  ['"<" <sip:c@x>', 'sip:x', '"<" <sip:c@x>'],
  ['<sip:c@>', 'sip:bob@example.com', '<sip:c@>'],
  ['<sip:c@x y>', 'sip:bob@example.com', '<sip:c@x y>'],
  ['<sip:c@"x">', 'sip:bob@example.com', '<sip:c@"x">'],
  ['<xsip:c@x>', 'sip:bob@example.com', '<xsip:c@x>'],
  ['<sipx:c@x>', 'sip:bob@example.com', '<sipx:c@x>'],
])('REGISTER of %j goes to %s, with the To %s', (from, uri, to) => {
  const lines = linesOf({ method: 'REGISTER', from });
  expect([lines[0], lines[4]]).toEqual([`REGISTER ${uri} SIP/2.0`, `To: ${to}`]);
});

const uriNeeded = 'a URI with its scheme, and without blanks, is needed, as in sip:bob@example.com';
const noAddress = (text: string) => `"${text}" is neither a URI nor a name and a URI in angle brackets`;
const noVia = (text: string) => `"${text}" is neither a host with or without a port nor a whole Via`;

test.each<[RequestFields, string, string]>([
  ...[' INVITE', 'INVITE ', 'INV/ITE', 'INV\u00ffITE'].map((method): [RequestFields, string, string] => [
    { method },
    'method',
    `"${method}" is no method`,
  ]),
  ...['1sip:b', ' sip:b', 's_p:b', ':b', 'sip:', 'sip:b ', 'sip:\tb', ''].map(
    (requestUri): [RequestFields, string, string] => [{ requestUri }, 'requestUri', uriNeeded],
  ),
  ...['', ' udp', 'udp ', 'u/p', 'u_p'].map((transport): [RequestFields, string, string] => [
    { transport },
    'transport',
    `"${transport}" is no transport`,
  ]),
  ...['', ' a', 'a ', 'a;b', 'a,b', 'a/b', 'xsip/2.0/UDP h', 'sips/2.0/UDP h'].map(
    (via): [RequestFields, string, string] => [{ via: ['h', via] }, 'via', noVia(via)],
  ),
  ...['1sip:b', ' sip:b', 's_p:b', ':b', 'sip:', 'sip:b ', 'a b', ''].flatMap(
    (text): [RequestFields, string, string][] => [
      [{ from: text }, 'from', noAddress(text)],
      [{ to: text }, 'to', noAddress(text)],
    ],
  ),
  ...['', ' a', 'a ', 'a b', 'a\n'].map((callId): [RequestFields, string, string] => [
    { callId },
    'callId',
    `"${callId}" is not one word`,
  ]),
  ...['\r', '\n', '\0'].flatMap((byte): [RequestFields, string, string][] => [
    [{ from: `<sip:a>${byte}` }, 'from', 'a line end or a NUL would end the header'],
    [{ to: `<sip:a>${byte}` }, 'to', 'a line end or a NUL would end the header'],
    [{ via: [`SIP/2.0/UDP h${byte}`] }, 'via', 'a line end or a NUL would end the header'],
    [
      { headers: [{ name: 'X', value: `${byte}a` }] },
      'headers',
      'a line end or a NUL in X would end the header',
    ],
  ]),
])('%j is refused', (fields, field, reason) => {
  expect(() => composeRequest(fields)).toThrow(new ComposeError(field, reason));
});

test.each([
  ["a-.!%*_+`'~Z09:", { name: "a-.!%*_+`'~Z09", value: '' }],
  ['\tX \t: \ta:b \t', { name: 'X', value: 'a:b' }],
])('%j is a header', (text, expected) => {
  expect(parseHeaderText(text)).toEqual(expected);
});

test.each(['X/Y', 'X"', 'X Y', 'X(', ''])('%j is no header name', (name) => {
  const expected = new ComposeError('headers', `"${name}" is no header name`);
  expect(() => parseHeaderText(`${name}: a`)).toThrow(expected);
});

describe('transport, and host and port, of a Via', () => {
  test.each([
    ['SIP/2.0/UDP h:5060;branch=1', { transport: 'UDP', sentBy: 'h:5060' }],
    ['sip  /\t2.0  /  TLS-SCTP  [::1]:5061', { transport: 'TLS-SCTP', sentBy: '[::1]:5061' }],
    ['SIP/2.0/UDP h, SIP/2.0/TCP i', { transport: 'UDP', sentBy: 'h' }],
    ['SIP/2.0/UDP hh (a comment)', { transport: 'UDP', sentBy: 'hh' }],
  ])('%j', (via, expected) => {
    expect(sentProtocolOf(via)).toEqual(expected);
  });

  test.each([
    'SIP/2x0/UDP h',
    'xSIP/2.0/UDP h',
    'SIP/2.0/UDP',
    'SIP/2.0/UDP ',
    'SIP/2.0/UDP ;branch=1',
    'SIP/2.0/UDP/x h',
    'SIP 2.0 UDP h',
    'SIP/2.0/ h',
    '',
  ])('there are none in %j', (via) => {
    expect(sentProtocolOf(via)).toBeUndefined();
  });
});
