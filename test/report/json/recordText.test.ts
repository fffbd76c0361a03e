import { expect, test } from 'vitest';
import { jsonLine } from '../../../src/report/json/recordText.js';
import fc from '../../fastCheck.js';

test('a line of JSON holds no character that steers a terminal or reorders its text', () => {
  expect(jsonLine({ a: '\x1b[31m\x9b31m\x7f\u202e\u2066x\u2069é' })).toBe(
    '{"a":"\\u001b[31m\\u009b31m\\u007f\\u202e\\u2066x\\u2069é"}',
  );
});

test('a line of JSON is read back as the same value', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.dictionary(text, text), (value) => {
      expect(JSON.parse(jsonLine(value))).toEqual({ ...value });
    }),
  );
});
