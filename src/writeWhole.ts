import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SipexecError } from './errors.js';
import { systemReason } from './systemReason.js';

/** A file cannot be written. */
export class WriteError extends SipexecError {}

/** Does what writes a file. @throws WriteError that says in one line why it could not */
export function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new WriteError(`cannot write ${file}: ${systemReason(error, 'make-file')}`);
  }
}

/** Writes a file that is not there yet (its mode less the umask), and leaves none behind that is not whole. @throws what Node's functions for files throw */
export function writeNew(file: string, content: string | Uint8Array, mode = 0o666): void {
  closeSync(openSync(file, 'wx', mode));
  try {
    writeWhole(file, content);
  } catch (error) {
    unlinkSync(file);
    throw error;
  }
}

/**
 * Writes a file so that its name always leads to what was there before or to all that is new, also where the disk is full or the
 * process is killed: the new content is written beside it and then takes its name. A symbolic link stays, and what it leads to
 * is written; mode and owner stay, the latter as far as this user may give files away. Written in place, as there is no other way: what is no
 * regular file (`/dev/stdout`), a file of several names (hard links), and one in a folder where no file can be made.
 *
 * In: its path, its content, and the mode of a file that was not there (the umask takes from it).
 * @throws what Node's functions for files throw
 */
export function writeWhole(file: string, content: string | Uint8Array, mode = 0o666): void {
  const target = targetOf(file);
  const before = target === undefined ? undefined : statOf(target);
  if (target === undefined || (before !== undefined && (!before.isFile() || before.nlink > 1))) {
    writeFileSync(file, content, { mode });
    return;
  }
  const beside = join(dirname(target), `.${basename(target).slice(0, 200)}.${process.pid}.new`);
  let fd: number;
  try {
    fd = openSync(beside, 'wx', before === undefined ? mode : 0o600);
  } catch (error) {
    if (before === undefined || !['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
    writeFileSync(file, content);
    return;
  }
  try {
    try {
      writeFileSync(fd, content);
      if (before !== undefined) keep(fd, before);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(beside, target);
  } catch (error) {
    unlinkSync(beside);
    throw error;
  }
}

/** What a path leads to in the end: itself where nothing is there yet, undefined for a link that leads nowhere. */
function targetOf(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return lstatSync(file, { throwIfNoEntry: false }) === undefined ? file : undefined;
  }
}

function statOf(file: string): Stats | undefined {
  return statSync(file, { throwIfNoEntry: false });
}

function keep(fd: number, { mode, uid, gid }: Stats): void {
  try {
    fchownSync(fd, uid, gid);
  } catch {
    // Only root may give a file away; it is this user's then.
  }
  fchmodSync(fd, mode & 0o7777);
}
