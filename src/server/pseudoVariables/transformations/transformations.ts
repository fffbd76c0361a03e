import type { TransformationDialect } from '../../rules/transformations.js';
import { kamailioTransformations } from './kamailio/kamailio.js';
import { opensipsTransformations } from './opensips/opensips.js';
import type { TransformationTable } from './transformationRule.js';

const makers = { kamailio: kamailioTransformations, opensips: opensipsTransformations };
const tables: Partial<Record<TransformationDialect, TransformationTable>> = {};

/** Transformations by their names: what they take, and how they are computed. */
export function transformationTable(dialect: TransformationDialect): TransformationTable {
  tables[dialect] ??= makers[dialect]();
  return tables[dialect];
}
