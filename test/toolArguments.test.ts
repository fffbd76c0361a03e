import { execa } from 'execa';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url);

test.each([
  ['fuzz/fuzz.mjs', '--only nothing', '--only nothing: no such kind'],
  ['fuzz/fuzz.mjs', '--seconds x', '--seconds x: expected a whole number'],
  ['conformance/conformance.mjs', '--messages -1', "Option '--messages' argument is ambiguous."],
  ['expressions/recheck.mjs', '--sample 1.5', '--sample 1.5: expected a whole number'],
  ['mutation/mutation.mjs', '--sample 101', '--sample 101: expected a whole number from 1 to 100'],
  ['mutation/mutation.mjs', 'src/nothing', 'src/nothing: no such folder to measure'],
])('%s %s is refused in plain words, and does nothing', async (tool, words, complaint) => {
  const run = await execa(process.execPath, [`test/${tool}`, ...words.split(' ')], {
    cwd: root,
    reject: false,
  });
  const [first, ...rest] = run.stderr.split('\n');
  expect([run.exitCode, first, run.stdout]).toEqual([1, complaint, '']);
  expect(rest.find((line) => line.startsWith('usage: '))).toMatch(/^usage: npm run \w+ -- \[/);
});
