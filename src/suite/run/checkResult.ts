import type { ExecResult } from '../../exec/execResult.js';
import type { Failure } from '../judge/failure.js';
import type { Check } from '../plan/check.js';

/** What became of one check. */
export interface CheckResult {
  readonly check: Check;
  /** `not-run`: an interruption or `--bail` came first. */
  readonly status: 'passed' | 'failed' | 'skipped' | 'not-run';
  /** Why it did not run. */
  readonly reason?: string;
  /** Of the first run that failed. */
  readonly failures: readonly Failure[];
  /** The call's result: of the first run that failed, else of the last. */
  readonly result?: ExecResult;
  readonly durationMs: number;
  /** How often it was run, and how often it failed. */
  readonly runs: number;
  readonly failedRuns: number;
}

/** What became of all checks. */
export interface SuiteSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly notRun: number;
  readonly durationMs: number;
}

/** Counts results by their status. In: how long the whole run took. */
export function summarizeResults(results: readonly CheckResult[], durationMs: number): SuiteSummary {
  const count = (status: CheckResult['status']) =>
    results.filter((result) => result.status === status).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    notRun: count('not-run'),
    durationMs,
  };
}

/** Some runs failed and some did not. */
export function isFlaky({ runs, failedRuns }: CheckResult): boolean {
  return failedRuns > 0 && failedRuns < runs;
}
