import { githubAnnotation } from '../../report/githubCommand.js';
import { SuiteError, suitePlaceText } from '../../suite/problems.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { githubActions } from '../githubActions.js';
import { remarkLine } from '../output/errorLine.js';

/**
 * Runs something that reads suites; where one is unusable, prints a line a problem, each with its place.
 * Out: the exit status.
 */
export async function withSuiteProblems(io: CommandIo, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    // What was being read when the user wanted an end is no fault of the suite.
    if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
    const github = githubActions(io);
    for (const { message, place } of error.problems) {
      const where = place === undefined ? '' : `${suitePlaceText(place)}: `;
      io.stderr.write(remarkLine(`${where}${message}`));
      if (github === undefined || place === undefined) continue;
      const at = { ...place, file: github.pathFromRoot(place.file) };
      io.stderr.write(`${githubAnnotation('error', at, 'unusable suite', message)}\n`);
    }
    io.stderr.flush();
    return ExitStatus.failed;
  }
}
