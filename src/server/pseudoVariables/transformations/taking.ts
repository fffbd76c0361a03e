import type { Transformation } from './transformation.js';
import type { Parameters, TransformationRule } from './transformationRule.js';

/** Rules for transformations that all take the same kinds of arguments. */
export function taking(
  parameters: Parameters,
  table: Readonly<Record<string, Transformation>>,
): Record<string, TransformationRule> {
  return Object.fromEntries(
    Object.entries(table).map(([name, transform]) => [name, { parameters, transform }]),
  );
}
