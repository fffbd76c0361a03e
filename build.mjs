// Builds dist/: the command-line program as one CommonJS file (the quickest thing that Node can start), the library
// as one ES module, and the library's type declarations.
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
};

await Promise.all([
  build({
    ...common,
    entryPoints: ['src/cli/main.ts'],
    format: 'cjs',
    outfile: 'dist/cli.cjs',
    banner: { js: 'const moduleUrl="file://"+__filename;' },
    define: { 'import.meta.url': 'moduleUrl' },
  }),
  build({ ...common, entryPoints: ['src/index.ts'], format: 'esm', outfile: 'dist/index.js' }),
]);

if (!process.argv.includes('--no-types')) {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' });
}
