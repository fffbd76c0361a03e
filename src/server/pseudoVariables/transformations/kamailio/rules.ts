import type { KamailioTransformationRules } from '../../../rules/transformations.js';
import type { VariableContext } from '../../context.js';

/** The rules of Kamailio's transformations; only profiles that have them get here. */
export function kamailioRules({ profile }: VariableContext): KamailioTransformationRules {
  if (profile.kamailioTransformations === undefined)
    throw new Error(`${profile.id} does not transform as Kamailio does`);
  return profile.kamailioTransformations;
}
