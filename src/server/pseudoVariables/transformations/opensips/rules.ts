import type { OpensipsTransformationRules } from '../../../rules/transformations.js';
import type { VariableContext } from '../../context.js';

/** In what the versions of OpenSIPS differ; only profiles that have these rules come here. */
export function opensipsRules({ profile }: VariableContext): OpensipsTransformationRules {
  if (profile.opensipsTransformations === undefined)
    throw new Error(`${profile.id} does not transform as OpenSIPS does`);
  return profile.opensipsTransformations;
}
