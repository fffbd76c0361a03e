import { kamailioTransformations } from './kamailio/kamailio.js';
import { addressTransformations } from './opensips/addresses.js';
import { laterOpensipsTransformations } from './opensips/later.js';
import { stringTransformations } from './opensips/strings.js';
import { substitutionTransformations } from './opensips/substitution.js';
import type { TransformationRule, TransformationTable } from './transformation.js';

/** Whose way of transforming: that of OpenSIPS 1.4, that of later OpenSIPS, or Kamailio's. */
export type TransformationDialect = 'opensips-1.4' | 'opensips' | 'kamailio';

const openSipsTables: Partial<Record<TransformationDialect, TransformationTable>> = {};
let kamailioTable: Readonly<Record<string, TransformationRule>> | undefined;

/** How each transformation of OpenSIPS is computed, by its name as `s.len`. */
export function opensipsTable(dialect: Exclude<TransformationDialect, 'kamailio'>): TransformationTable {
  openSipsTables[dialect] ??= {
    ...stringTransformations(),
    ...addressTransformations(),
    ...substitutionTransformations(),
    ...(dialect === 'opensips' ? laterOpensipsTransformations() : {}),
  };
  return openSipsTables[dialect];
}

/** Kamailio's transformations by their names: what they take, and how they are computed. */
export function kamailioRules(): Readonly<Record<string, TransformationRule>> {
  kamailioTable ??= kamailioTransformations();
  return kamailioTable;
}
