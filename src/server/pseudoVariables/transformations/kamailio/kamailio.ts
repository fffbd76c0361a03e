import type { TransformationRule } from '../transformation.js';
import { addressTransformations } from './addresses.js';
import { codeTransformations } from './codes.js';
import { escapeTransformations } from './escapes.js';
import { hashTransformations } from './hashes.js';
import { lineTransformations } from './lines.js';
import { numberTransformations } from './numbers.js';
import { parameterTransformations } from './parameters.js';
import { stringTransformations } from './strings.js';
import { substitutionTransformations } from './substitution.js';
import { timeTransformations } from './time.js';
import { uriAliasTransformations } from './uriAliases.js';
import { uriTransformations } from './uris.js';

/** All transformations of Kamailio; which of them a version has is in its profile. */
export function kamailioTransformations(): Readonly<Record<string, TransformationRule>> {
  return {
    ...stringTransformations(),
    ...escapeTransformations(),
    ...codeTransformations(),
    ...hashTransformations(),
    ...timeTransformations(),
    ...numberTransformations(),
    ...uriTransformations(),
    ...uriAliasTransformations(),
    ...parameterTransformations(),
    ...addressTransformations(),
    ...lineTransformations(),
    ...substitutionTransformations(),
  };
}
