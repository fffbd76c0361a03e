import { describe, expect, test } from 'vitest';
import {
  firstLineStart,
  headerText,
  headerTexts,
  lengthOf,
  searchedBytes,
  unfolded,
} from '../../../src/sip/summary/headerLines.js';
import { summarize } from '../../../src/sip/summary/messageSummary.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['', 0],
  ['A', 0],
  ['\xef\xbb\xbfA', 3],
  ['\xef\xbb\xbf\r\nA', 5],
  ['\r\n\xef\xbb\xbfA', 2],
  ['\xef\xbbAA', 0],
  ['\xefA\xbfA', 0],
  ['A\xbb\xbfA', 0],
  ['\0\t\n\x0b\x0c\r A', 7],
  ['\x08A', 0],
  ['\x0eA', 0],
  ['\xa0A', 0],
])('the first line of %j begins at %i', (text, expected) => {
  const bytes = latin1(text);
  expect(firstLineStart(bytes, bytes.length)).toBe(expected);
});

test('the first line begins at the end where there is none', () => {
  expect([firstLineStart(latin1(' \n'), 2), firstLineStart(latin1('  A'), 1)]).toEqual([2, 1]);
});

test.each([
  ['a', 'a'],
  ['a  ', 'a  '],
  ['a\r\n b', 'a b'],
  ['a \t\n\t \tb', 'a b'],
  ['a\n b  \r\n  c  ', 'a b c  '],
  ['a\nb', 'a\nb'],
  ['\r\n a', ' a'],
  ['a\r b', 'a\r b'],
])('%j in one line is %j', (text, expected) => {
  expect(unfolded(text)).toBe(expected);
});

test('a span has so many bytes, and none where nothing was found', () => {
  expect(
    [
      { start: 2, end: 5 },
      { start: 2, end: 2 },
      { start: 0, end: 3 },
      { start: -1, end: -1 },
      { start: -1, end: 7 },
    ].map(lengthOf),
  ).toEqual([3, 0, 3, 0, 0]);
});

test.each<[string, string[]]>([
  ['A\r\nFrom: one\r\nf: two\r\nFROM\t : three \t\r\n\r\nFrom: four\r\n', ['one', 'two', 'three']],
  ['A\nFrom: one\nTo: x\n\nFrom: two\n', ['one']],
  ['A\r\nFrom:\r\nFrom: \r\n \t\r\nFrom: x', ['', '', 'x']],
  ['A\r\nFrom: a\r\n b\r\n\tc\r\nTo: x\r\n', ['a b c']],
  ['A\r\nFrom: a\r\n From: b\r\n', ['a From: b']],
  ['A\r\nFrom: one \t', ['one']],
  ['A\r\nX: y\r\n From: z\r\nFrom: a:b\r\n', ['a:b']],
  ['A\r\nFro: 1\r\nFron: 2\r\nFromm: 3\r\nxFrom: 4\r\nFrom 5\r\nFrom\r\n', []],
  ['From: first line\r\nTo: x\r\n', []],
  ['', []],
])('From of %j: %j', (text, expected) => {
  expect([...headerTexts(latin1(text), 'from', 'f')]).toEqual(expected);
  expect(headerText(latin1(text), 'from', 'f')).toBe(expected[0]);
});

describe('headers are looked for in the first 65,536 bytes', () => {
  /** A message whose headers are so far away that the first of these lines begins at `start`. */
  const withHeadersAt = (start: number, lines: string) => {
    const first = 'ACK sip:b@x SIP/2.0\r\nX: ';
    return latin1(`${first}${'y'.repeat(start - first.length - 2)}\r\n${lines}`);
  };
  const line = 'Call-ID: 1@x\r\n';
  const found = (start: number, lines = `${line}CSeq: 7 ACK\r\n\r\n`) => {
    const bytes = withHeadersAt(start, lines);
    const { callId, cseq } = summarize(bytes);
    return [callId, headerText(bytes, 'call-id', 'i'), cseq, headerText(bytes, 'cseq', 'cseq')];
  };

  test('as many as they are', () => {
    expect(searchedBytes).toBe(65_536);
  });

  test.each([
    ['that ends with them is found', searchedBytes - line.length, '1@x'],
    ['that goes on behind them is cut', searchedBytes - 'Call-ID: 1'.length, '1'],
    ['whose colon is the last of them is empty', searchedBytes - 'Call-ID:'.length, ''],
    ['whose colon stands behind them is none', searchedBytes - 'Call-ID'.length, undefined],
    ['that begins behind them is none', searchedBytes, undefined],
  ])('one %s', (_name, start, expected) => {
    expect(found(start)).toEqual([expected, expected, undefined, undefined]);
  });

  test('a fold that begins behind them is no part of it', () => {
    const folded = 'Call-ID: 1\r\n 2\r\n';
    expect(found(searchedBytes - 'Call-ID: 1\r\n'.length, folded).slice(0, 2)).toEqual(['1', '1']);
    expect(found(searchedBytes - folded.length, folded).slice(0, 2)).toEqual(['1 2', '1 2']);
  });
});

describe("a message's summary has", () => {
  test.each<[string, string, object]>([
    ['nothing of one word', 'INVITE', {}],
    ['nothing of nothing', '', {}],
    ['an empty URI behind a blank', 'INVITE ', { method: 'INVITE', uri: '' }],
    ['a URI up to the next blank', 'A b c d', { method: 'A', uri: 'b' }],
    ['a reason with its blanks', 'SIP/2.0 486 Busy  Here ', { status: 486, reason: 'Busy  Here ' }],
    ['an empty reason', 'SIP/2.0 200 ', { status: 200, reason: '' }],
    ['a reason of Latin-1', 'SIP/2.0 200 \xe9', { status: 200, reason: '\xe9', latin1: ['reason'] }],
    ['no status behind two blanks', 'SIP/2.0  200 OK', { reason: '200 OK' }],
    ['a method that begins like a version', 'SIP/2.0x 200 OK', { method: 'SIP/2.0x', uri: '200' }],
    ['a method that is no version', 'SIP/2,0 200 OK', { method: 'SIP/2,0', uri: '200' }],
    [
      'the first CSeq, before a Call-ID',
      'A b\nCSeq: 1 A\nCSeq: 2 A\nCall-ID: 1',
      { cseq: '1 A', callId: '1' },
    ],
    ['the first Call-ID, before a CSeq', 'A b\ni: 1\nCall-ID: 2\nCSeq: 1 A', { cseq: '1 A', callId: '1' }],
    ['no Call-ID of a longer name', 'A b\nCall-IDs: 1\nItem: 2\nCSeqs: 3\nContact: 4', {}],
    ['no Call-ID behind an empty line', 'A b\n\nCall-ID: 1', {}],
    ['no Call-ID behind an empty line with CR', 'A b\r\n\r\nCall-ID: 1', {}],
    ['a Call-ID with its blanks', 'A b\ni: 1  2\n', { callId: '1  2' }],
    ['a CSeq with one blank', 'A b\nCSeq:1 \t A\n', { cseq: '1 A' }],
  ])('%s: %j', (_name, text, expected) => {
    const words = text.startsWith('A b\n') || text.startsWith('A b\r\n') ? { method: 'A', uri: 'b' } : {};
    expect(summarize(latin1(text))).toEqual({ ...words, ...expected });
  });
});
