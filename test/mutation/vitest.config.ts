import { defineConfig } from 'vitest/config';

/**
 * The tests that mirror what is mutated: `src/sip/uri` is judged by `test/sip`. A fault in `src` is seen only by tests
 * that import it; those of the command line run the built program, which has none.
 */
const mirror = /^src\/(suite\/judge|capture\/file|sip|exec|server)/.exec(process.env.MUTATED ?? '')?.[1];

export default defineConfig({
  test: {
    include: [`test/${mirror}/**/*.test.ts`],
    // What these try is drawn at random, so that they notice a fault one time and not the next.
    exclude: ['test/**/*.property.test.ts', 'test/**/any*.test.ts'],
    testTimeout: 30_000,
  },
});
