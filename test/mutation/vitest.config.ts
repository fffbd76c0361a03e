import { defineConfig, type Plugin } from 'vitest/config';

/**
 * The tests that judge what is mutated: those that mirror it (`src/sip/uri` is judged by `test/sip`), and for the parsers of
 * `src/sip` those of the servers, too, whose rules the parsers follow. A fault in `src` is seen only by tests that import
 * it; those of the command line run the built program, which has none.
 */
const [folder = ''] =
  /^src\/(?:suite\/judge|capture\/file|sip|exec|server)/.exec(process.env.MUTATED ?? '') ?? [];
const mirrors = folder === 'src/sip' ? ['test/sip', 'test/server'] : [folder.replace('src', 'test')];
/** The recorded runs of real servers, and tests that start commands. */
const slowTests = [
  'test/server/vectors.test.ts',
  'test/exec/runCall.test.ts',
  'test/exec/process/shellQuote.test.ts',
  'test/exec/warnings/valueClass.test.ts',
];
const areSlow = process.env.MUTATION_TESTS === 'slow';
const ofMirrors = (path: string) => mirrors.some((mirror) => path.startsWith(`${mirror}/`));

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
    include: areSlow ? slowTests.filter(ofMirrors) : mirrors.map((mirror) => `${mirror}/**/*.test.ts`),
    exclude: [
      // What these try is drawn at random, so that they notice a fault one time and not the next.
      'test/**/*.property.test.ts',
      'test/**/any*.test.ts',
      'test/exec/warnings/safeAdvice.test.ts',
      ...(areSlow ? [] : slowTests),
    ],
    testTimeout: 120_000,
  },
});
