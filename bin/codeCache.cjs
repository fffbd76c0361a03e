'use strict';
const {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

/**
 * V8 checks of a code cache that its source had the same length, and nothing of the cache itself: a flipped bit can end the
 * process, and an edited source would not be seen. So a cache file holds the source that it was made of and the cache twice,
 * and all of it is compared: that is done in less time than loading a hash function takes.
 *
 * A cache holds the functions that were compiled by the runs it was made of. `commands` are the first words of those runs:
 * another one makes the file anew, with what it has compiled beside what was there.
 */
const loaded = new Map();

/** Loads a file as `require` would, and likewise the files beside it that it requires. */
exports.loadCached = function loadCached(filename, folder) {
  const command = /^[a-z]{1,16}$/.exec(process.argv[2] ?? '')?.[0] ?? '-';
  process.on('exit', () => {
    for (const file of loaded.values()) if (!file.commands.includes(command)) keep(file, command);
  });
  return load(filename, folder);
};

function load(filename, folder) {
  const before = loaded.get(filename);
  if (before !== undefined) return before.module.exports;
  const source = readFileSync(filename);
  const cacheFile = join(folder, nameOf(filename));
  const cache = readCache(cacheFile, source);
  // The build writes ASCII alone, so that each byte is a character.
  const script = new Script(wrap(source.latin1Slice()), { filename, cachedData: cache?.data });
  const commands = cache === undefined || script.cachedDataRejected ? [] : cache.commands;
  const module = { exports: {} };
  loaded.set(filename, { module, script, source, cacheFile, commands });
  const requireOther = createRequire(filename);
  const require = (id) =>
    id.startsWith('./') ? load(join(dirname(filename), id), folder) : requireOther(id);
  script.runInThisContext()(module.exports, require, module, filename, dirname(filename));
  return module.exports;
}

/** A name for the file at this place and for this very program of Node: V8 tells its own versions apart, but 20.19.0 died of a cache that 20.20.2 had made. */
function nameOf(filename) {
  const { version, platform, arch, execPath } = process;
  let place = 0;
  for (let i = 0; i < filename.length; i++) place = (Math.imul(place, 31) + filename.charCodeAt(i)) >>> 0;
  return `${basename(filename)}-${place.toString(36)}-${version}-${platform}-${arch}-${statSync(execPath).size}.cache`;
}

function readCache(cacheFile, source) {
  let bytes;
  try {
    const file = openSync(cacheFile, 'r');
    try {
      const { uid, mode } = fstatSync(file);
      if (uid !== process.getuid() || (mode & 0o022) !== 0) return undefined;
      bytes = readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
  const head = bytes.indexOf(0x0a) + 1;
  const dataStart = head + source.length;
  const half = (bytes.length - dataStart) / 2;
  if (head <= 0 || half <= 0 || !Number.isInteger(half)) return undefined;
  const data = bytes.subarray(dataStart, dataStart + half);
  if (!bytes.subarray(head, dataStart).equals(source) || !data.equals(bytes.subarray(dataStart + half)))
    return undefined;
  return { commands: bytes.latin1Slice(0, head - 1).split(' '), data };
}

/** Writes a cache beside its place and renames it, so that no run reads half of one. Failing is no harm. */
function keep({ script, source, cacheFile, commands }, command) {
  const beside = `${cacheFile}.${process.pid}`;
  try {
    const data = script.createCachedData();
    const head = Buffer.from(`${[...commands, command].slice(-32).join(' ')}\n`, 'latin1');
    writeFileSync(beside, Buffer.concat([head, source, data, data]), { mode: 0o600, flag: 'wx' });
    renameSync(beside, cacheFile);
  } catch {
    rmSync(beside, { force: true });
  }
}
