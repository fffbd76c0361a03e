import { describe, expect, test } from 'vitest';
import { ExecRequest } from '../../../src/library.js';
import { ComposeError } from '../../../src/sip/compose/composeError.js';
import { composeRequest } from '../../../src/sip/compose/composeRequest.js';
import { composeFollowUp } from '../../../src/sip/compose/followUp.js';
import type { RequestFields } from '../../../src/sip/compose/requestFields.js';

const invite = composeRequest({
  randomSeed: 1,
  requestUri: 'sip:bob@192.0.2.4',
  transport: 'tcp',
  via: ['192.0.2.10', '192.0.2.11'],
  cseq: 41,
  headers: [
    { name: 'Route', value: '<sip:p1.example;lr>, <sip:p2.example;lr>' },
    { name: 'Route', value: '<sip:p3.example;lr>' },
    { name: 'Subject', value: 'of the INVITE alone' },
  ],
  body: Buffer.from('v=0\r\n'),
});

const linesOf = (message: Buffer) => message.toString('latin1').split('\r\n');
const lineOf = (message: Buffer, name: string) =>
  linesOf(message).find((line) => line.startsWith(`${name}: `));
const transactionOf = (message: Buffer) =>
  new ExecRequest(message, { server: 'kamailio-6.1' }).environment().variables?.SIP_TID;

describe('a CANCEL', () => {
  const cancel = composeFollowUp('cancel', invite);

  test('has what RFC 3261 §9.1 takes over, and nothing more', () => {
    expect(linesOf(cancel)).toEqual([
      'CANCEL sip:bob@192.0.2.4 SIP/2.0',
      linesOf(invite)[1],
      'Max-Forwards: 70',
      lineOf(invite, 'From'),
      lineOf(invite, 'To'),
      lineOf(invite, 'Call-ID'),
      'CSeq: 41 CANCEL',
      'Route: <sip:p1.example;lr>, <sip:p2.example;lr>',
      'Route: <sip:p3.example;lr>',
      'Content-Length: 0',
      '',
      '',
    ]);
  });

  test('is of the INVITE’s transaction', () => {
    expect(transactionOf(cancel)).toBe(transactionOf(invite));
  });
});

test('an ACK is of the INVITE’s transaction, and its To has a tag', () => {
  const ack = composeFollowUp('ack', invite, { randomSeed: 5 });
  expect(linesOf(ack)[0]).toBe('ACK sip:bob@192.0.2.4 SIP/2.0');
  expect(linesOf(ack)[1]).toBe(linesOf(invite)[1]);
  expect(lineOf(ack, 'CSeq')).toBe('CSeq: 41 ACK');
  expect(lineOf(ack, 'To')).toMatch(/^To: <sip:bob@192\.0\.2\.4>;tag=[0-9a-f]{8}$/);
  expect(transactionOf(ack)).toBe(transactionOf(invite));
});

describe('a request within the dialog', () => {
  test('is a BYE with a transaction of its own', () => {
    const bye = composeFollowUp('in-dialog', invite, { randomSeed: 5 });
    expect(linesOf(bye)[0]).toBe('BYE sip:bob@192.0.2.4 SIP/2.0');
    expect(lineOf(bye, 'Via')).toMatch(/^Via: SIP\/2\.0\/TCP 192\.0\.2\.10;branch=z9hG4bK/);
    expect(lineOf(bye, 'Via')).not.toBe(lineOf(invite, 'Via'));
    expect(lineOf(bye, 'CSeq')).toBe('CSeq: 42 BYE');
    expect(lineOf(bye, 'Call-ID')).toBe(lineOf(invite, 'Call-ID'));
    expect(lineOf(bye, 'To')).toMatch(/;tag=/);
  });

  test('may be any method, and an ACK keeps the INVITE’s number', () => {
    const reinvite = composeFollowUp('in-dialog', invite, { method: 'INVITE' });
    expect(lineOf(reinvite, 'CSeq')).toBe('CSeq: 42 INVITE');
    const ack = composeFollowUp('in-dialog', invite, { method: 'ACK' });
    expect(lineOf(ack, 'CSeq')).toBe('CSeq: 41 ACK');
  });

  test('keeps the tag that To has', () => {
    const bye = composeFollowUp('in-dialog', invite, { to: '<sip:bob@x>;tag=77' });
    expect(lineOf(bye, 'To')).toBe('To: <sip:bob@x>;tag=77');
  });
});

