import { describe, expect, test } from 'vitest';
import { lineDifference } from '../../src/suite/lineDifference.js';
import fc from '../fastCheck.js';

function difference(expected: readonly string[], actual: readonly string[]): string[] {
  const marks = { same: ' ', missing: '-', extra: '+' };
  return lineDifference(expected, actual, (a, b) => a === b, String).map(
    ({ kind, text }) => marks[kind] + text,
  );
}

describe('the difference of two lists of lines', () => {
  test.each<[string, string, string, string]>([
    ['nothing', '', '', ''],
    ['no difference', 'a b', 'a b', ' a  b'],
    ['a line changed', 'a b c', 'a x c', ' a -b +x  c'],
    ['a line more', 'a c', 'a b c', ' a +b  c'],
    ['a line less', 'a b c', 'a c', ' a -b  c'],
    ['two lines exchanged', 'a b', 'b a', '-a  b +a'],
    ['all new', 'a b', 'x y', '-a -b +x +y'],
  ])('%s', (_name, expected, actual, lines) => {
    const words = (text: string) => text.split(' ').filter((word) => word !== '');
    expect(difference(words(expected), words(actual)).join(' ')).toBe(lines);
  });

  test('has both lists in it, in their order, and as much in common as can be', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (expected, actual) => {
        const lines = difference(expected, actual);
        const side = (marks: string) =>
          lines.filter((line) => marks.includes(line[0] as string)).map((line) => line.slice(1));
        expect(side(' -')).toEqual(expected);
        expect(side(' +')).toEqual(actual);
        expect(side(' ').length).toBe(maxCommonBytes(expected, actual));
      }),
    );
  });

  test('of thousands of lines needs no table of millions', () => {
    const lines = (prefix: string) => Array.from({ length: 20_000 }, (_, i) => `${prefix}${i}`);
    expect(difference(lines('a'), lines('b'))).toHaveLength(40_000);
  });
});

function maxCommonBytes(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const table = [new Array(b.length + 1).fill(0)];
  for (const [i, x] of a.entries()) {
    const row = [0];
    for (const [j, y] of b.entries())
      row.push(x === y ? table[i]?.[j] + 1 : Math.max(row[j] as number, table[i]?.[j + 1]));
    table.push(row);
  }
  return table.at(-1)?.at(-1);
}
