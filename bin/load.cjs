'use strict';
const nodeModule = require('node:module');
const { cacheFolder } = require('./cacheFolder.cjs');

/**
 * Loads the program from a file of dist/, and what it requires of dist/, with a code cache in the user's own cache folder, so
 * that V8 need not parse and compile again what every call runs. Without such a folder it loads all the same, and later.
 */
exports.load = function load(filename) {
  const folder = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : cacheFolder();
  if (typeof nodeModule.enableCompileCache !== 'function' && folder !== undefined) {
    return require('./codeCache.cjs').loadCached(filename, folder);
  }
  // Node 22 and later keep such a cache themselves, and check it.
  if (folder !== undefined) nodeModule.enableCompileCache?.(folder);
  return require(filename);
};
