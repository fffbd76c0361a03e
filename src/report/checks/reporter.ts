import type { Check } from '../../suite/plan/check.js';
import type { CheckResult, SuiteSummary } from '../../suite/run/checkResult.js';

/** Colours by what they mean; each answers its text with or without colour around it. */
export interface ReportStyle {
  pass(text: string): string;
  fail(text: string): string;
  heading(text: string): string;
  faint(text: string): string;
}

/** What a report says beside results. */
export interface ReportContext {
  readonly style: ReportStyle;
  /** Tell of failures only. */
  readonly isQuiet: boolean;
  readonly startedAt: Date;
  readonly hostName: string;
  readonly version: string;
  /** A path as the service that reads the report knows it: from the root of the repository, say. */
  pathFromRoot(file: string): string;
}

/**
 * Writes the results of one run in one format. Each method returns the text that comes next; it gets the results in the
 * order of the checks.
 */
export interface SuiteReporter {
  begin(checks: readonly Check[]): string;
  result(result: CheckResult): string;
  end(results: readonly CheckResult[], summary: SuiteSummary): string;
}

/** Makes the reporter of one run. */
export type MakeReporter = (context: ReportContext) => SuiteReporter;
