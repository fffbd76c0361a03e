import { expect, test } from 'vitest';
import type { Check } from '../../../src/suite/plan/check.js';
import { filterChecks, shardOf } from '../../../src/suite/plan/chooseChecks.js';

const checks = ['a', 'b', 'ab', 'c'].map((title) => ({ title }) as Check);
const titles = (chosen: readonly Check[]) => chosen.map(({ title }) => title);

test('a filter is a text within the title, or a regular expression', () => {
  expect([titles(filterChecks(checks, 'a')), titles(filterChecks(checks, '^[bc]$'))]).toEqual([
    ['a', 'ab'],
    ['b', 'c'],
  ]);
});

test('shards together are all checks, each once', () => {
  const shards = [1, 2, 3].map((index) => titles(shardOf(checks, { index, count: 3 })));
  expect(shards).toEqual([['a', 'c'], ['b'], ['ab']]);
});
