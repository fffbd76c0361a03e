import { describe, expect, test } from 'vitest';
import { ExecRequest } from '../../../src/library.js';
import { ComposeError } from '../../../src/sip/compose/composeError.js';
import { composeRequest } from '../../../src/sip/compose/composeRequest.js';
import { composeFollowUp } from '../../../src/sip/compose/followUp.js';

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
    for (const whole of [via, `${via}, SIP/2.0/UDP h2;branch=z9hG4bK2`])
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
