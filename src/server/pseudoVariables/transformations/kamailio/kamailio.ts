import type { TransformationRule } from '../transformationRule.js';
import { numberTransformations } from './numbers.js';
import { addressTransformations } from './sip/addresses.js';
import { parameterTransformations } from './sip/parameters.js';
import { uriAliasTransformations } from './sip/uriAliases.js';
import { uriTransformations } from './sip/uris.js';
import { codeTransformations } from './text/codes.js';
import { escapeTransformations } from './text/escapes.js';
import { hashTransformations } from './text/hashes.js';
import { lineTransformations } from './text/lines.js';
import { stringTransformations } from './text/strings.js';
import { substitutionTransformations } from './text/substitution.js';
import { timeTransformations } from './text/time.js';

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
