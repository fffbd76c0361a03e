import type { TransformationTable } from '../transformation.js';
import { addressTransformations } from './addresses.js';
import { codeTransformations } from './codes.js';
import { escapeTransformations } from './escapes.js';
import { evaluationTransformations } from './evaluation.js';
import { hashTransformations } from './hashes.js';
import { ipTransformations } from './ip.js';
import { listTransformations } from './lists.js';
import { numberTransformations } from './numbers.js';
import { parameterTransformations } from './parameters.js';
import { sdpTransformations } from './sdp.js';
import { stringTransformations } from './strings.js';
import { substitutionTransformations } from './substitution.js';
import { uriTransformations } from './uris.js';
import { viaTransformations } from './vias.js';

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
