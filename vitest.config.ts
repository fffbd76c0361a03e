import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The live differential is `npm run conformance`.
    exclude: ['test/conformance/**'],
    globalSetup: ['test/buildProgram.ts'],
    testTimeout: 30_000,
  },
});
