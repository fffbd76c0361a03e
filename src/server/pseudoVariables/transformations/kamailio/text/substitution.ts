import { isExpression, substitute } from '../../expressions/substitution.js';
import type { TransformationTable } from '../../transformationRule.js';

/** The `re.` transformations, which the module textops has. */
export function substitutionTransformations(): TransformationTable {
  return {
    're.subst': {
      parameters: 'expression',
      transform: substitute,
      accepts: ([given], _, parses) => isExpression(given, parses),
    },
  };
}
