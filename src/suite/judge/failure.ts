import type { DifferenceLine } from '../lineDifference.js';
import type { SuitePlace } from '../problems.js';
import type { ExpectationKey } from '../suite.js';

/** One expectation that failed; its key is `run` where the call itself could not be made, or hung. */
export interface Failure {
  readonly key: ExpectationKey | 'run';
  readonly place: SuitePlace;
  /** One line: what was expected, and what came. */
  readonly message: string;
  /** Expected against what came, line by line; empty where the message says it all. */
  readonly difference: readonly DifferenceLine[];
}
