import { SipexecError } from '../../errors.js';
import type { ServerProfile } from '../../server/profile.js';
import { findServer } from '../../server/servers.js';
import { eitherOf } from '../../stopSignal.js';
import type { Check } from '../../suite/plan/check.js';
import { filterChecks, shardOf } from '../../suite/plan/chooseChecks.js';
import { planChecks } from '../../suite/plan/planChecks.js';
import { readSuites } from '../../suite/read/readSuites.js';
import { type CheckResult, summarizeResults } from '../../suite/run/checkResult.js';
import { runChecks } from '../../suite/run/runChecks.js';
import { SuiteCaller } from '../../suite/run/suiteCaller.js';
import type { Suite } from '../../suite/suite.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { noteStandIns } from '../arguments/serverArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { remarkLine } from '../output/errorLine.js';
import { Reports } from './reports.js';
import { suiteFiles } from './suiteFiles.js';
import type { TestArguments } from './testArguments.js';

/** A run in which nothing ran is not a pass. */
export class NothingRunError extends SipexecError {}

/**
 * Reads suites, runs their checks and reports. Out: the exit status.
 * @param onSuites called with the suites as soon as they are read
 * @throws SuiteError where a suite is unusable
 * @throws NothingRunError
 */
export async function runSuites(
  wanted: TestArguments,
  args: ParsedArguments,
  io: CommandIo,
  onSuites: (suites: readonly Suite[]) => void = () => {},
): Promise<number> {
  const suites = readSuites(await suiteFiles(wanted.files));
  onSuites(suites);
  const stop = new AbortController();
  const cancel = eitherOf(io.interrupt, stop.signal);
  const remarks = new Map<string, string>();
  const remark = (text: string, file: string) => void remarks.set(file, remarks.get(file) ?? text);
  const caller = new SuiteCaller({ ...io, interrupt: cancel, remark });
  try {
    noteStandIns(serversOf(suites), args, io);
    const checks = chosenChecks(await planChecks(suites, caller), wanted);
    const reports = await Reports.create(wanted.reports, args, io);
    reports.begin(checks);
    const startedAt = performance.now();
    let outputError: unknown;
    const onResult = (result: CheckResult) => {
      try {
        if (outputError === undefined) reports.result(result);
      } catch (error) {
        // Nobody reads the report any more: what still runs is ended first.
        outputError = error;
        stop.abort('SIGTERM');
      }
    };
    const results = await runChecks(checks, { ...wanted, cancel, folders: caller.folders, onResult });
    if (outputError !== undefined) throw outputError;
    const summary = summarizeResults(results, performance.now() - startedAt);
    reports.end(results, summary);
    for (const text of remarks.values()) io.stderr.write(remarkLine(`warning: ${text}`));
    if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
    if (summary.failed > 0) return ExitStatus.false;
    if (summary.passed === 0) throw new NothingRunError('nothing ran: every check is skipped');
    return ExitStatus.ok;
  } finally {
    caller.close();
  }
}

function serversOf(suites: readonly Suite[]): ServerProfile[] {
  const cases = suites.flatMap((suite) => suite.cases);
  return cases.flatMap(({ servers }) => servers.map(({ value }) => findServer(value)));
}

/** @throws NothingRunError where nothing is left */
export function chosenChecks(checks: readonly Check[], wanted: TestArguments): readonly Check[] {
  const { filter, shard } = wanted;
  const filtered = filterChecks(checks, filter);
  if (filtered.length === 0) {
    throw new NothingRunError(
      filter === undefined
        ? 'nothing ran: there are no checks'
        : `nothing ran: no check matches --filter ${filter}`,
    );
  }
  const chosen = shardOf(filtered, shard);
  if (chosen.length === 0) {
    throw new NothingRunError(
      `nothing ran: shard ${shard?.index}/${shard?.count} is empty, there are ${filtered.length} checks`,
    );
  }
  return chosen;
}
