#!/usr/bin/env node
// Measures sipexec and prints ratios, each pair side by side in one run, since absolute times say little on a shared
// machine. `npm run bench` measures everything; `npm run bench -- start` only the sections named. What it measured goes to
// bench/history.ndjson, or to the file that BENCH_HISTORY names, and is compared with what that holds of earlier runs.
import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { build } from 'esbuild';
import { measureChecks } from './checks.mjs';
import { generateCapture } from './generateCapture.mjs';
import {
  compile,
  environment,
  has,
  median,
  megabytesOf,
  processorSecondsOf,
  program,
  ratiosOf,
  root,
  secondsOf,
} from './measure.mjs';
import { measureReaders } from './readers.mjs';
import { Rows } from './rows.mjs';

const PAIRS = 21;
const PACKETS = 700_000;
const invite = join(root, 'fixtures/invite.sip');
const folder = mkdtempSync(join(tmpdir(), 'sipexec-bench-'));
const rows = new Rows(process.env.BENCH_HISTORY || join(root, 'bench/history.ndjson'));

const sections = {
  start,
  parse: () => bundled('parse'),
  texts: () => bundled('texts'),
  readers: () => measureReaders(folder, rows),
  capture,
  run,
  record,
  checks: () => measureChecks(folder, rows),
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in sections));
if (unknown.length > 0) {
  console.error(`no section ${unknown.join(', ')}; there are ${Object.keys(sections).join(', ')}`);
  process.exit(1);
}
try {
  for (const [name, section] of Object.entries(sections)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n${name}`);
    await section();
  }
  rows.finish();
} finally {
  rmSync(folder, { recursive: true });
}

/** Start-up: what every single call costs, in time of the processor. */
function start() {
  const node = [process.execPath, '-e', '0'];
  const nodeAndShell = ['/bin/sh', '-c', `"${process.execPath}" -e 0; sh -c true`];
  const env = [...program, 'env', '--server', 'kamailio-6.0', invite];
  const uncached = ['/usr/bin/env', 'NODE_DISABLE_COMPILE_CACHE=1', ...env];
  const fromPipe = ['/bin/sh', '-c', `cat ${invite} | ${program.join(' ')} env --server kamailio-6.0`];
  const options = { pairs: 11, measure: (words) => processorSecondsOf(words, 5) };
  compare('env of one message / node -e 0', env, node, { most: 1.25, ...options });
  compare('env without the code cache / node -e 0', uncached, node, { most: 1.4, ...options });
  compare('env from a pipe / node -e 0', fromPipe, node, options);
  const dset = [...program, 'dset', 'true', invite];
  compare('dset true / node -e 0 and sh -c true', dset, nodeAndShell, { most: 2.6, ...options });
}

/** Bundles a bench that is written in TypeScript and runs it: it prints a row a line, as JSON. */
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
  const printed = execFileSync(process.execPath, [outfile], { env: environment, encoding: 'utf8' });
  for (const line of printed.trim().split('\n')) rows.add(JSON.parse(line));
}

/** Listing a capture of 700,000 packets, 500,000 of them SIP. */
async function capture() {
  const path = join(folder, 'big.pcap');
  await pipeline(generateCapture(PACKETS), createWriteStream(path));
  const records = [...program, 'list', '--json', path];
  const text = [...program, 'list', path];
  const counter = join(folder, 'sipcount');
  if (compile('sipcount.c', counter)) {
    compare(`list --json of ${PACKETS} packets / a C program that does only that`, records, [counter, path], {
      most: 6,
      pairs: 3,
    });
    compare(`list as text of ${PACKETS} packets / the same`, text, [counter, path], { most: 6, pairs: 3 });
  }
  const megabytes = megabytesOf(records, folder);
  if (megabytes === undefined) console.log('  time(1) of GNU is not installed: memory is not measured');
  else rows.add({ name: 'megabytes that list --json held', value: megabytes, most: 80, digits: 0 });
  const fields = ['sip.Method', 'sip.r-uri', 'sip.Call-ID'].flatMap((field) => ['-e', field]);
  const others = {
    tshark: [['-r', path, '-Y', 'sip.Method', '-T', 'fields', ...fields], 8],
    sngrep: [['-N', '-q', '-I', path, '-O', join(folder, 'sngrep.pcap')], undefined],
  };
  for (const [tool, [args, least]] of Object.entries(others)) {
    if (!has(tool)) continue;
    const value = secondsOf([tool, ...args]) / secondsOf(records);
    rows.add({ name: `${tool} / list --json of ${PACKETS} packets`, value, least });
  }
}

/**
 * Running a command for each of 1,000 requests, against a loop of popen(3) in C; and, beside it, what Node's own way of
 * starting a shell takes, which is the least that any of its programs can take.
 */
function run() {
  const path = join(folder, '1000.sip');
  writeFileSync(path, Buffer.concat(Array.from({ length: 1000 }, () => readFileSync(invite))));
  const loop = join(folder, 'popenLoop');
  if (!compile('popenLoop.c', loop)) return;
  const command = "true 'sip:bob@biloxi.example.com'";
  const popen = [loop, '1000', command];
  for (const [jobs, most] of [
    ['1', 2.5],
    ['2', 1.5],
  ]) {
    const ours = [...program, 'dset', 'true', '-q', '--jobs', jobs, path];
    compare(`1,000 requests through dset true, --jobs ${jobs} / popen in C`, ours, popen, { most, pairs: 3 });
    const spawn = [process.execPath, join(root, 'test/bench/spawnLoop.mjs'), '1000', jobs, command];
    compare(`1,000 times spawn() of Node alone, ${jobs} at a time / popen in C`, spawn, popen, { pairs: 3 });
  }
}

/** What the recorder adds to a command of a routing script. */
function record() {
  const recorder = join(root, 'dist/exec-recorder.sh');
  const spool = join(folder, 'spool');
  const recorded = (line) => ['/bin/sh', '-c', `sh ${recorder} --most 100000 ${spool} -- ${line}`];
  const bare = (line) => ['/bin/sh', '-c', line];
  for (const [name, command] of Object.entries({
    true: '/bin/true',
    'a script': join(root, 'fixtures/route.sh'),
  })) {
    const line = `${command} sip:bob@biloxi.example.com`;
    compare(`recorded exec_dset of ${name} / bare sh -c`, recorded(line), bare(line), { most: 3 });
  }
  const message = readFileSync(invite);
  compare('recorded exec_msg of cat / bare sh -c', recorded('/bin/cat'), bare('/bin/cat'), {
    most: 3,
    measure: (words) => secondsOf(words, message),
  });
}

/** Runs two commands in turn; the row is the median of the pairs' ratios. */
function compare(name, ours, theirs, { most, pairs = PAIRS, measure }) {
  const ratios = ratiosOf(ours, theirs, pairs, measure);
  const [low, high] = [ratios[0], ratios.at(-1)].map((ratio) => ratio.toFixed(2));
  rows.add({ name, value: median(ratios), most, detail: `median of ${pairs} pairs, ${low} to ${high}` });
}
