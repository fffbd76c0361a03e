'use strict';
const { lstatSync, mkdirSync } = require('node:fs');
const { isAbsolute } = require('node:path');

/**
 * The folder for code caches, made where it is missing: `sipexec` in `XDG_CACHE_HOME` or `~/.cache`. V8 runs what a cache
 * holds, so the folder has to be this user's, and nobody else may write there; otherwise, and where there is none: undefined.
 */
exports.cacheFolder = function cacheFolder() {
  const { XDG_CACHE_HOME, HOME } = process.env;
  const base = XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : HOME && `${HOME}/.cache`;
  if (!base || !isAbsolute(base) || process.getuid === undefined) return undefined;
  const folder = `${base}/sipexec`;
  try {
    return isOurs(folder) ? folder : undefined;
  } catch {
    // Missing: made now, where the user has a home at all.
  }
  try {
    mkdirSync(base, {
      mode: 0o700,
      recursive: HOME !== undefined && base.startsWith(`${HOME}/`) && isOurs(HOME),
    });
    mkdirSync(folder, { mode: 0o700 });
    return isOurs(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
};

function isOurs(folder) {
  const status = lstatSync(folder);
  return status.isDirectory() && status.uid === process.getuid() && (status.mode & 0o022) === 0;
}
