#!/usr/bin/env node
// Measures sipexec and prints ratios, each pair side by side in one run, since absolute times say little on a shared
// machine. `npm run bench` measures everything; `npm run bench -- start` only the sections named.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { generateCapture } from './generateCapture.mjs';

const PAIRS = 21;
const PACKETS = 700_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const program = [process.execPath, join(root, 'bin/sipexec.cjs')];
const invite = join(root, 'fixtures/invite.sip');
const folder = mkdtempSync(join(tmpdir(), 'sipexec-bench-'));
// Set, it adds 40 ms to every start of Node.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const sections = { start, parse, texts, capture, run, record };
const wanted = process.argv.slice(2);
try {
  for (const [name, section] of Object.entries(sections)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n${name}`);
    await section();
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Start-up: what every single call costs. */
function start() {
  const node = [process.execPath, '-e', '0'];
  const nodeAndShell = ['/bin/sh', '-c', `"${process.execPath}" -e 0; sh -c true`];
  compare('env of one message / node -e 0', [...program, 'env', invite], node, 2.0);
  const uncached = [process.execPath, join(copyWithoutCache(), 'bin/sipexec.cjs')];
  compare('the same without the code cache', [...uncached, 'env', invite], node, 2.0);
  compare('env from a pipe / node -e 0', ['/bin/sh', '-c', `${program.join(' ')} env <${invite}`], node);
  compare('dset true / node -e 0 and sh -c true', [...program, 'dset', 'true', invite], nodeAndShell, 2.6);
}

/** Out: a folder with the program, but not the code cache that its build has left. */
function copyWithoutCache() {
  const copy = join(folder, 'uncached');
  cpSync(join(root, 'bin'), join(copy, 'bin'), { recursive: true });
  cpSync(join(root, 'dist'), join(copy, 'dist'), {
    recursive: true,
    filter: (path) => !path.endsWith('.cache'),
  });
  return copy;
}

/** Parsing a mix of requests with all variables, in one process. */
function parse() {
  return bundled('parse');
}

/** Reading texts of every kind, at growing sizes. */
function texts() {
  return bundled('texts');
}

/** Bundles a bench that is written in TypeScript, runs it and passes on what it prints. */
async function bundled(name) {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(root, `test/bench/${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    minify: true,
    outfile,
    logLevel: 'warning',
  });
  process.stdout.write(execFileSync(process.execPath, [outfile], { env, encoding: 'utf8' }));
}

/** Listing a capture of 700,000 packets, 500,000 of them SIP. */
async function capture() {
  const path = join(folder, 'big.pcap');
  await pipeline(generateCapture(PACKETS), createWriteStream(path));
  const list = time([...program, 'list', '--json', path]);
  console.log(
    `  list --json of ${PACKETS} packets: ${list.seconds.toFixed(2)} s, ${list.megabytes} MB resident`,
  );
  const counter = join(folder, 'sipcount');
  if (compile('sipcount.c', counter))
    report('a C program that does only that', list, time([counter, path]), 12);
  if (has('tshark')) {
    const fields = ['sip.Method', 'sip.r-uri', 'sip.Call-ID'].flatMap((field) => ['-e', field]);
    const tshark = time(['tshark', '-r', path, '-Y', 'sip.Method', '-T', 'fields', ...fields]);
    console.log(
      `  tshark: ${tshark.seconds.toFixed(2)} s, ${(tshark.seconds / list.seconds).toFixed(1)} times as long (to reach: 8)`,
    );
  } else console.log('  tshark is not installed: not compared');
  if (has('sngrep')) {
    const sngrep = time(['sngrep', '-N', '-q', '-I', path, '-O', join(folder, 'sngrep.pcap')]);
    console.log(
      `  sngrep: ${sngrep.seconds.toFixed(2)} s, ${(sngrep.seconds / list.seconds).toFixed(1)} times as long`,
    );
  } else console.log('  sngrep is not installed: not compared');
}

/** Running a command for each of 1,000 requests, against a loop of popen(3) in C. */
function run() {
  const path = join(folder, '1000.sip');
  writeFileSync(path, Buffer.concat(Array.from({ length: 1000 }, () => readFileSync(invite))));
  const loop = join(folder, 'popenLoop');
  if (!compile('popenLoop.c', loop)) return;
  for (const jobs of [1, 2]) {
    const args = [...program, 'dset', 'true', '-q', '--jobs', String(jobs), path];
    compare(
      `1,000 requests through dset true, --jobs ${jobs} / popen in C`,
      args,
      [loop, '1000', "true 'sip:bob@biloxi.example.com'"],
      6,
      3,
    );
  }
}

/** What the recorder adds to a command of a routing script. */
function record() {
  const recorder = join(root, 'dist/exec-recorder.sh');
  const spool = join(folder, 'spool');
  const route = join(root, 'fixtures/route.sh');
  for (const command of ['/bin/true', route]) {
    const line = `${command} sip:bob@biloxi.example.com`;
    const recorded = `sh ${recorder} --most 100000 ${spool} -- ${line}`;
    compare(`recorded / bare sh -c: ${command}`, ['/bin/sh', '-c', recorded], ['/bin/sh', '-c', line], 3);
  }
}

/** Runs two commands in turn and prints the median of the pairs' ratios. */
function compare(what, ours, theirs, limit, pairs = PAIRS) {
  const ratios = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const ratio = time(ours).seconds / time(theirs).seconds;
    if (pair > 0) ratios.push(ratio);
  }
  ratios.sort((a, b) => a - b);
  const [low, median, high] = [0, Math.floor(ratios.length / 2), ratios.length - 1].map((at) =>
    ratios[at].toFixed(2),
  );
  const goal = limit === undefined ? '' : `; to reach: ${limit}`;
  console.log(`  ${what}: ${median} (median of ${pairs} pairs, ${low} to ${high}${goal})`);
}

function report(what, ours, theirs, limit) {
  console.log(
    `  ${what}: ${theirs.seconds.toFixed(2)} s; ours takes ${(ours.seconds / theirs.seconds).toFixed(1)} times that (to reach: ${limit})`,
  );
}

/** Runs a command once. Out: seconds, and its resident memory where time(1) tells. */
function time([file, ...args]) {
  const memory = join(folder, 'memory');
  const measured = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', '%M', '-o', memory, file] : [file];
  const withTime = measured.length > 1 && args.includes('list');
  const [first, ...rest] = withTime ? measured : [file];
  const started = process.hrtime.bigint();
  const { error } = spawnSync(first, [...rest, ...args], { env, stdio: 'ignore' });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (error !== undefined) throw error;
  return {
    seconds,
    megabytes: withTime
      ? Math.round(Number(readFileSync(memory, 'utf8').trim().split('\n').at(-1)) / 1024)
      : '?',
  };
}

function compile(source, output) {
  const { error, status } = spawnSync('cc', ['-O2', '-o', output, join(root, 'test/bench', source)], {
    stdio: 'inherit',
  });
  if (error === undefined && status === 0) return true;
  console.log(`  no C compiler: ${source} is not compared`);
  return false;
}

function has(tool) {
  return spawnSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' }).status === 0;
}
