import { substitute } from '../../expressions/substitution.js';
import { taking } from '../../taking.js';
import type { Transformation } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';

/** Where the expression is incomplete, the server reads memory behind it. */
const substitution: Transformation = (value, call) => {
  const expression = call.arguments[0]?.toString('latin1') ?? '';
  const delimiter = expression[0];
  const delimiters = expression.replace(/\\[\s\S]/g, '').split(delimiter ?? '').length - 1;
  if (expression.length < 3 || delimiters >= 3) return substitute(value, call);
  return {
    text: Buffer.alloc(0),
    guess: 'the expression is incomplete, and the server reads memory behind it',
  };
};

/** The `re.` transformations. */
export function substitutionTransformations(): TransformationTable {
  return taking('word', { 're.subst': substitution });
}
