// The standing fuzz: npm run fuzz -- --seconds 60 [--seed N] [--only captures]
// Tries inputs of all kinds until the time is over. What is found becomes a file of test/corpus, which npm test tries again
// each time; the exit status is 1 then.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { toolArguments, wholeNumber } from '../toolArguments.mjs';

const kinds = ['messages', 'captures', 'texts', 'configurations', 'suites', 'scripts', 'commands'];
const usage = `usage: npm run fuzz -- [--seconds N] [--seed N] [--only KIND,KIND…]
KIND is one of ${kinds.join(', ')}`;

const options = {
  only: { type: 'string', default: kinds.join(',') },
  seconds: { type: 'string', default: '60' },
  seed: { type: 'string', default: String(Date.now() % 1e9) },
};
const { names, seconds, seed } = toolArguments({ options }, usage, ({ values }) => {
  const names = values.only.split(',');
  for (const name of names) if (!kinds.includes(name)) throw new Error(`--only ${name}: no such kind`);
  return {
    names,
    seconds: wholeNumber('--seconds', values.seconds),
    seed: wholeNumber('--seed', values.seed),
  };
});
const corpusFolder = join(import.meta.dirname, '../corpus');
/** Set by the first result: what the start takes is not taken from the time. */
let endsAt = Number.POSITIVE_INFINITY;
/** Milliseconds of the processor after which an input that has not come to an end hangs. */
const HANG_MS = 30_000;
const folder = mkdtempSync(join(tmpdir(), 'sipexec-fuzz-'));
const tried = Object.fromEntries(names.map((name) => [name, 0]));
const known = new Set();
let count = 0;

console.log(`seed ${seed}`);
try {
  const program = join(folder, 'worker.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'worker.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    sourcemap: 'inline',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  for (let first = 0; Date.now() < endsAt; ) first = (await tryFrom(first, program)) + 1;
} finally {
  rmSync(folder, { recursive: true });
}
console.log(names.map((name) => `${name} ${tried[name]}`).join(', '));
console.log(`${count} found`);
process.exitCode = count === 0 ? 0 : 1;

/** Tries inputs in one thread until the time is over or an input ends it. Out: the number of the last input. */
function tryFrom(first, program) {
  return new Promise((resolve) => {
    const current = new SharedArrayBuffer(8 + (1 << 22));
    const worker = new Worker(program, {
      workerData: { names, seed, first, corpus: corpus(), current },
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    let last = first - 1;
    let before = process.cpuUsage();
    const end = (found) => {
      clearInterval(watch);
      if (found !== undefined)
        tell(names[new Uint32Array(current, 4, 1)[0]], { bytes: bytesOf(current) }, found);
      worker.terminate().then(() => resolve(last + (found === undefined ? 0 : 1)));
    };
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage(before);
      if ((user + system) / 1000 > HANG_MS) end(`hangs: ${HANG_MS / 1000} s of the processor and no end`);
      else if (Date.now() >= endsAt && (user + system) / 1000 < 2_000) end();
    }, 200);
    worker.on('error', (error) => end(`unexpected error: ${error.stack}`));
    worker.on('message', ({ number, name, input, found }) => {
      last = number;
      if (endsAt === Number.POSITIVE_INFINITY) endsAt = Date.now() + seconds * 1000;
      before = process.cpuUsage();
      tried[name] += 1;
      if (found !== undefined) tell(name, input, found);
    });
  });
}

function bytesOf(current) {
  const length = new Uint32Array(current, 0, 1)[0];
  return Uint8Array.from(new Uint8Array(current, 8, length));
}

/** Says what was found, once for each kind of it, and keeps the input. */
function tell(name, { bytes, truth }, found) {
  const kind = `${name} ${found
    .split('\n')
    .slice(0, 3)
    .join(' ')
    .replace(/\d+|"(?:[^"\\]|\\.)*"/g, 'N')}`;
  if (known.has(kind)) return;
  known.add(kind);
  count += 1;
  mkdirSync(join(corpusFolder, name), { recursive: true });
  const file = join(corpusFolder, name, createHash('sha256').update(bytes).digest('hex').slice(0, 12));
  writeFileSync(file, bytes);
  if (truth?.length > 0) writeFileSync(`${file}.truth`, `${truth.join('\n')}\n`);
  console.log(`${file}: ${found}`);
}

function corpus() {
  return Object.fromEntries(
    names.map((name) => {
      const inputs = join(corpusFolder, name);
      const files = existsSync(inputs) ? readdirSync(inputs).filter((file) => !file.endsWith('.truth')) : [];
      return [name, files.map((file) => readFileSync(join(inputs, file)))];
    }),
  );
}
