import type { Check } from './check.js';

/** One of several machines that share the work: part `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Chooses the checks whose title matches a pattern: it contains the pattern as it stands, or matches it as a regular
 * expression.
 */
export function filterChecks(checks: readonly Check[], pattern: string | undefined): readonly Check[] {
  if (pattern === undefined) return checks;
  let expression: RegExp | undefined;
  try {
    expression = new RegExp(pattern);
  } catch {
    expression = undefined;
  }
  return checks.filter(({ title }) => title.includes(pattern) || (expression?.test(title) ?? false));
}

/** Chooses every `count`-th check, so that neighbours, which often take equally long, go to different machines. */
export function shardOf(checks: readonly Check[], shard: Shard | undefined): readonly Check[] {
  if (shard === undefined) return checks;
  return checks.filter((_, i) => i % shard.count === shard.index - 1);
}
