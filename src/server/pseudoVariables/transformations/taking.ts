import type { Transformation } from './transformation.js';
import type { Parameters, TransformationRule } from './transformationRule.js';

/** Transformations that take the same kinds of arguments, with what they take. */
export function taking(
  parameters: Parameters,
  table: Readonly<Record<string, Transformation>>,
): Record<string, TransformationRule> {
  return Object.fromEntries(
    Object.entries(table).map(([name, transform]) => [name, { parameters, transform }]),
  );
}
