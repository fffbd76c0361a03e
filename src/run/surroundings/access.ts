import { readlinkSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Account } from '../../exec/surroundings/surroundings.js';

/** What somebody wants to do with a file. */
export type Access = 'read' | 'run' | 'write' | 'enter';

const BITS: Readonly<Record<Access, number>> = { read: 4, write: 2, run: 1, enter: 1 };

/**
 * Whether the modes of files let a user do something with one, and if not, what stands in the way. It is told by owner, groups and
 * mode alone (path_resolution(7)); access control lists, capabilities and security modules are not looked at.
 * In: an absolute path. Out: the end of a sentence; undefined where nothing stands in the way, or there is no such file.
 */
export function whyNoAccess(path: string, access: Access, account: Account): string | undefined {
  const real = realPath(path);
  if (real === undefined) return undefined;
  for (const folder of foldersAbove(real)) {
    const stats = statsOf(folder);
    if (stats !== undefined && !allows(stats, 'enter', account))
      return `${account.name} may not enter ${folder} (${modeText(stats)})`;
  }
  const stats = statsOf(real);
  if (stats === undefined || allows(stats, access, account)) return undefined;
  return `${account.name} may not ${access} it (${modeText(stats)})`;
}

function allows({ mode, uid, gid }: Stats, access: Access, account: Account): boolean {
  const bit = BITS[access];
  if (account.uid === 0) return access !== 'run' || (mode & 0o111) !== 0;
  if (uid === account.uid) return (mode & (bit << 6)) !== 0;
  if (gid === account.gid || account.groups.includes(gid)) return (mode & (bit << 3)) !== 0;
  return (mode & bit) !== 0;
}

/** `mode 0750, owner 0, group 0`. */
function modeText({ mode, uid, gid }: Stats): string {
  return `mode ${(mode & 0o7777).toString(8).padStart(4, '0')}, owner ${uid}, group ${gid}`;
}

/** Every folder that is passed on the way, from the root down. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let at = path; dirname(at) !== at; ) {
    at = dirname(at);
    folders.unshift(at);
  }
  return folders;
}

const MAX_LINKS = 40;

/** The path without symbolic links in it; undefined where there are too many. A part that cannot be looked at stays. */
function realPath(path: string): string | undefined {
  const pending = resolve(path).split('/').filter(Boolean);
  let done = '/';
  for (let links = 0; pending.length > 0; ) {
    const next = join(done, pending.shift() as string);
    const target = linkTarget(next);
    if (target === undefined) {
      done = next;
      continue;
    }
    if (++links > MAX_LINKS) return undefined;
    const absolute = resolve(done, target);
    pending.unshift(...absolute.split('/').filter(Boolean));
    done = '/';
  }
  return done;
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
