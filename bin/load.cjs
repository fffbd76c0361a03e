'use strict';
const { readFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/**
 * Loads a file of dist/ as `require` would, but with the code cache that the build left beside it, so that V8 need not
 * parse and compile again what every call runs. A cache of another version of Node is refused by V8 and ignored.
 * Out: the script, for the build, which makes the cache of it.
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

function readCache(filename) {
  try {
    return readFileSync(`${filename}.cache`);
  } catch {
    return undefined;
  }
}
