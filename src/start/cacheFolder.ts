import { lstatSync, mkdirSync, statSync } from 'node:fs';

/**
 * The folder for code caches, made where it is missing: `sipexec` in `XDG_CACHE_HOME` or `~/.cache`. V8 runs what a cache
 * holds, so the folder has to be this user's, and nobody else may write there; otherwise, and where there is none: undefined.
 */
export function cacheFolder(): string | undefined {
  const { XDG_CACHE_HOME, HOME } = process.env;
  const base = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : isAbsolute(HOME) ? `${HOME}/.cache` : undefined;
  if (base === undefined || process.getuid === undefined) return undefined;
  const folder = `${base}/sipexec`;
  try {
    return isOurs(folder) ? folder : undefined;
  } catch {
    // Missing: made now, where the user has a home at all, or has made the folder for caches.
  }
  try {
    if (statSync(base, { throwIfNoEntry: false }) === undefined) {
      const isInHome = HOME !== undefined && base.startsWith(`${HOME}/`) && isOurs(HOME);
      mkdirSync(base, { mode: 0o700, recursive: isInHome });
    }
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // Refused, or another start was quicker.
  }
  try {
    return isOurs(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function isAbsolute(path: string | undefined): path is string {
  return path?.startsWith('/') === true;
}

function isOurs(folder: string): boolean {
  const status = lstatSync(folder);
  return status.isDirectory() && status.uid === process.getuid?.() && (status.mode & 0o022) === 0;
}
