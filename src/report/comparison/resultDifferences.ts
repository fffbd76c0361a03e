import type { ExecResult } from '../../exec/execResult.js';
import { endingText } from '../text/execText.js';

/** One aspect in which two results differ, as lines: the old command's, and the new one's. */
export interface ResultDifference {
  /** The name of the aspect in a JSON record. */
  readonly aspect: 'outcome' | 'ending' | 'returnCode' | 'uris' | 'avps' | 'stdout' | 'stderr';
  readonly before: readonly Buffer[];
  readonly after: readonly Buffer[];
}

/**
 * Compares the results of two commands for one message. Only the result counts: what the server's script sees, and how
 * the command ended; not its output beside it, nor how long it took.
 * Out: the aspects that differ; none where the server would do the same.
 */
export function resultDifferences(before: ExecResult, after: ExecResult): ResultDifference[] {
  return [
    compare('outcome', before, after, (result) =>
      result.outcome === 'ran' ? ['ran'] : [`${result.outcome}: ${result.reason}`],
    ),
    compare('uris', before, after, (result) => [result.requestUri, ...result.branches]),
    compare('avps', before, after, (result) =>
      result.outcome === 'ran' ? result.avps.map(([, value]) => value) : [],
    ),
    compare('returnCode', before, after, ({ returnCode }) => [`return code ${returnCode}`]),
    compare('ending', before, after, (result) =>
      result.outcome !== 'ran' ? [] : [result.timedOut ? 'timed out' : endingText(result)],
    ),
  ].flat();
}

function compare(
  aspect: ResultDifference['aspect'],
  before: ExecResult,
  after: ExecResult,
  linesOf: (result: ExecResult) => readonly (Buffer | string)[],
): ResultDifference[] {
  const [old, current] = [before, after].map((result) =>
    linesOf(result).map((line) => Buffer.from(line as string)),
  ) as [Buffer[], Buffer[]];
  const isSame = old.length === current.length && old.every((line, i) => line.equals(current[i] as Buffer));
  return isSame ? [] : [{ aspect, before: old, after: current }];
}
