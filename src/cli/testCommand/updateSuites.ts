import { readFileSync } from 'node:fs';
import { differenceText } from '../../report/checks/differenceText.js';
import { exactly } from '../../shownText.js';
import { planChecks } from '../../suite/plan/planChecks.js';
import { readSuites } from '../../suite/read/readSuites.js';
import { renewSuite } from '../../suite/record/renewSuite.js';
import type { CheckResult } from '../../suite/run/checkResult.js';
import { runChecks } from '../../suite/run/runChecks.js';
import { SuiteCaller } from '../../suite/run/suiteCaller.js';
import { writeWhole, writing } from '../../writeWhole.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { remarkLine } from '../output/errorLine.js';
import { chosenChecks } from './runSuites.js';
import { suiteFiles } from './suiteFiles.js';
import type { TestArguments } from './testArguments.js';

/**
 * Runs suites, writes what came where it was not expected, and shows the difference. Out: the exit status; 1 where
 * something failed that cannot be renewed.
 * @throws SuiteError, NothingRunError, WriteError
 */
export async function updateSuites(wanted: TestArguments, io: CommandIo): Promise<number> {
  const suites = readSuites(await suiteFiles(wanted.files));
  const caller = new SuiteCaller(io);
  let results: CheckResult[];
  try {
    const checks = chosenChecks(await planChecks(suites, caller, 'accepted'), wanted);
    results = await runChecks(checks, {
      ...wanted,
      bail: false,
      cancel: io.interrupt,
      folders: caller.folders,
      onResult: () => {},
    });
  } finally {
    caller.close();
  }
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  let status: number = ExitStatus.ok;
  for (const { file } of suites) {
    const before = readFileSync(file, 'utf8');
    const { text, notRenewed } = renewSuite(
      before,
      results.filter(({ check }) => check.case.file === file),
    );
    if (text !== before) {
      writing(file, () => writeWhole(file, text));
      io.stdout.write(`${exactly(file)}\n${differenceText(before, text)}`);
    } else if (notRenewed.length === 0) {
      io.stdout.write(`${exactly(file)}: nothing to renew\n`);
    }
    for (const reason of notRenewed) {
      status = ExitStatus.false;
      io.stderr.write(remarkLine(`${file}: not renewed: ${reason}`));
    }
  }
  return status;
}
