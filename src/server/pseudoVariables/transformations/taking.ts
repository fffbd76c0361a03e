import type { Parameters, Transformation, TransformationRule } from './transformation.js';

/** Transformations that take the same kinds of arguments, with what they take. */
export function taking(
  parameters: Parameters,
  table: Readonly<Record<string, Transformation>>,
): Record<string, TransformationRule> {
  return Object.fromEntries(
    Object.entries(table).map(([name, transform]) => [name, { parameters, transform }]),
  );
}
