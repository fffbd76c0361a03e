import { allowOptimizerPause } from '../../exec/process/optimizerPause.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { onlyForInit } from '../arguments/testOptions.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { runSuites } from '../testCommand/runSuites.js';
import { withSuiteProblems } from '../testCommand/suiteProblems.js';
import { testArguments } from '../testCommand/testArguments.js';

/** `sipexec test`: runs the checks of suites, or writes or renews a suite. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  allowOptimizerPause();
  const init = args.value('init');
  if (init !== undefined) {
    const { initSuite } = await import('../testCommand/initSuite.js');
    return withSuiteProblems(io, () => initSuite(init, args, io));
  }
  const misplaced = onlyForInit.find(({ name }) => args.flag(name) || args.list(name).length > 0);
  if (misplaced !== undefined)
    throw new UsageError(`--${misplaced.name} goes with --init; a suite says such things for each case`);
  const wanted = testArguments(args);
  if (args.flag('update') && args.flag('watch'))
    throw new UsageError('--update and --watch exclude each other');
  if (args.flag('update')) {
    const { updateSuites } = await import('../testCommand/updateSuites.js');
    return withSuiteProblems(io, () => updateSuites(wanted, io));
  }
  if (args.flag('watch')) {
    const { watchSuites } = await import('../testCommand/watchSuites.js');
    return watchSuites(wanted, args, io);
  }
  return withSuiteProblems(io, () => runSuites(wanted, args, io));
}
