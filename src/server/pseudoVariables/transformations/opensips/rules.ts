import type { OpensipsTransformationRules } from '../../../rules/transformations.js';
import type { VariableContext } from '../../context.js';

/** The rules of the transformations of OpenSIPS; only profiles that have them get here. */
export function opensipsRules({ profile }: VariableContext): OpensipsTransformationRules {
  if (profile.opensipsTransformations === undefined)
    throw new Error(`${profile.id} does not transform as OpenSIPS does`);
  return profile.opensipsTransformations;
}
