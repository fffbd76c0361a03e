import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SipexecError } from '../../errors.js';
import { systemReason } from '../../systemReason.js';
import { makeTemporaryFolder } from '../../temporaryFolder.js';
import type { RunPlace } from '../plan/check.js';
import type { SuiteCase } from '../suite.js';

/** A fresh folder cannot be made, filled or removed. */
export class WorkFolderError extends SipexecError {}

/** Removes folders that this process can no longer remove, because it was killed. */
export interface FolderKeeper {
  folderMade(path: string): void;
  folderRemoved(path: string): void;
}

/** A place where one run of a case works, until it is removed. */
export interface WorkFolder {
  readonly place: RunPlace;
  /** @throws WorkFolderError */
  remove(): void;
}

/**
 * Makes the folder of one run: the suite's own, or a fresh one with the files that the case wants in it, which is
 * also the command's HOME and TMPDIR, so that whatever it creates goes with it.
 * @throws WorkFolderError
 */
export function openWorkFolder({ folder, isolate }: SuiteCase, keeper?: FolderKeeper): WorkFolder {
  if (isolate === undefined) {
    return { place: { workingFolder: folder, environment: new Map() }, remove: () => {} };
  }
  const fresh = orFail('make a working folder', () => makeTemporaryFolder('suite'));
  keeper?.folderMade(fresh);
  const remove = () => {
    orFail(`remove the working folder ${fresh}`, () => rmSync(fresh, { recursive: true, force: true }));
    keeper?.folderRemoved(fresh);
  };
  try {
    for (const { value } of isolate) copy(folder, fresh, value);
  } catch (error) {
    remove();
    throw error;
  }
  const environment = new Map([
    ['HOME', fresh],
    ['TMPDIR', fresh],
    ['SIPEXEC_SUITE_FOLDER', resolve(folder)],
  ]);
  return { place: { workingFolder: fresh, environment }, remove };
}

function copy(from: string, to: string, path: string): void {
  orFail(`copy ${path}`, () => {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(from, path), join(to, path), { recursive: true });
  });
}

function orFail<Result>(what: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw new WorkFolderError(`cannot ${what}: ${systemReason(error)}`);
  }
}
