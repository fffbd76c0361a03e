import { cacheFolder } from './cacheFolder.js';
import { loadCached } from './codeCache.js';

/**
 * Loads the program from dist/, with a code cache in the user's own cache folder, so that V8 need not parse and compile again
 * what every call runs. Without such a folder it loads all the same, and later.
 */
const program = `${__dirname}/cli.cjs`;
const folder = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : cacheFolder();
if (folder !== undefined && process.versions.node.startsWith('20.')) {
  loadCached(program, folder);
} else {
  // Node 22 and later keep such a cache themselves, and check it.
  if (folder !== undefined) require('node:module').enableCompileCache?.(folder);
  require(program);
}
