import { describe, expect, test } from 'vitest';
import {
  afterLineEnd,
  skipBlanks,
  skipLinearWhitespace,
  skipWhite,
  skipWord,
} from '../../src/sip/whitespace.js';
import { withoutTrailing } from '../../src/sip/withoutTrailing.js';

/** How many bytes of the text are passed over, whatever stands before and behind it. */
function passed(skip: (bytes: Uint8Array, at: number, end: number) => number, text: string): number {
  const lengths = ['', ' x', '\n x', '\tx', 'x'].map(
    (behind) => skip(Buffer.from(`x ${text}${behind}`), 2, 2 + text.length) - 2,
  );
  expect(new Set(lengths).size).toBe(1);
  return lengths[0] as number;
}

// From left to right: linear white space (folds alone are passed over), white space, blanks, and a word.
test.each<[string, number, number, number, number]>([
  ['', 0, 0, 0, 0],
  ['ab', 0, 0, 0, 2],
  [' \t a', 3, 3, 3, 0],
  [' \r\n a', 4, 4, 1, 0],
  ['\r\n\ta', 3, 3, 0, 0],
  ['\n a', 2, 2, 0, 0],
  ['\r\n \r\n\t a', 7, 7, 0, 0],
  ['\r\na', 0, 2, 0, 0],
  ['\na', 0, 1, 0, 0],
  ['\r a', 0, 2, 0, 0],
  ['\r\r\n a', 0, 4, 0, 0],
  [' \n', 1, 2, 1, 0],
  [' \r\n', 1, 3, 1, 0],
  [' \r', 1, 2, 1, 0],
  ['a b', 0, 0, 0, 1],
  ['a\tb', 0, 0, 0, 1],
  ['a\rb', 0, 0, 0, 1],
  ['a\nb', 0, 0, 0, 1],
])('%j', (text, linear, white, blanks, word) => {
  const found = [skipLinearWhitespace, skipWhite, skipBlanks, skipWord].map((skip) => passed(skip, text));
  expect(found).toEqual([linear, white, blanks, word]);
});

describe('the next line begins', () => {
  test.each([
    ['\r\nx', 3, 2],
    ['\nx', 2, 1],
    ['\rx', 2, 1],
    ['\n\nx', 3, 1],
    ['\r\n', 2, 2],
    ['\r\n', 1, 1],
  ])('behind the line end of %j, of which %i bytes count, at %i', (text, end, expected) => {
    expect(afterLineEnd(Buffer.from(text), 0, end)).toBe(expected);
  });
});

test.each([
  ['a \t', ' \t', 'a'],
  [' a', ' ', ' a'],
  ['   ', ' ', ''],
  ['', ' ', ''],
  ['a. ', ' ', 'a.'],
  ['a', ' ', 'a'],
])('%j without trailing %j is %j', (text, characters, expected) => {
  expect(withoutTrailing(text, characters)).toBe(expected);
});