test('compact and folded headers of the other request are read', () => {
  const text = [
    'INVITE sip:b@x SIP/2.0',
    'v: SIP/2.0/UDP 192.0.2.1',
    ' ;branch=z9hG4bK1, SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2',
    'f: <sip:a@x>;tag=1',
    't: <sip:b@x>',
    'i: c1',
    'CSeq: 9 INVITE',
    '',
    '',
  ].join('\n');
  expect(linesOf(composeFollowUp('cancel', Buffer.from(text))).slice(0, 7)).toEqual([
    'CANCEL sip:b@x SIP/2.0',
    'Via: SIP/2.0/UDP 192.0.2.1 ;branch=z9hG4bK1',
    'Max-Forwards: 70',
    'From: <sip:a@x>;tag=1',
    'To: <sip:b@x>',
    'Call-ID: c1',
    'CSeq: 9 CANCEL',
  ]);
});

describe('the Via of the other request', () => {
  const withVia = (via: string) =>
    Buffer.from(
      `INVITE sip:b@x SIP/2.0\r\nVia: ${via}\r\nTo: <sip:b@x>;tag=2\r\nFrom: <sip:a@x>;tag=1\r\nCall-ID: c\r\nCSeq: 9 INVITE\r\n\r\n`,
    );

  test('is its first hop, and a comma between quotes ends none', () => {
    const via = 'SIP/2.0/UDP h;x="a,b";branch=z9hG4bK1';
    for (const whole of [via, `${via}, x`, `${via} \t, SIP/2.0/UDP h2;branch=z9hG4bK2`])
      expect(lineOf(composeFollowUp('ack', withVia(whole)), 'Via')).toBe(`Via: ${via}`);
  });

  test('says by which transport a request within the dialog goes, and from where', () => {
    const bye = (via: string) => lineOf(composeFollowUp('in-dialog', withVia(via)), 'Via');
    expect(bye('SIP / 2.0 / TLS  h:5061;branch=z9hG4bK1')).toMatch(
      /^Via: SIP\/2\.0\/TLS h:5061;branch=z9hG4bK/,
    );
    expect(() => bye('h:5061')).toThrow('request: the Via of the other request cannot be read');
  });

  test('is replaced by one that is given', () => {
    const fields = { via: ['SIP/2.0/UDP own;branch=z9hG4bKx'] };
    for (const kind of ['ack', 'in-dialog'] as const)
      expect(lineOf(composeFollowUp(kind, withVia('SIP/2.0/UDP h'), fields), 'Via')).toBe(
        'Via: SIP/2.0/UDP own;branch=z9hG4bKx',
      );
  });
});

test.each([
  ['a reply', 'SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n', 'request: the other message is no SIP request'],
  ['no SIP', 'hello', 'request: the other message is no SIP request'],
  ['no CSeq', 'INVITE sip:b@x SIP/2.0\r\nTo: <sip:b@x>\r\n\r\n', 'request: the other request has no CSeq'],
  [
    'a CSeq without a method',
    'INVITE sip:b@x SIP/2.0\r\nTo: <sip:b@x>\r\nCSeq: 1\r\n\r\n',
    'request: the CSeq of the other request is no number and method',
  ],
  ['no To', 'INVITE sip:b@x SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n', 'request: the other request has no To'],
  [
    'no From',
    'INVITE sip:b@x SIP/2.0\r\nTo: <sip:b@x>\r\nCSeq: 1 INVITE\r\n\r\n',
    'request: the other request has no From',
  ],
  [
    'an OPTIONS to cancel',
    'OPTIONS sip:b@x SIP/2.0\r\nTo: <sip:b@x>\r\nCSeq: 1 OPTIONS\r\n\r\n',
    'request: CANCEL belongs to an INVITE, and the other request is OPTIONS',
  ],
])('%s is refused', (_, text, message) => {
  expect(() => composeFollowUp('cancel', Buffer.from(text))).toThrow(ComposeError);
  expect(() => composeFollowUp('cancel', Buffer.from(text))).toThrow(message);
});

