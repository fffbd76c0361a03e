import { defineConfig } from 'vitest/config';

/** What only `npm run conformance` runs: it needs a server, and minutes. */
export default defineConfig({ test: { include: ['test/conformance/**/*.test.ts'] } });
