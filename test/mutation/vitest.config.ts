import { readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { globSync } from 'tinyglobby';
import { defineConfig, type Plugin } from 'vitest/config';

/**
 * The tests that judge what is mutated: those that mirror it (`src/sip/uri` is judged by `test/sip`), and for the parsers of
 * `src/sip` those of the servers, too, whose rules the parsers follow. A fault in `src` is seen only by tests that import
 * it; those of the command line run the built program, which has none.
 */
const [folder = ''] =
  /^src\/(?:suite\/judge|capture\/file|sip|exec|server)/.exec(process.env.MUTATED ?? '') ?? [];
const mirrors = folder === 'src/sip' ? ['test/sip', 'test/server'] : [folder.replace('src', 'test')];
const areServers = mirrors.includes('test/server') || folder === 'src/exec';
/** Some of the recorded runs of real servers: more of them when slow tests are asked. */
const recordedRuns = 'test/mutation/recordedRuns.ts';
/** Tests that start commands. */
const slowTests = [
  'test/exec/runCall.test.ts',
  'test/exec/process/shellQuote.test.ts',
  'test/exec/warnings/valueClass.test.ts',
];
const areSlow = process.env.MUTATION_TESTS === 'slow';
/**
 * Whether a test imports what is mutated, itself or by what it imports. Tests that only start the built program can notice
 * nothing, and would take most of the time.
 */
function importsSource(path: string): boolean {
  if (path.startsWith('src/')) return true;
  const imports = [...readFileSync(path, 'utf8').matchAll(/(?: from |\bimport\()'(\.[^']+)\.js'/g)];
  return imports.some(([, imported = '']) => importsSource(join(path, '..', `${imported}.ts`)));
}
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
    include: [
      ...(areServers ? [recordedRuns] : []),
      ...(areSlow
        ? slowTests.filter(ofMirrors)
        : globSync(mirrors.map((mirror) => `${mirror}/**/*.test.ts`)).filter(importsSource)),
    ],
    exclude: [
      // What these try is drawn at random, so that they notice a fault one time and not the next.
      'test/**/*.property.test.ts',
      'test/**/any*.test.ts',
      'test/exec/warnings/safeAdvice.test.ts',
      // All of the recorded runs: see above.
      'test/server/vectors.test.ts',
      ...(areSlow ? [] : slowTests),
    ],
    // The modules are loaded once for all test files of a fault, not once for each: that is most of the time.
    isolate: false,
    testTimeout: 120_000,
  },
});
