import { expect, test } from 'vitest';
import { bytesOf, wordOf } from '../src/rawWords.js';
import fc from './fastCheck.js';

test('a word has all bytes that it was made of', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(bytesOf(wordOf(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('text stays text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(wordOf(Buffer.from(text))).toBe(text);
      expect(bytesOf(text)).toEqual(Buffer.from(text));
    }),
  );
});
