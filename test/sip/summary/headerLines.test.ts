import { expect, test } from 'vitest';
import { headerText, unfolded } from '../../../src/sip/summary/headerLines.js';

const from = (text: string) => headerText(Buffer.from(text, 'latin1'), 'from', 'f');
const line = 'INVITE sip:bob@example.com SIP/2.0\r\n';

test.each<[string, string, string | undefined]>([
  ['a header', `${line}From: <sip:a@b>\r\n\r\n`, '<sip:a@b>'],
  ['its compact name, and blanks before the colon', `${line}f \t:<sip:a@b>\r\n\r\n`, '<sip:a@b>'],
  ['the first of several', `${line}FROM: one\r\nFrom: two\r\n\r\n`, 'one'],
  ['a folded one', `${line}From: "A" \r\n\t<sip:a@b>\r\nTo: x\r\n\r\n`, '"A" <sip:a@b>'],
  ['lines that end with a bare LF', 'INVITE x SIP/2.0\nFrom: one\n\n', 'one'],
  ['a body that looks like one', `${line}To: x\r\n\r\nFrom: body\r\n`, undefined],
  ['a longer name', `${line}From-Here: x\r\nFro: y\r\n\r\n`, undefined],
  ['blank lines before the first', `\r\n\r\n${line}From: one\r\n\r\n`, 'one'],
  ['bytes that are no UTF-8', `${line}From: \xe9\r\n\r\n`, '\xe9'],
])('%s', (_name, text, expected) => {
  expect(from(text)).toBe(expected);
});

test('a long run of blanks takes no longer than its length', () => {
  const value = `${'a '.repeat(10)}${' '.repeat(200_000)}b\n c`;
  expect(unfolded(value)).toBe(value.replace('\n c', ' c'));
});

test('a name has its own bytes, in either case of letters', () => {
  const callId = (name: string) => headerText(Buffer.from(`${line}${name}: 1\r\n\r\n`), 'call-id', 'i');
  expect(['Call-ID', 'CALL-id', 'I', 'Call\rID', 'Call ID', 'Call-I\x04'].map(callId)).toEqual([
    '1',
    '1',
    '1',
    undefined,
    undefined,
    undefined,
  ]);
});
