'use strict';
const { readFileSync, statSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** The files of dist/ that were loaded, by their paths: what each exports, and its script. */
const loaded = new Map();
exports.loaded = loaded;

/**
 * Loads a file of dist/ as `require` would, but with the code cache that the build left beside it, so that V8 need not
 * parse and compile again what every call runs. Other files of dist/ that it requires are loaded likewise.
 */
exports.load = function load(filename) {
  const before = loaded.get(filename);
  if (before !== undefined) return before.module.exports;
  const script = new Script(wrap(readFileSync(filename, 'latin1')), {
    filename,
    cachedData: readCache(filename),
  });
  const module = { exports: {} };
  loaded.set(filename, { module, script });
  const folder = dirname(filename);
  const requireOther = createRequire(filename);
  const require = (id) => (id.startsWith('./') ? load(join(folder, id)) : requireOther(id));
  script.runInThisContext()(module.exports, require, module, filename, folder);
  return module.exports;
};

/**
 * Where the code cache of a file is, for this very program of Node: V8 tells its own versions apart, but Node 20.19.0
 * died of a cache that 20.20.2 had made.
 */
exports.cacheOf = function cacheOf(filename) {
  const { version, platform, arch, execPath } = process;
  return `${filename}.${version}-${platform}-${arch}-${statSync(execPath).size}.cache`;
};

function readCache(filename) {
  try {
    return readFileSync(exports.cacheOf(filename));
  } catch {
    return undefined;
  }
}
