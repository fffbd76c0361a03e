import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { SipexecError } from '../../errors.js';
import type { Suite } from '../../suite/suite.js';
import { watchedPaths } from '../../suite/watchedPaths.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { statusOfSignal } from '../exitStatus.js';
import { errorLine, remarkLine } from '../output/errorLine.js';
import { outputFailure } from '../output/outputStream.js';
import { FileWatcher } from './fileWatcher.js';
import { runSuites } from './runSuites.js';
import { withSuiteProblems } from './suiteProblems.js';
import type { TestArguments } from './testArguments.js';

/** Runs suites now and after each change of a file that they name, until interrupted. Out: the exit status. */
export async function watchSuites(
  wanted: TestArguments,
  args: ParsedArguments,
  io: CommandIo,
): Promise<number> {
  const watcher = new FileWatcher();
  const here = process.cwd();
  const files = new Set(wanted.files.map((file) => resolve(file)));
  watcher.watch({ files, folders: new Set() }, suiteFolders(wanted, []));
  try {
    for (;;) {
      await runOnce(wanted, args, io, watcher);
      io.stderr.write('sipexec: waiting for changes; Ctrl-C ends\n');
      io.stderr.flush();
      const changed = await watcher.nextChange(io.interrupt);
      if (changed === undefined) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
      returnTo(here);
      io.stderr.write(remarkLine(`${relative('.', changed)} has changed`));
    }
  } finally {
    watcher.close();
  }
}

/** The working folder may have been replaced, too: what has its name now is meant, not what is gone. */
function returnTo(folder: string): void {
  try {
    process.chdir(folder);
  } catch {
    // There is none of that name just now; the run says which file it cannot read.
  }
}

/** Prints an error that ends one run, and lets the watching go on: the next change may mend it. */
async function runOnce(
  wanted: TestArguments,
  args: ParsedArguments,
  io: CommandIo,
  watcher: FileWatcher,
): Promise<void> {
  try {
    await withSuiteProblems(io, () =>
      runSuites(wanted, args, io, (suites) =>
        watcher.watch(watchedPaths(suites), suiteFolders(wanted, suites)),
      ),
    );
  } catch (error) {
    const isOurs = error instanceof SipexecError;
    if (!isOurs || outputFailure(error) !== undefined) throw error;
    io.stderr.write(errorLine(error));
  }
}

/** The folders that words of the command line mean, and those of the suites that were found: a new suite there counts. */
function suiteFolders({ files }: TestArguments, suites: readonly Suite[]): ReadonlySet<string> {
  const words = files.length === 0 ? ['.'] : files;
  const named = words.filter((word) => statSync(word, { throwIfNoEntry: false })?.isDirectory());
  if (named.length === 0) return new Set();
  return new Set([...named, ...suites.map(({ folder }) => folder)].map((folder) => resolve(folder)));
}
