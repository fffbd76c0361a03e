// Puts small faults into the source, one at a time, and tells which of them no test notices: Stryker
// (stryker-mutator.io) over the folders whose tests run in their own process. docs/mutation.md says how to call it.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const folders = ['src/suite/judge', 'src/capture/file', 'src/sip', 'src/exec', 'src/server'];
const usage = `usage: npm run mutation -- [PATH…] [--sample PERCENT] [--concurrency N] [--fresh]
PATH is one of ${folders.join(', ')}, or a folder or file in one of them`;

const { paths, percent, concurrency, isFresh } = calledWith();
for (const path of paths) await measure(path);

function calledWith() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        sample: { type: 'string', default: '100' },
        concurrency: { type: 'string', default: '1' },
        fresh: { type: 'boolean', default: false },
      },
    });
    const paths = positionals.map((path) => path.replace(/\/+$/, ''));
    const isKnown = (path) =>
      folders.some((folder) => path === folder || path.startsWith(`${folder}/`)) && existsSync(path);
    for (const path of paths) if (!isKnown(path)) throw new Error(`${path}: no such folder to measure`);
    const percent = wholeNumber('--sample', values.sample, 100);
    const concurrency = wholeNumber('--concurrency', values.concurrency, 64);
    return { paths: paths.length === 0 ? folders : paths, percent, concurrency, isFresh: values.fresh };
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(1);
  }
}

function wholeNumber(option, text, most) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Error(`${option} ${text}: expected a whole number from 1 to ${most}`);
}

async function measure(path) {
  const isSample = percent < 100;
  const name = `${path.replaceAll('/', '-')}${isSample ? `-sample${percent}` : ''}`;
  const report = `reports/mutation/${name}.json`;
  const incrementalFile = `reports/mutation/${name}.incremental.json`;
  mkdirSync('reports/mutation', { recursive: true });
  if (isFresh) rmSync(incrementalFile, { force: true });
  // The configuration of vitest and the sample's plugin read these, in processes of their own.
  process.env.MUTATED = path;
  process.env.MUTATION_SAMPLE = String(percent);
  await new Stryker({
    mutate: [path.endsWith('.ts') ? path : `${path}/**/*.ts`],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', './test/mutation/sample.mjs'],
    ...(isSample ? { checkers: ['sample'] } : {}),
    vitest: { configFile: 'test/mutation/vitest.config.ts' },
    coverageAnalysis: 'perTest',
    concurrency,
    // A busy machine is no fault: only what runs for ever counts as noticed by its time.
    timeoutMS: 60_000,
    timeoutFactor: 4,
    dryRunTimeoutMinutes: 30,
    // What the tests of these folders do not read.
    ignorePatterns: ['/coverage', '/dist', '/docs/.vitepress', '/docs/node_modules', '/reports'],
    incremental: true,
    incrementalFile,
    reporters: ['json'],
    jsonReporter: { fileName: report },
    tempDirName: `.stryker-tmp/${name}`,
    // Stryker would rewrite tsconfig.json by means that TypeScript 7 no longer has; vitest needs nothing of it.
    tsconfigFile: 'none',
    allowConsoleColors: false,
    logLevel: 'warn',
  }).runMutationTest();
  tell(path, JSON.parse(readFileSync(report, 'utf8')));
}

/** Tells of each fault that nobody noticed, and the figure of the folder. */
function tell(path, { files }) {
  const counts = { noticed: 0, all: 0 };
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const lines = source.split('\n');
    for (const { status, location, mutatorName, replacement = '' } of mutants) {
      const isNoticed = status === 'Killed' || status === 'Timeout';
      if (!isNoticed && status !== 'Survived' && status !== 'NoCoverage') continue;
      counts.all += 1;
      counts.noticed += isNoticed ? 1 : 0;
      if (isNoticed) continue;
      const { line, column } = location.start;
      const written = replacement.replace(/\s+/g, ' ').slice(0, 100);
      const what = status === 'NoCoverage' ? 'run by no test' : 'not noticed';
      console.log(
        `${file}:${line}:${column} ${what}: ${mutatorName}: ${written}\n    ${lines[line - 1].trim()}`,
      );
    }
  }
  const figure = ((100 * counts.noticed) / counts.all).toFixed(1);
  const sampled = percent < 100 ? `, a sample of ${percent} %` : '';
  console.log(`${path}: ${counts.noticed} of ${counts.all} faults noticed: ${figure} %${sampled}\n`);
}
