// Builds sipexec as one file that needs neither Node nor node_modules: the Node that runs this script, with the program and
// what comes with it put into it (https://nodejs.org/api/single-executable-applications.html).
// node executable.mjs [FILE]: where it goes; release/sipexec-linux-x64 otherwise.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { inject } from 'postject';
import { commonJs, noticesOf, plainStringWidth } from './bundles.mjs';
import { loadSource } from './loadSource.mjs';

/** Where Node looks whether something was put into it: its documentation has this word. */
const sentinelFuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const { platform, arch, execPath, version } = process;
const root = import.meta.dirname;
const output = resolve(process.argv[2] ?? join(root, 'release', `sipexec-${platform}-${arch}`));

if (platform !== 'linux') fail(`a single executable is built on Linux, and this is ${platform}`);
if (!readFileSync(execPath).includes(sentinelFuse))
  fail(
    `${execPath} has no place for a program: take a Node from https://nodejs.org, not one made of shared libraries`,
  );
if (!existsSync(join(root, 'dist/man'))) fail('build the program first: npm run build');

const scratch = mkdtempSync(join(tmpdir(), 'sipexec-executable-'));
try {
  const main = join(scratch, 'sipexec.cjs');
  const { metafile } = await build({
    ...commonJs,
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    outfile: main,
    plugins: [plainStringWidth],
  });
  const assets = await assetsIn(scratch, Object.keys(metafile.inputs));
  const blob = join(scratch, 'program.blob');
  const config = join(scratch, 'config.json');
  writeFileSync(
    config,
    JSON.stringify({
      main,
      output: blob,
      disableExperimentalSEAWarning: true,
      useCodeCache: true,
      assets,
    }),
  );
  execFileSync(execPath, ['--experimental-sea-config', config], { stdio: 'pipe' });
  mkdirSync(dirname(output), { recursive: true });
  // Put together beside its place, so that no half of one ever stands there.
  const beside = `${output}.${process.pid}`;
  copyFileSync(execPath, beside);
  chmodSync(beside, 0o755);
  try {
    await injectQuietly(beside, readFileSync(blob));
    renameSync(beside, output);
  } finally {
    rmSync(beside, { force: true });
  }
  console.log(
    `${output}: sipexec and Node ${version.slice(1)}, ${(statSync(output).size / 1e6).toFixed(0)} MB`,
  );
} finally {
  rmSync(scratch, { recursive: true });
}

/**
 * What stands within the program beside its code: files by the name under which the program asks for them.
 * In: a folder for those that are made here; the sources of the code.
 */
async function assetsIn(folder, inputs) {
  const { ASSET_NAMES, packagedFile, packagedNames } = await loadSource('src/packagedFiles.ts');
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
  );
  const packed = files.map(({ path }) => path.replace(/^(?:dist|docs)\//, ''));
  const names = packagedNames(root).filter((name) => packed.includes(name));
  const made = {
    // The code is Node's as well, and its licence wants to go with it.
    'THIRD-PARTY-NOTICES': `${noticesOf(inputs)}\n${'-'.repeat(72)}\n\nNode.js ${version.slice(1)}\n\n${licenceOfNode()}`,
    [ASSET_NAMES]: JSON.stringify(names),
  };
  const assets = { 'exec-recorder.sh': join(root, 'dist/exec-recorder.sh') };
  for (const name of [...names, ASSET_NAMES]) {
    const file = join(folder, 'assets', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, made[name] ?? packagedFile(name, root));
    assets[name] = file;
  }
  return assets;
}

/** It lies beside Node in its archive, and among the documentation where a distribution installed it. */
function licenceOfNode() {
  const places = [
    join(dirname(execPath), '../LICENSE'),
    '/usr/share/doc/nodejs/LICENSE',
    '/usr/share/doc/nodejs/copyright',
  ];
  const found = places.find((place) => existsSync(place));
  return found === undefined
    ? `Its licence: https://github.com/nodejs/node/blob/${version}/LICENSE\n`
    : readFileSync(found, 'utf8');
}

/** postject tells what it does, and its library warns of parts of Node that have no name and need none. */
async function injectQuietly(file, blob) {
  const { log, warn, error } = console;
  Object.assign(console, { log() {}, warn() {}, error() {} });
  try {
    await inject(file, 'NODE_SEA_BLOB', blob, { sentinelFuse });
  } finally {
    Object.assign(console, { log, warn, error });
  }
}

function fail(message) {
  console.error(`executable.mjs: ${message}`);
  process.exit(1);
}
