import { expect, test } from 'vitest';
import { bytes, count, names, text } from '../../src/sip/rules.js';

test('values of rules are shown to people', () => {
  expect([0, 1, 2, 1023, Number.POSITIVE_INFINITY].map(bytes)).toEqual([
    '0 bytes',
    '1 byte',
    '2 bytes',
    '1023 bytes',
    'no limit',
  ]);
  expect([0, 12].map(count)).toEqual(['0', '12']);
  expect(['', 'a"\n'].map(text)).toEqual(['nothing', String.raw`"a\"\n"`]);
  expect([[], ['sip'], ['sip', 'tel']].map(names<string>())).toEqual(['none', 'sip', 'sip tel']);
});
