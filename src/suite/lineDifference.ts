/** One line of a difference: on both sides, only on the expected side, or only on the side that came. */
export interface DifferenceLine {
  readonly kind: 'same' | 'missing' | 'extra';
  readonly text: string;
}

/** Past so many pairs of lines a common run is no longer looked for between the first and the last difference. */
const MOST_PAIRS = 1_000_000;

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
  const common = (from: number, to: number) => lines('same', actual.slice(from, to));
  return [
    ...common(0, start),
    ...middle(expected.slice(start, expectedEnd), actual.slice(start, actualEnd), equal, show),
    ...common(actualEnd, actual.length),
  ];

  function same(i: number, j: number): boolean {
    return equal(expected[i] as Expected, actual[j] as string);
  }
}

function middle<Expected>(
  expected: readonly Expected[],
  actual: readonly string[],
  equal: (expected: Expected, actual: string) => boolean,
  show: (expected: Expected) => string,
): DifferenceLine[] {
  if (expected.length * actual.length > MOST_PAIRS)
    return [...lines('missing', expected.map(show)), ...lines('extra', actual)];
  const longest = commonLengths(expected, actual, equal);
  const found: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < expected.length || j < actual.length) {
    const wanted = expected[i] as Expected;
    const came = actual[j] as string;
    if (i < expected.length && j < actual.length && equal(wanted, came)) {
      found.push({ kind: 'same', text: came });
      i += 1;
      j += 1;
    } else if (
      j === actual.length ||
      (i < expected.length && at(longest, i + 1, j) >= at(longest, i, j + 1))
    ) {
      found.push({ kind: 'missing', text: show(wanted) });
      i += 1;
    } else {
      found.push({ kind: 'extra', text: came });
      j += 1;
    }
  }
  return found;
}

/** For each pair of positions: how many lines the two rests have in common. */
function commonLengths<Expected>(
  expected: readonly Expected[],
  actual: readonly string[],
  equal: (expected: Expected, actual: string) => boolean,
): number[][] {
  const table = Array.from({ length: expected.length + 1 }, () =>
    new Array<number>(actual.length + 1).fill(0),
  );
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let j = actual.length - 1; j >= 0; j--) {
      (table[i] as number[])[j] = equal(expected[i] as Expected, actual[j] as string)
        ? at(table, i + 1, j + 1) + 1
        : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: readonly number[][], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function lines(kind: DifferenceLine['kind'], texts: readonly string[]): DifferenceLine[] {
  return texts.map((text) => ({ kind, text }));
}
