import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { finding } from './target.js';
import { targets } from './targets.js';

const folder = new URL('../corpus/', import.meta.url);

describe.each(Object.entries(targets))('the corpus of %s', (name, target) => {
  const inputs = new URL(`${name}/`, folder);
  const files = existsSync(inputs) ? readdirSync(inputs).filter((file) => !file.endsWith('.truth')) : [];

  test('is there', () => {
    expect(files).not.toEqual([]);
  });

  test.each(files)(
    '%s comes to an end that is the same twice, loses nothing and throws nothing of its own',
    async (file) => {
      const truth = new URL(`${file}.truth`, inputs);
      const words = existsSync(truth) ? readFileSync(truth, 'utf8').trimEnd().split('\n') : [];
      const bytes = readFileSync(new URL(file, inputs));
      expect(await finding(target, { bytes, truth: words })).toBeUndefined();
    },
  );
});

describe('a finding', () => {
  const bytes = Buffer.from('x');

  test.each([
    [
      'an error',
      () => {
        throw new TypeError('oops');
      },
      /^unexpected error: TypeError: oops/,
    ],
    [
      'another result the second time',
      (_: Buffer, round: number) => `a${round}`,
      /^not the same result twice: "a0" and "a1"$/,
    ],
    ['what is lost', () => 'nothing', /^lost in silence: word$/],
  ] as const)('is %s', async (_what, run, told) => {
    const target = { make: () => ({ bytes }), run };
    expect(await finding(target, { bytes, truth: ['word'] })).toMatch(told);
  });
});
