import type { KamailioTransformationRules } from '../../../rules/transformations.js';
import type { VariableContext } from '../../context.js';

/** In what Kamailio's versions differ; only profiles that have these rules come here. */
export function kamailioRules({ profile }: VariableContext): KamailioTransformationRules {
  if (profile.kamailioTransformations === undefined)
    throw new Error(`${profile.id} does not transform as Kamailio does`);
  return profile.kamailioTransformations;
}
