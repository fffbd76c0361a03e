import { addressTransformations } from './addresses.js';
import { stringTransformations } from './strings.js';
import { substitutionTransformations } from './substitution.js';
import type { TransformationTable } from './transformation.js';

let table: TransformationTable | undefined;

/** How each transformation is computed, by its name as `s.len`. */
export function transformationTable(): TransformationTable {
  table ??= { ...stringTransformations(), ...addressTransformations(), ...substitutionTransformations() };
  return table;
}
