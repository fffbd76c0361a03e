// Puts small faults into the source, one at a time, and tells which of them no test notices: Stryker
// (stryker-mutator.io) over the folders whose tests run in their own process. docs/mutation.md says how to call it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { toolArguments, wholeNumber } from '../toolArguments.mjs';
import { faultKey } from './fault.mjs';

const folders = ['src/suite/judge', 'src/capture/file', 'src/sip', 'src/exec', 'src/server'];
const usage = `usage: npm run mutation -- [PATH…] [--sample PERCENT] [--seed TEXT] [--concurrency N]
PATH is one of ${folders.join(', ')}, or a folder or file in one of them`;

const options = {
  sample: { type: 'string', default: '100' },
  // Another seed, another sample.
  seed: { type: 'string', default: 'sipexec' },
  concurrency: { type: 'string', default: '1' },
};
const { paths, percent, seed, concurrency } = toolArguments(
  { allowPositionals: true, options },
  usage,
  ({ values, positionals }) => {
    const paths = positionals.map((path) => path.replace(/\/+$/, ''));
    const isKnown = (path) =>
      folders.some((folder) => path === folder || path.startsWith(`${folder}/`)) && existsSync(path);
    for (const path of paths) if (!isKnown(path)) throw new Error(`${path}: no such folder to measure`);
    return {
      paths: paths.length === 0 ? folders : paths,
      percent: wholeNumber('--sample', values.sample, { least: 1, most: 100 }),
      seed: values.seed,
      concurrency: wholeNumber('--concurrency', values.concurrency, { least: 1, most: 64 }),
    };
  },
);
for (const path of paths) await measure(path);

async function measure(path) {
  const name = `${path.replaceAll('/', '-')}${percent < 100 ? `-sample${percent}` : ''}`;
  const found = faultsIn(await tried(path, name, { tests: 'quick', percent }));
  const missed = found.filter(({ isNoticed }) => !isNoticed).map(({ key }) => key);
  // The slow tests are asked where the quick ones have not noticed.
  if (missed.length > 0 && /^src\/(?:sip|exec|server)/.test(path)) {
    const again = faultsIn(await tried(path, `${name}-slow`, { tests: 'slow', only: missed }));
    const noticed = new Set(again.filter(({ isNoticed }) => isNoticed).map(({ key }) => key));
    for (const fault of found) fault.isNoticed ||= noticed.has(fault.key);
  }
  tell(path, found);
}

/** Runs Stryker with these tests over these faults. Out: its report. */
async function tried(path, name, { tests, percent = 100, only }) {
  const folder = 'reports/mutation';
  const report = `${folder}/${name}.json`;
  mkdirSync(folder, { recursive: true });
  const onlyFile = `${folder}/${name}.only.json`;
  if (only !== undefined) writeFileSync(onlyFile, JSON.stringify(only));
  // The configuration of vitest and the sample's plugin read these, in processes of their own.
  process.env.MUTATED = path;
  process.env.MUTATION_TESTS = tests;
  process.env.MUTATION_ROOT = process.cwd();
  process.env.MUTATION_SAMPLE = String(percent);
  process.env.MUTATION_SEED = seed;
  process.env.MUTATION_ONLY = only === undefined ? '' : resolve(onlyFile);
  await new Stryker({
    mutate: [path.endsWith('.ts') ? path : `${path}/**/*.ts`],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', './test/mutation/sample.mjs'],
    ...(percent < 100 || only !== undefined ? { checkers: ['sample'] } : {}),
    vitest: { configFile: 'test/mutation/vitest.config.ts' },
    coverageAnalysis: 'perTest',
    concurrency,
    // A busy machine is no fault: only what runs for ever counts as noticed by its time.
    timeoutMS: 20_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 30,
    // What the tests of these folders do not read, and what other runs are at.
    ignorePatterns: [
      '/coverage',
      '/dist',
      '/docs/.vitepress',
      '/docs/node_modules',
      '/reports',
      '/.stryker-tmp',
    ],
    // Not incremental: of a fault that was not noticed it would take over the old answer though tests have changed.
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    tempDirName: `.stryker-tmp/${name}`,
    // Stryker would rewrite tsconfig.json by means that TypeScript 7 no longer has; vitest needs nothing of it.
    tsconfigFile: 'none',
    allowConsoleColors: false,
    logLevel: 'warn',
  }).runMutationTest();
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** The faults of a report that were tried. */
function faultsIn({ files }) {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants
      .filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status))
      .map((mutant) => {
        const { status, location, mutatorName, replacement = '' } = mutant;
        const place = { line: location.start.line - 1, column: location.start.column - 1 };
        const written = replacement.replace(/\s+/g, ' ').slice(0, 100);
        return {
          key: faultKey(file, lines, place, mutant),
          isNoticed: status === 'Killed' || status === 'Timeout',
          place: `${file}:${location.start.line}:${location.start.column}`,
          what: `${status === 'NoCoverage' ? 'run by no test' : 'not noticed'}: ${mutatorName}: ${written}`,
          line: lines[place.line].trim(),
        };
      });
  });
}

/** Tells of each fault that nobody noticed, and the figure of the folder. */
function tell(path, faults) {
  const missed = faults.filter(({ isNoticed }) => !isNoticed);
  for (const { place, what, line } of missed) console.log(`${place} ${what}\n    ${line}`);
  const noticed = faults.length - missed.length;
  const figure = ((100 * noticed) / faults.length).toFixed(1);
  const sampled = percent < 100 ? `, a sample of ${percent} %` : '';
  console.log(`${path}: ${noticed} of ${faults.length} faults noticed: ${figure} %${sampled}\n`);
}
