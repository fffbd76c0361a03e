// Builds dist/: the command-line program as CommonJS (the quickest thing that Node can start), the library as one ES
// module, and the library's type declarations.
//
// What only some calls need stands in files of its own, so that the others need not even parse it: the libraries and the
// parts that are imported with `import()`. A part takes from cli.cjs what that holds anyway.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { common, commonJs, noticesOf, plainStringWidth } from './bundles.mjs';
import { loadSource } from './loadSource.mjs';

/** What is used of each: the rest is left out. */
const lazyLibraries = {
  chalk: "export { Chalk } from 'chalk';",
  execa: "export { execa } from 'execa';",
  tinyglobby: "export { glob } from 'tinyglobby';",
  yaml: "export * from 'yaml';",
  yargs: "export { default } from 'yargs';",
  'yargs-parser': "export { default } from 'yargs-parser';",
};

/** Parts of the program that only some calls need, by the file that they become. */
const laterParts = {
  captures: 'src/capture/captures.ts',
  compare: 'src/cli/commands/compare.ts',
  config: 'src/cli/commands/config.ts',
  exec: 'src/cli/commands/exec.ts',
  expand: 'src/cli/commands/expand.ts',
  files: 'src/cli/commands/files.ts',
  completion: 'src/cli/completion/completion.ts',
  projectFile: 'src/cli/settings/readProjectFile.ts',
  lint: 'src/cli/commands/lint.ts',
  listPicture: 'src/cli/commands/listPicture.ts',
  execLadder: 'src/cli/commands/execLadder.ts',
  comparePage: 'src/report/comparison/comparisonPage.ts',
  message: 'src/cli/commands/message.ts',
  pseudoVariables: 'src/run/call/pseudoVariableStrings.ts',
  record: 'src/cli/commands/record.ts',
  replay: 'src/cli/commands/replay.ts',
  run: 'src/cli/commands/run.ts',
  scan: 'src/cli/commands/scan.ts',
  storyTeller: 'src/cli/session/storyTeller.ts',
  shell: 'src/cli/commands/shell.ts',
  serverPage: 'src/cli/output/serverPage.ts',
  test: 'src/cli/commands/test.ts',
  verify: 'src/cli/commands/verify.ts',
  surroundings: 'src/run/surroundings/surroundingsOf.ts',
  scriptWarnings: 'src/run/scripts/scriptWarnings.ts',
  unnamedServer: 'src/run/unnamed/unnamedServer.ts',
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

/** Makes the `import()` of a later part load its file. */
const later = {
  name: 'later',
  setup({ onResolve }) {
    const names = new Map(Object.entries(laterParts).map(([name, source]) => [resolve(source), name]));
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind, resolveDir }) => {
      const name = kind === 'dynamic-import' && names.get(resolve(resolveDir, path.replace(/\.js$/, '.ts')));
      return name ? { path: `./${name}.cjs`, external: true } : undefined;
    });
  },
};

/** Parts that read messages byte by byte: they have copies of what they share with cli.cjs, and call it the quicker. */
const ownCopies = new Set(['captures']);

/** Makes a part take the modules that cli.cjs holds from there. In: those modules, as `sharedModules` gives them. */
const shared = (modules) => ({
  name: 'shared',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind, resolveDir, namespace }) => {
      if (namespace === 'shared') return { path, external: true };
      const source = resolve(resolveDir, path.replace(/\.js$/, '.ts'));
      if (kind !== 'import-statement' || !modules.has(source)) return undefined;
      return { path: modules.get(source), namespace: 'shared' };
    });
    onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
      contents: `module.exports = require('./cli.cjs').${path};`,
    }));
  },
});

/** What cli.cjs holds and parts want, too: the modules by their paths, with the names by which it exports them. */
async function sharedModules() {
  const graph = { ...commonJs, entryPoints: ['src/cli/main.ts'], write: false };
  const parts = Object.entries(laterParts).filter(([name]) => !ownCopies.has(name));
  const [own, whole] = await Promise.all([
    build({ ...graph, plugins: [vendor, later] }),
    build({ ...graph, entryPoints: parts.map(([, source]) => source), outdir: 'dist', plugins: [vendor] }),
  ]);
  const held = new Set(Object.keys(own.metafile.inputs).filter((path) => path.startsWith('src/')));
  const wanted = Object.entries(whole.metafile.inputs)
    .filter(([path]) => !held.has(path))
    .flatMap(([, { imports }]) => imports.map(({ path }) => path));
  const names = [...new Set(wanted)].filter((path) => held.has(path)).sort();
  return new Map(names.map((path, i) => [resolve(path), `m${i}`]));
}

// What an earlier build left must not be taken for a part of this one.
rmSync('dist', { recursive: true, force: true });

const modules = await sharedModules();
// The package has no side effects, and is taken at its word: what nobody wants of main.ts would be left out.
const held = new Map([[resolve('src/cli/main.ts'), 'main'], ...modules]);
const exported = [...held].map(([path, name]) => `export * as ${name} from ${JSON.stringify(path)};`);

const built = await Promise.all([
  build({
    ...commonJs,
    stdin: { contents: exported.join('\n'), resolveDir: import.meta.dirname },
    outfile: 'dist/cli.cjs',
    plugins: [vendor, later],
  }),
  ...Object.entries(laterParts).map(([name, source]) =>
    build({
      ...commonJs,
      entryPoints: [source],
      outfile: `dist/${name}.cjs`,
      plugins: ownCopies.has(name) ? [vendor, later] : [vendor, later, shared(modules)],
    }),
  ),
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
  // An error of the library is told by its class's name.
  build({
    ...common,
    keepNames: true,
    entryPoints: ['src/index.ts'],
    format: 'esm',
    outfile: 'dist/index.js',
  }),
]);

writeFileSync(
  'dist/THIRD-PARTY-NOTICES',
  noticesOf(built.flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);

copyFileSync('src/record/exec-recorder.sh', 'dist/exec-recorder.sh');

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const { manPages } = await loadSource('src/cli/manual/reference.ts');
mkdirSync('dist/man');
for (const [file, page] of manPages(version)) writeFileSync(`dist/man/${file}`, page);

mkdirSync('dist/schemas', { recursive: true });
const schemas = [
  'src/report/json/record.schema.json',
  'src/report/json/config.schema.json',
  'src/report/checks/check.schema.json',
  'src/cli/settings/settings.schema.json',
  'src/report/record/verify.schema.json',
  'src/suite/suite.schema.json',
];
for (const schema of schemas) copyFileSync(schema, `dist/schemas/${schema.split('/').at(-1)}`);

if (!process.argv.includes('--no-types')) {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' });
  // One file of what the library exports, rather than the declarations of the whole program.
  const { Extractor, ExtractorConfig } = await import('@microsoft/api-extractor');
  const config = ExtractorConfig.loadFileAndPrepare(resolve('api-extractor.json'));
  const { succeeded } = Extractor.invoke(config, { messageCallback: showProblemsAlone });
  rmSync('dist/declarations', { recursive: true });
  if (!succeeded) throw new Error('the declarations could not be put into one file');
}

/** Its greeting, and where it found TypeScript, is nothing to a person who installs. */
function showProblemsAlone(message) {
  message.handled = message.logLevel !== 'error' && message.logLevel !== 'warning';
}
