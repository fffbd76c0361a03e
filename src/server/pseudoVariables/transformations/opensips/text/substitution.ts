import { substitute } from '../../substitution.js';
import { taking } from '../../taking.js';
import type { Transformation } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';

/** Of an expression that breaks off the server reads on behind it. */
const substitution: Transformation = (value, call) => {
  const expression = call.arguments[0]?.toString('latin1') ?? '';
  const delimiter = expression[0];
  const delimiters = expression.replace(/\\[\s\S]/g, '').split(delimiter ?? '').length - 1;
  if (expression.length < 3 || delimiters >= 3) return substitute(value, call);
  return { text: Buffer.alloc(0), guess: 'the expression breaks off, and the server reads on behind it' };
};

/** The `re.` transformations. */
export function substitutionTransformations(): TransformationTable {
  return taking('word', { 're.subst': substitution });
}
