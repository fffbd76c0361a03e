'use strict';
const { readFileSync, statSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/**
 * Loads a file of dist/ as `require` would, but with the code cache that the build left beside it, so that V8 need not
 * parse and compile again what every call runs. Out: the script, for the build, which makes the cache of it.
 */
exports.run = function run(name) {
  const filename = join(__dirname, '../dist', name);
  const script = new Script(wrap(readFileSync(filename, 'latin1')), {
    filename,
    cachedData: readCache(filename),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename));
  return script;
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
