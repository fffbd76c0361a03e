import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { RunPlace } from '../plan/check.js';
import type { SuiteCase } from '../suite.js';

/** A place where one run of a case works, until it is removed. */
export interface WorkFolder {
  readonly place: RunPlace;
  remove(): void;
}

/**
 * Makes the folder of one run: the suite's own, or a fresh one with the files that the case wants in it, which is
 * also the command's HOME and TMPDIR, so that whatever it creates goes with it.
 */
export function openWorkFolder({ folder, isolate }: SuiteCase): WorkFolder {
  if (isolate === undefined) {
    return { place: { workingFolder: folder, environment: new Map() }, remove: () => {} };
  }
  const fresh = mkdtempSync(join(tmpdir(), 'sipexec-'));
  const environment = new Map([
    ['HOME', fresh],
    ['TMPDIR', fresh],
    ['SIPEXEC_SUITE_FOLDER', resolve(folder)],
  ]);
  for (const { value } of isolate) {
    mkdirSync(dirname(join(fresh, value)), { recursive: true });
    cpSync(join(folder, value), join(fresh, value), { recursive: true });
  }
  return {
    place: { workingFolder: fresh, environment },
    remove: () => rmSync(fresh, { recursive: true, force: true }),
  };
}
