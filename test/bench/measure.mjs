// Runs programs for the bench, and takes their times.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = [process.execPath, join(root, 'bin/sipexec.cjs')];
// Set, it adds 40 ms to every start of Node.
export const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

/** Runs a command once. In: its words, what it reads. Out: seconds. @throws where it cannot be started */
export function secondsOf(words, input) {
  return run(words, input).seconds;
}

/** The same for what has to succeed, since failing is often quicker. @throws where it does not end with status 0 */
export function secondsOfSuccess(words) {
  const { seconds, status } = run(words);
  if (status !== 0) throw new Error(`${words.join(' ')} ended with status ${status}`);
  return seconds;
}

function run([file, ...args], input) {
  const stdio = [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'];
  const started = process.hrtime.bigint();
  const { error, status } = spawnSync(file, args, { env: environment, stdio, input });
  if (error !== undefined) throw error;
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, status };
}

/**
 * Runs a command, several times where it is short: the system counts in hundredths of a second.
 * Out: the seconds that it took of the processor, which other programs' work changes less.
 */
export function processorSecondsOf(words, runs = 1) {
  const once = '"$@" >/dev/null 2>&1 </dev/null';
  const script = `${once}; ${`${once}; `.repeat(runs - 1)}times`;
  const { stdout } = spawnSync('/bin/sh', ['-c', script, 'sh', ...words], {
    env: environment,
    encoding: 'utf8',
  });
  const ofChildren = stdout.trim().split('\n').at(-1).split(' ');
  return ofChildren
    .map((time) => /^(\d+)m([\d.]+)s$/.exec(time))
    .reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

/** Out: the most memory that a command held, in megabytes; undefined where there is no time(1) of GNU. */
export function megabytesOf(words, folder) {
  if (!existsSync('/usr/bin/time')) return undefined;
  const file = join(folder, 'memory');
  spawnSync('/usr/bin/time', ['-f', '%M', '-o', file, ...words], { env: environment, stdio: 'ignore' });
  return Number(readFileSync(file, 'utf8').trim().split('\n').at(-1)) / 1024;
}

/**
 * Runs two commands in turn. In: what measures one.
 * Out: the ratios of the pairs, in order; the first pair only warms up.
 */
export function ratiosOf(ours, theirs, pairs, measure = secondsOf) {
  const ratios = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const ratio = measure(ours) / measure(theirs);
    if (pair > 0) ratios.push(ratio);
  }
  return ratios.sort((a, b) => a - b);
}

export function median(sorted) {
  return sorted[Math.floor(sorted.length / 2)];
}

/** Compiles a program of the bench. Out: false where there is no compiler, which is said. */
export function compile(source, output) {
  const args = ['-O2', '-o', output, join(root, 'test/bench', source)];
  const { error, status } = spawnSync('cc', args, { stdio: 'inherit' });
  if (error === undefined && status === 0) return true;
  console.log(`  no C compiler: ${source} is not compared`);
  return false;
}

/** Whether a program is installed; where it is not, that is said. */
export function has(tool) {
  const found = spawnSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' }).status === 0;
  if (!found) console.log(`  ${tool} is not installed: not compared`);
  return found;
}
