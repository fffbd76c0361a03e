import { diffArrays } from 'diff';

/** One line of a difference: on both sides, only on the expected side, or only on the side that came. */
export interface DifferenceLine {
  readonly kind: 'same' | 'missing' | 'extra';
  readonly text: string;
}

/** Past so many changed lines what the two have in common between their first and last change is no longer looked for. */
const maxChangedLines = 2_000;

/**
 * Compares two lists of lines: the longest common subsequence stays, the rest is missing or extra.
 * In: `expected` may be anything that `equal` can compare with a line and `show` can print.
 * Out: all lines in order, missing ones before extra ones.
 */
export function lineDifference<Expected>(
  expected: readonly Expected[],
  actual: readonly string[],
  equal: (expected: Expected, actual: string) => boolean,
  show: (expected: Expected) => string,
): DifferenceLine[] {
  let start = 0;
  while (start < expected.length && start < actual.length && same(start, start)) start += 1;
  let [expectedEnd, actualEnd] = [expected.length, actual.length];
  while (expectedEnd > start && actualEnd > start && same(expectedEnd - 1, actualEnd - 1)) {
    expectedEnd -= 1;
    actualEnd -= 1;
  }
  const wanted = expected.slice(start, expectedEnd);
  const came = actual.slice(start, actualEnd);
  return [
    ...lines('same', actual.slice(0, start)),
    ...(changes(wanted, came, equal, show) ?? [
      ...lines('missing', wanted.map(show)),
      ...lines('extra', came),
    ]),
    ...lines('same', actual.slice(actualEnd)),
  ];

  function same(i: number, j: number): boolean {
    return equal(expected[i] as Expected, actual[j] as string);
  }
}

/** The changes between two lists; undefined where there are too many. */
function changes<Expected>(
  wanted: readonly Expected[],
  came: readonly string[],
  equal: (expected: Expected, actual: string) => boolean,
  show: (expected: Expected) => string,
): DifferenceLine[] | undefined {
  const found = diffArrays<Expected | string>([...wanted], [...came], {
    comparator: (left, right) => equal(left as Expected, right as string),
    maxEditLength: maxChangedLines,
  });
  return found?.flatMap(({ added, removed, value }) =>
    removed
      ? lines('missing', (value as Expected[]).map(show))
      : lines(added ? 'extra' : 'same', value as string[]),
  );
}

function lines(kind: DifferenceLine['kind'], texts: readonly string[]): DifferenceLine[] {
  return texts.map((text) => ({ kind, text }));
}
