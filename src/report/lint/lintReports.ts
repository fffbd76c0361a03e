import type { LintFinding } from '../../lint/finding.js';
import { githubAnnotation } from '../githubCommand.js';
import { findingLine, findingRecordLine } from './lintText.js';
import { sarifDocument } from './sarif.js';

/** How findings are printed: each as it is found, or all of them at the end. */
export interface LintReport {
  /** The line of a finding; empty in a format that prints all findings at the end. `pathFromRoot` gives a path as GitHub knows it. */
  finding(finding: LintFinding, pathFromRoot: (file: string) => string): string;
  /** What stands at the end; empty where there is nothing. */
  end(findings: readonly LintFinding[]): string;
}

/** The formats of `lint --format`, by their names. */
export const lintReports: Readonly<Record<'text' | 'json' | 'github' | 'sarif', LintReport>> = {
  text: { finding: findingLine, end: () => '' },
  json: { finding: findingRecordLine, end: () => '' },
  github: {
    finding: ({ code, message, place }, pathFromRoot) =>
      githubAnnotation('warning', { ...place, file: pathFromRoot(place.file) }, code, message),
    end: () => '',
  },
  sarif: { finding: () => '', end: sarifDocument },
};
