import { SipexecError } from '../../errors.js';
import type { ExecResult } from '../../exec/execResult.js';
import type { StopSignal } from '../../stopSignal.js';
import type { Failure } from '../judge/failure.js';
import { judge } from '../judge/judge.js';
import type { Check } from '../plan/check.js';
import type { CaseOptions } from '../suite.js';
import type { CheckResult } from './checkResult.js';
import { type FolderKeeper, openWorkFolder } from './workFolder.js';

export interface RunPlan {
  /** How many checks run at a time. */
  readonly jobs: number;
  /** How often each is run, one run after the other. */
  readonly repeat: number;
  /** Start no more checks after the first that failed. */
  readonly bail: boolean;
  /** Aborted: start no more; what runs ends early. */
  readonly cancel: StopSignal;
  /** Gets the paths of temporary folders, to remove them if this process is killed. */
  readonly folders?: FolderKeeper | undefined;
  /** Each result, in the order of the checks, as soon as all before it are there. */
  onResult(result: CheckResult): void;
}

/** Runs checks side by side. Never rejects for what a command does. Out: a result for each, in their order. */
export async function runChecks(checks: readonly Check[], plan: RunPlan): Promise<CheckResult[]> {
  const results: (CheckResult | undefined)[] = checks.map(() => undefined);
  let next = 0;
  let reported = 0;
  let hasFailed = false;
  const work = async () => {
    while (next < checks.length) {
      const at = next++;
      const result = await resultOf(checks[at] as Check, plan, plan.bail && hasFailed);
      hasFailed ||= result.status === 'failed';
      results[at] = result;
      for (; results[reported] !== undefined; reported++) plan.onResult(results[reported] as CheckResult);
    }
  };
  await Promise.all(Array.from({ length: Math.min(plan.jobs, checks.length) }, work));
  return results as CheckResult[];
}

async function resultOf(check: Check, plan: RunPlan, hasBailed: boolean): Promise<CheckResult> {
  const nothing = { check, failures: [], durationMs: 0, runs: 0, failedRuns: 0 };
  if (check.case.skip !== undefined) return { ...nothing, status: 'skipped', reason: check.case.skip };
  if (plan.cancel.aborted) return { ...nothing, status: 'not-run', reason: 'interrupted' };
  if (hasBailed) return { ...nothing, status: 'not-run', reason: 'a check before it failed' };
  let first: Run | undefined;
  let last: Run | undefined;
  let durationMs = 0;
  let [runs, failedRuns] = [0, 0];
  for (; runs < plan.repeat && !plan.cancel.aborted; runs++) {
    last = await runOnce(check, plan);
    durationMs += last.durationMs;
    if (last.isInterrupted) return { ...nothing, status: 'not-run', reason: 'interrupted' };
    if (last.failures.length === 0) continue;
    failedRuns += 1;
    first ??= last;
  }
  const { failures = [], result } = first ?? last ?? {};
  return {
    check,
    status: failedRuns > 0 ? 'failed' : 'passed',
    failures,
    ...(result === undefined ? {} : { result }),
    durationMs,
    runs,
    failedRuns,
  };
}

interface Run {
  readonly result?: ExecResult;
  readonly failures: readonly Failure[];
  readonly isInterrupted: boolean;
  readonly durationMs: number;
}

async function runOnce(check: Check, plan: RunPlan): Promise<Run> {
  const startedAt = performance.now();
  try {
    const result = await runInFolder(check, plan);
    // A pattern may take its time with what was printed.
    plan.cancel.busy?.();
    const isInterrupted = result.outcome === 'ran' && result.interruptedBy !== undefined;
    const failures = isInterrupted ? [] : (hanging(check, result) ?? judge(check.case.expect, result));
    return { result, failures, isInterrupted, durationMs: performance.now() - startedAt };
  } catch (error) {
    if (!(error instanceof SipexecError)) throw error;
    const failure: Failure = {
      key: 'run',
      place: check.case.place,
      message: `cannot run: ${error.message}`,
      difference: [],
    };
    return { failures: [failure], isInterrupted: false, durationMs: performance.now() - startedAt };
  }
}

async function runInFolder(check: Check, { folders }: RunPlan): Promise<ExecResult> {
  const folder = openWorkFolder(check.case, folders);
  try {
    return await check.run(folder.place);
  } finally {
    folder.remove();
  }
}

/** The suite's own time limit is no parameter of the server: a command that ran into it has failed, whatever it printed. */
function hanging(
  { case: { options, timeoutMs, command } }: Check,
  result: ExecResult,
): Failure[] | undefined {
  if (result.outcome !== 'ran' || !result.timedOut || hasExecTimer(options)) return undefined;
  const message = `the command hung: it was ended after ${timeoutMs / 1000} s (timeout)`;
  return [{ key: 'run', place: command.place, message, difference: [] }];
}

/** Whether the server's own timer, and not the suite's limit, ends the command. */
export function hasExecTimer({ execTimerMs = 0 }: CaseOptions): boolean {
  return execTimerMs > 0;
}
