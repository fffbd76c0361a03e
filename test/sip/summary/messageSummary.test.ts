import { describe, expect, test } from 'vitest';
import { summarize } from '../../../src/sip/summary/messageSummary.js';
import fc from '../../fastCheck.js';

const summaryOf = (text: string) => summarize(Buffer.from(text, 'latin1'));

describe("a message's summary", () => {
  test.each<[string, string, object]>([
    [
      'of a request',
      'INVITE sip:b@x SIP/2.0\r\nCall-ID: 1@x\r\nCSeq: 7 INVITE\r\n\r\n',
      { method: 'INVITE', uri: 'sip:b@x', callId: '1@x', cseq: '7 INVITE' },
    ],
    [
      'of a reply',
      'SIP/2.0 486 Busy Here\r\ni: 1@x\r\nCSeq: 7 INVITE\r\n\r\n',
      { status: 486, reason: 'Busy Here', callId: '1@x', cseq: '7 INVITE' },
    ],
    [
      'in lower case, with bare LF',
      'ack sip:b@x sip/2.0\ncall-id:1\ncseq:7  ACK\n\n',
      { method: 'ack', uri: 'sip:b@x', callId: '1', cseq: '7 ACK' },
    ],
    [
      'with folded headers',
      'ACK sip:b@x SIP/2.0\r\nCall-ID:\r\n 1@x\r\nCSeq: 7\r\n\tACK\r\n\r\n',
      { method: 'ACK', uri: 'sip:b@x', callId: '1@x', cseq: '7 ACK' },
    ],
    ['whose status is only half a number', 'SIP/2.0 20x OK\r\n\r\n', { reason: 'OK' }],
    ['whose status has a letter before it', 'SIP/2.0 x20 OK\r\n\r\n', { reason: 'OK' }],
    ['without a reason', 'SIP/2.0 200\r\nCall-ID: 1\r\n\r\n', { status: 200, reason: '', callId: '1' }],
    [
      'with two of each, of which the first counts',
      'ACK sip:b@x SIP/2.0\r\nCall-ID: 1\r\nCall-ID: 2\r\nCSeq: 1 ACK\r\nCSeq: 2 ACK\r\n\r\n',
      { method: 'ACK', uri: 'sip:b@x', callId: '1', cseq: '1 ACK' },
    ],
    [
      'behind a byte order mark and NULs',
      '\xef\xbb\xbf\0\0ACK sip:b@x SIP/2.0\r\n\r\n',
      { method: 'ACK', uri: 'sip:b@x' },
    ],
    [
      'behind bytes that only begin like one',
      '\xef\xbb-ACK sip:b@x SIP/2.0\r\n\r\n',
      { method: '\xef\xbb-ACK', uri: 'sip:b@x', latin1: ['method'] },
    ],
    ['whose status is no number', 'SIP/2.0 abc OK\r\n\r\n', { reason: 'OK' }],
    [
      'with a character whose last byte is a blank of Latin-1',
      'ACK sip:b@x SIP/2.0\r\nCall-ID: \xc3\xa0\r\n\r\n',
      { method: 'ACK', uri: 'sip:b@x', callId: 'à' },
    ],
    ['behind line ends', '\r\n\r\nACK sip:b@x SIP/2.0\r\n\r\n', { method: 'ACK', uri: 'sip:b@x' }],
    [
      'the body does not count',
      'ACK sip:b@x SIP/2.0\r\n\r\nCall-ID: 1\r\n',
      { method: 'ACK', uri: 'sip:b@x' },
    ],
    ['UTF-8 is decoded', 'ACK sip:\xc3\xa9@x SIP/2.0\r\n\r\n', { method: 'ACK', uri: 'sip:é@x' }],
    [
      'other bytes are named',
      'ACK sip:\xe9@x SIP/2.0\r\n\r\n',
      { method: 'ACK', uri: 'sip:\xe9@x', latin1: ['uri'] },
    ],
  ])('%s', (_name, text, expected) => {
    expect(summaryOf(text)).toEqual(expected);
  });

  test('finds headers however far behind others they stand', () => {
    const text = `ACK sip:b@x SIP/2.0\r\n${'X: y\r\n'.repeat(1000)}Call-ID: 1\r\nCSeq: 7 ACK\r\n\r\n`;
    expect(summaryOf(text)).toMatchObject({ callId: '1', cseq: '7 ACK' });
  });

  test('never fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => summarize(Buffer.from(bytes)) !== undefined),
    );
  });
});
