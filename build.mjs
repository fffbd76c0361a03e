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

/** What is used of each: the rest is left out. yargs-parser, which every call needs, is a part of cli.cjs. */
const lazyLibraries = {
  chalk: "export { Chalk } from 'chalk';",
  execa: "export { execa } from 'execa';",
  tinyglobby: "export { glob } from 'tinyglobby';",
  yaml: "export * from 'yaml';",
  yargs: "export { default } from 'yargs';",
};

/** The command that cli.cjs holds itself, since the others share nearly all of what it needs. */
const firstCommand = 'src/cli/commands/env.ts';

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
  list: 'src/cli/commands/list.ts',
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
  yargsText: 'src/cli/arguments/yargsText.ts',
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
    names.set(resolve(firstCommand), 'cli');
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind, resolveDir }) => {
      const name = kind === 'dynamic-import' && names.get(resolve(resolveDir, path.replace(/\.js$/, '.ts')));
      return name ? { path: `./${name}.cjs`, external: true } : undefined;
    });
  },
};

/** yargs-parser makes itself a `require` at every start, for an option that reads files: nobody here uses it. */
const withoutRequire = {
  name: 'without-require',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?module$/ }, ({ path, importer }) =>
      importer.includes('yargs-parser') ? { path, namespace: 'without-require' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'without-require' }, () => ({
      contents: 'export const createRequire = undefined;',
    }));
  },
};

/** Parts that read messages byte by byte: they have copies of what they share with cli.cjs, and call it the quicker. */
const ownCopies = new Set(['captures']);

/** Makes a part take the modules that cli.cjs holds from there. In: those modules, as `sharedModules` gives them. */
const shared = (modules) => ({
  name: 'shared',
  setup({ onResolve, onLoad }) {
    const exportsOf = new Map([...modules.values()].map(({ name, exports }) => [name, exports]));
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind, resolveDir, namespace }) => {
      if (namespace === 'shared') return { path, external: true };
      const source = resolve(resolveDir, path.replace(/\.js$/, '.ts'));
      if (kind !== 'import-statement' || !modules.has(source)) return undefined;
      return { path: modules.get(source).name, namespace: 'shared' };
    });
    onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
      // Variables of the part itself: reading them out of an object at each use would cost a tenth of a list.
      contents: `export const { ${exportsOf.get(path).join(', ')} } = require('./cli.cjs').shared().${path};`,
    }));
  },
});

/** What cli.cjs holds and parts want, too: the modules by their paths, each with a short name and the names that it exports. */
async function sharedModules() {
  const graph = { ...commonJs, write: false };
  const parts = Object.entries(laterParts).filter(([name]) => !ownCopies.has(name));
  const [own, whole] = await Promise.all([
    build({
      ...graph,
      entryPoints: ['src/cli/main.ts', firstCommand],
      outdir: 'dist',
      plugins: [vendor, later],
    }),
    build({ ...graph, entryPoints: parts.map(([, source]) => source), outdir: 'dist', plugins: [vendor] }),
  ]);
  const held = Object.entries(own.metafile.inputs).filter(([path]) => path.startsWith('src/'));
  for (const [path, { imports }] of held) {
    const inner = imports.find(({ kind, external }) => kind === 'dynamic-import' && !external);
    // esbuild would wrap it, and all that it imports, in functions that every start has to make and call.
    if (inner) throw new Error(`${path} imports ${inner.path} later: give it a line in laterParts`);
  }
  const isHeld = new Set(held.map(([path]) => path));
  const wanted = Object.entries(whole.metafile.inputs)
    .filter(([path]) => !isHeld.has(path))
    .flatMap(([, { imports }]) => imports.map(({ path }) => path));
  const paths = [...new Set(wanted)].filter((path) => isHeld.has(path)).sort();
  const { metafile } = await build({
    ...graph,
    bundle: false,
    format: 'esm',
    entryPoints: paths,
    outdir: 'dist',
  });
  const exportsOf = new Map(
    Object.values(metafile.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]),
  );
  return new Map(paths.map((path, i) => [resolve(path), { name: `m${i}`, exports: exportsOf.get(path) }]));
}

/**
 * The entry of cli.cjs: the program, its first command, and `shared()`, which gives the parts what they share. That is a function,
 * so that a start that needs no part does not make a list of a thousand names.
 */
function mainEntry(modules) {
  const all = [...modules];
  const imports = all.map(([path, { name, exports }]) => {
    const names = exports.map((one) => `${one} as ${name}_${one}`);
    return `import { ${names.join(', ')} } from ${JSON.stringify(path)};`;
  });
  const tables = all.map(([, { name, exports }]) => {
    const names = exports.map((one) => `${one}: ${name}_${one}`);
    return `${name}: { ${names.join(', ')} }`;
  });
  // The package has no side effects, and is taken at its word: what nobody wants of main.ts would be left out.
  return [
    ...imports,
    `export * as main from ${JSON.stringify(resolve('src/cli/main.ts'))};`,
    `export { run } from ${JSON.stringify(resolve(firstCommand))};`,
    'let tables;',
    `export const shared = () => (tables ??= { ${tables.join(', ')} });`,
  ].join('\n');
}

// What an earlier build left must not be taken for a part of this one.
rmSync('dist', { recursive: true, force: true });

const modules = await sharedModules();
const built = await Promise.all([
  build({
    ...commonJs,
    stdin: { contents: mainEntry(modules), resolveDir: import.meta.dirname },
    outfile: 'dist/cli.cjs',
    plugins: [vendor, later, withoutRequire],
  }),
  build({ ...commonJs, banner: {}, entryPoints: ['src/start/start.ts'], outfile: 'dist/start.cjs' }),
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
