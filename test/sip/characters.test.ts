import { expect, test } from 'vitest';
import { isAlphanumeric, isBlank, isDigit, isLineEnd, lowerCase, spells } from '../../src/sip/characters.js';
import { isWhite } from '../../src/sip/whitespace.js';

const allBytes = Array.from({ length: 256 }, (_, byte) => byte);

// RFC 3261 §25.1.
test.each([
  ['a blank', isBlank, ' \t'],
  ['the beginning of a line end', isLineEnd, '\r\n'],
  ['a blank or part of a line end', isWhite, ' \t\r\n'],
  ['a digit', isDigit, '0123456789'],
  ['a letter or digit', isAlphanumeric, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
])('of all bytes, these alone are %s', (_name, is, expected) => {
  const found = allBytes.filter((byte) => is(byte));
  expect(String.fromCharCode(...found)).toBe([...expected].sort().join(''));
  expect(is(undefined)).toBe(false);
});

test('capitals of ASCII alone have small letters', () => {
  const changed = allBytes.filter((byte) => lowerCase(byte) !== byte);
  expect(String.fromCharCode(...changed)).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  expect(String.fromCharCode(...changed.map(lowerCase))).toBe('abcdefghijklmnopqrstuvwxyz');
});

test.each([
  ['tag', true],
  ['TaG', true],
  ['tax', false],
  ['xag', false],
  ['ta', false],
  ['tagg', false],
  ['', false],
])('%j spells tag: %s', (text, expected) => {
  const bytes = Buffer.from(`ta${text}g`);
  expect(spells(bytes, 2, 2 + text.length, 'tag')).toBe(expected);
});
