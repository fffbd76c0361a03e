import type { TransformationTable } from '../transformationRule.js';
import { evaluationTransformations } from './evaluation.js';
import { ipTransformations } from './ip.js';
import { numberTransformations } from './numbers.js';
import { addressTransformations } from './sip/addresses.js';
import { parameterTransformations } from './sip/parameters.js';
import { sdpTransformations } from './sip/sdp.js';
import { uriTransformations } from './sip/uris.js';
import { viaTransformations } from './sip/vias.js';
import { codeTransformations } from './text/codes.js';
import { escapeTransformations } from './text/escapes.js';
import { hashTransformations } from './text/hashes.js';
import { listTransformations } from './text/lists.js';
import { stringTransformations } from './text/strings.js';
import { substitutionTransformations } from './text/substitution.js';

/** All transformations of OpenSIPS; which of them a version has is in its profile. */
export function opensipsTransformations(): TransformationTable {
  return {
    ...stringTransformations(),
    ...numberTransformations(),
    ...escapeTransformations(),
    ...codeTransformations(),
    ...hashTransformations(),
    ...evaluationTransformations(),
    ...uriTransformations(),
    ...viaTransformations(),
    ...parameterTransformations(),
    ...addressTransformations(),
    ...ipTransformations(),
    ...listTransformations(),
    ...sdpTransformations(),
    ...substitutionTransformations(),
  };
}