describe('each field of a request that follows another', () => {
  const other = Buffer.from(
    [
      'SUBSCRIBE sip:b@x SIP/2.0',
      'Via: SIP/2.0/TLS h:5061;branch=z9hG4bK1 , SIP/2.0/UDP i',
      'From: <sip:a@x>;tag=1',
      'To: <sip:b@x>; TAG = 2',
      'Call-ID: c',
      'CSeq: 12 \t SUBSCRIBE',
      'route: <sip:r1>',
      'Route: <sip:r2>,',
      ' <sip:r3>',
      'Subject: of the other alone',
      '',
      '',
    ].join('\r\n'),
  );
  const made = [
    'BYE sip:b@x SIP/2.0',
    'Via: SIP/2.0/TLS h:5061;branch=z9hG4bK…',
    'Max-Forwards: 70',
    'From: <sip:a@x>;tag=1',
    'To: <sip:b@x>; TAG = 2',
    'Call-ID: c',
    'CSeq: 13 BYE',
    'Route: <sip:r1>',
    'Route: <sip:r2>, <sip:r3>',
    'Content-Length: 0',
    '',
    '',
  ];
  const within = (fields?: RequestFields) =>
    linesOf(composeFollowUp('in-dialog', other, fields)).map((line) =>
      line.replace(/branch=z9hG4bK[0-9a-f]{12}$/, 'branch=z9hG4bK…').replace(/tag=[0-9a-f]{8}$/, 'tag=…'),
    );

  test('comes from the other one, whatever that asks for', () => {
    expect(within()).toEqual(made);
  });

  test.each<[RequestFields, string[]]>([
    [{ method: 'ACK' }, ['ACK sip:b@x SIP/2.0', 'CSeq: 12 ACK']],
    [
      { method: 'REFER' },
      ['REFER sip:b@x SIP/2.0', 'CSeq: 13 REFER', 'Contact: <sip:a@h:5061;transport=tls>'],
    ],
    [{ requestUri: 'sip:z' }, ['BYE sip:z SIP/2.0']],
    [{ from: '<sip:z>;tag=9' }, ['From: <sip:z>;tag=9']],
    [{ from: '<sip:z>' }, ['From: <sip:z>;tag=…']],
    [{ to: '<sip:z>;tag=9' }, ['To: <sip:z>;tag=9']],
    [{ to: '<sip:z;tag=9>;x' }, ['To: <sip:z;tag=9>;x;tag=…']],
    [{ callId: 'z' }, ['Call-ID: z']],
    [{ cseq: 0 }, ['CSeq: 0 BYE']],
    [{ transport: 'TCP' }, ['Via: SIP/2.0/TCP h:5061;branch=z9hG4bK…']],
    [{ via: [] }, []],
    [{ via: ['z'] }, ['Via: SIP/2.0/TLS z;branch=z9hG4bK…']],
    [{ headers: [{ name: 'Subject', value: 'z' }] }, ['Subject: z']],
    [{ body: Buffer.from('z') }, ['Content-Type: text/plain', 'Content-Length: 1', 'z']],
  ])('or is %j, which changes the lines %j', (fields, expected) => {
    expect(within(fields).filter((line) => !made.includes(line))).toEqual(expected);
  });

  test('a CANCEL and an ACK are made of an INVITE alone', () => {
    const why = (kind: 'ack' | 'cancel') =>
      new ComposeError(
        'request',
        `${kind.toUpperCase()} belongs to an INVITE, and the other request is SUBSCRIBE`,
      );
    for (const kind of ['ack', 'cancel'] as const)
      expect(() => composeFollowUp(kind, other)).toThrow(why(kind));
  });

  test.each([
    ['12 INVITE x', 'the CSeq of the other request is no number and method'],
    ['x 12 INVITE', 'the CSeq of the other request is no number and method'],
    ['12INVITE', 'the CSeq of the other request is no number and method'],
    ['-1 INVITE', 'the CSeq of the other request is no number and method'],
    ['2147483648 INVITE', '2147483648 is no number from 0 to 2147483647'],
  ])('a CSeq of %j is refused', (cseq, reason) => {
    const request = Buffer.from(other.toString('latin1').replace(/CSeq: .*/, `CSeq: ${cseq}`), 'latin1');
    const field = reason.startsWith('the') ? 'request' : 'cseq';
    expect(() => composeFollowUp('cancel', request)).toThrow(new ComposeError(field, reason));
  });
});
