import { relative, resolve } from 'node:path';
import { SipexecError } from '../../errors.js';
import { watchedFiles } from '../../suite/watchedFiles.js';
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
  watcher.watch(new Set(wanted.files.map((file) => resolve(file))));
  try {
    for (;;) {
      await runOnce(wanted, args, io, watcher);
      io.stderr.write('sipexec: waiting for changes; Ctrl-C ends\n');
      io.stderr.flush();
      const changed = await watcher.nextChange(io.interrupt);
      if (changed === undefined) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
      io.stderr.write(remarkLine(`${relative('.', changed)} has changed`));
    }
  } finally {
    watcher.close();
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
      runSuites(wanted, args, io, (suites) => watcher.watch(watchedFiles(suites))),
    );
  } catch (error) {
    const isOurs = error instanceof SipexecError;
    if (!isOurs || outputFailure(error) !== undefined) throw error;
    io.stderr.write(errorLine(error));
  }
}
