import { addressTransformations } from './addresses.js';
import { opensipsTransformations } from './opensips.js';
import { stringTransformations } from './strings.js';
import { substitutionTransformations } from './substitution.js';
import type { TransformationTable } from './transformation.js';

/** Whose way of transforming: what the two families share is Kamailio's. */
export type TransformationDialect = 'kamailio' | 'opensips';

const tables: Partial<Record<TransformationDialect, TransformationTable>> = {};

/** How each transformation is computed, by its name as `s.len`. */
export function transformationTable(dialect: TransformationDialect): TransformationTable {
  tables[dialect] ??= {
    ...stringTransformations(),
    ...addressTransformations(),
    ...substitutionTransformations(),
    ...(dialect === 'opensips' ? opensipsTransformations() : {}),
  };
  return tables[dialect];
}
