import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blocksOf, expectExamples } from './docs/examples.js';

test('every example of the README prints what the README shows', async () => {
  expect(
    blocksOf(readFileSync('README.md', 'utf8')).filter((block) => block.whyNotRun === undefined).length,
  ).toBeGreaterThan(4);
  await expectExamples('README.md');
});

test('the README can be read in a few minutes', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(121);
});
