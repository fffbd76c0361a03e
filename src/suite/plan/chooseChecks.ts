import { textPattern } from '../../textPattern.js';
import type { Check } from './check.js';

/** One of several machines that share the work: part `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Chooses the checks whose title matches a pattern. */
export function filterChecks(checks: readonly Check[], pattern: string | undefined): readonly Check[] {
  if (pattern === undefined) return checks;
  const matches = textPattern(pattern);
  return checks.filter(({ title }) => matches(title));
}

/** Chooses every `count`-th check, so that neighbours, which often take equally long, go to different machines. */
export function shardOf(checks: readonly Check[], shard: Shard | undefined): readonly Check[] {
  if (shard === undefined) return checks;
  return checks.filter((_, i) => i % shard.count === shard.index - 1);
}
