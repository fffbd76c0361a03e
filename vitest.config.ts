import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The live differential is `npm run conformance`.
    exclude: ['test/conformance/**'],
    globalSetup: ['test/buildProgram.ts'],
    // A file a processor: most of them wait for the programs that they start.
    maxWorkers: '100%',
    // An end to what hangs; how long a test takes is the machine's affair, which may have sixteen others to serve.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // In a step of GitHub Actions, too, the program behaves as it does elsewhere, but where a test says so.
    env: { GITHUB_ACTIONS: '' },
    // Of what the tests import. What only the built program runs, as its main file, does not count.
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
});
