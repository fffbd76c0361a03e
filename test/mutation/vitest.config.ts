import { defineConfig, type Plugin } from 'vitest/config';

/**
 * The tests that judge what is mutated: those that mirror it (`src/sip/uri` is judged by `test/sip`), and for the parsers of
 * `src/sip` those of the servers, too, whose rules the parsers follow. A fault in `src` is seen only by tests that import
 * it; those of the command line run the built program, which has none.
 */
const [folder = ''] =
  /^src\/(?:suite\/judge|capture\/file|sip|exec|server)/.exec(process.env.MUTATED ?? '') ?? [];
const mirrors = folder === 'src/sip' ? ['test/sip', 'test/server'] : [folder.replace('src', 'test')];
const recordings = 'test/server/vectors.test.ts';
const isOfRecordings = process.env.MUTATION_TESTS === 'recordings';

/**
 * Stryker asks for threads. In a thread Node closes at its end what it believes to be still open, and so the pipes of
 * commands, which sockets have closed long since: those tests get processes.
 */
const inProcesses: Plugin = {
  name: 'in-processes',
  configureVitest({ project }) {
    if (folder === 'src/exec') project.config.pool = 'forks';
  },
};

export default defineConfig({
  plugins: [inProcesses],
  test: {
    include: isOfRecordings ? [recordings] : mirrors.map((mirror) => `${mirror}/**/*.test.ts`),
    exclude: [
      // What these try is drawn at random, so that they notice a fault one time and not the next.
      'test/**/*.property.test.ts',
      'test/**/any*.test.ts',
      'test/exec/warnings/safeAdvice.test.ts',
      ...(isOfRecordings ? [] : [recordings]),
    ],
    testTimeout: 120_000,
  },
});
