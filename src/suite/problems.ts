import { SipexecError } from '../errors.js';

/** Where in a suite something stands: line and column from 1. */
export interface SuitePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that makes a suite unusable. */
export interface SuiteProblem {
  readonly message: string;
  readonly place: SuitePlace | undefined;
}

/** The suite cannot be used: every problem that was found, each once, file by file in the order of their lines. */
export class SuiteError extends SipexecError {
  readonly problems: readonly SuiteProblem[];

  constructor(problems: readonly SuiteProblem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.problems = inOrder(problems);
  }
}

function inOrder(problems: readonly SuiteProblem[]): SuiteProblem[] {
  const files = [...new Set(problems.map(({ place }) => place?.file))];
  // What all cases share is read for each of them, so a problem with it comes several times.
  const unique = new Map(
    problems.map((problem) => [JSON.stringify([problem.place, problem.message]), problem]),
  );
  return [...unique.values()].sort(
    ({ place: a }, { place: b }) =>
      files.indexOf(a?.file) - files.indexOf(b?.file) ||
      (a?.line ?? 0) - (b?.line ?? 0) ||
      (a?.column ?? 0) - (b?.column ?? 0),
  );
}

/** `suite.yaml:12:5`. */
export function suitePlaceText({ file, line, column }: SuitePlace): string {
  return `${file}:${line}:${column}`;
}
