import type { DifferenceLine } from '../lineDifference.js';
import type { SuitePlace } from '../problems.js';
import type { ExpectationKey } from '../suite.js';

/** One expectation that did not come true, or `run`: the call came to no result at all. */
export interface Failure {
  readonly key: ExpectationKey | 'run';
  readonly place: SuitePlace;
  /** One line: what was expected, and what came. */
  readonly message: string;
  /** Expected against what came, line by line; empty where the message says it all. */
  readonly difference: readonly DifferenceLine[];
}
