// Builds dist/: the command-line program as CommonJS (the quickest thing that Node can start), the library as one ES
// module, and the library's type declarations.
//
// What only some calls need stands in files of its own, so that the others need not even parse it: the libraries
// that are imported with `import()`.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { build } from 'esbuild';

/** What is used of each: the rest is left out. */
const lazyLibraries = {
  chalk: "export { Chalk } from 'chalk';",
  execa: "export { execa } from 'execa';",
  yaml: "export * from 'yaml';",
  yargs: "export { default } from 'yargs';",
};

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  logLevel: 'warning',
};

const commonJs = {
  ...common,
  format: 'cjs',
  banner: { js: 'const moduleUrl="file://"+__filename;' },
  define: { 'import.meta.url': 'moduleUrl' },
  // `import()` becomes `require`: the loader of ES modules alone would cost milliseconds.
  supported: { 'dynamic-import': false },
};

/** Makes `import('execa')` load dist/vendor/execa.cjs. */
const vendor = {
  name: 'vendor',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${Object.keys(lazyLibraries).join('|')})$`) }, ({ path }) => ({
      path: `./vendor/${path}.cjs`,
      external: true,
    }));
  },
};

/** yargs measures texts with it; ours are ASCII, and the real one costs 30 ms at every start. */
const plainStringWidth = {
  name: 'plain-string-width',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, () => ({ path: 'string-width', namespace: 'plain' }));
    onLoad({ filter: /.*/, namespace: 'plain' }, () => ({
      contents: 'export default (text) => text.replace(/\\u001b\\[[0-9;]*m/g, "").length;',
    }));
  },
};

await Promise.all([
  build({ ...commonJs, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.cjs', plugins: [vendor] }),
  ...Object.entries(lazyLibraries).map(([name, contents]) =>
    build({
      ...commonJs,
      stdin: { contents, resolveDir: import.meta.dirname },
      outfile: `dist/vendor/${name}.cjs`,
      // What a CommonJS module exports is the default import of whoever loads it.
      ...(contents.includes('{ default }')
        ? { footer: { js: 'module.exports=module.exports.default;' } }
        : {}),
      plugins: [plainStringWidth],
    }),
  ),
  build({ ...common, entryPoints: ['src/index.ts'], format: 'esm', outfile: 'dist/index.js' }),
]);

mkdirSync('dist/schemas', { recursive: true });
for (const schema of ['src/report/record.schema.json', 'src/suite/suite.schema.json'])
  copyFileSync(schema, `dist/schemas/${schema.split('/').at(-1)}`);

if (!process.argv.includes('--no-types')) {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' });
}
