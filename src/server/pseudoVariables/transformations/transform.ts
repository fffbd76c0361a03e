import type { VariableContext, VariableValue } from '../context.js';
import type { Reference } from '../format.js';
import type { Argument } from './kamailio/syntax.js';
import { isNumberVariable } from './numberVariables.js';
import type { Overrun, TypedValue } from './transformation.js';

/** What the transformations made of a value; `guess` is why the server may print something else. */
export interface Transformed {
  readonly text: Buffer;
  readonly guess: string | undefined;
}

/** A variable's value after all its transformations; undefined where one of them gave up. */
export function transformed(
  value: VariableValue,
  reference: Reference,
  context: VariableContext,
): Transformed | Overrun | undefined {
  let current: TypedValue | 'nothing' = typed(value, reference);
  let guess: string | undefined;
  for (const { transformation, arguments: written, ofNothing } of reference.steps) {
    if (current === 'nothing') {
      if (ofNothing === undefined) return undefined;
      current = { text: Buffer.from(ofNothing, 'latin1') };
      continue;
    }
    const given = valuesOf(written, context);
    if (given === undefined) return undefined;
    const { text, number } = current;
    const made = transformation(text, {
      arguments: given,
      context,
      ...(number === undefined ? {} : { number }),
    });
    if (made === undefined || made === 'overrun') return made;
    current = Buffer.isBuffer(made) ? { text: made } : made;
    guess ??= current.guess;
  }
  return current === 'nothing' ? undefined : { text: current.text, guess };
}

function typed(value: VariableValue, { name, argument }: Reference): TypedValue | 'nothing' {
  if (!Buffer.isBuffer(value)) return 'nothing';
  const text = value.toString('latin1');
  const isNumber = isNumberVariable(name, argument) && /^-?\d+$/.test(text);
  return isNumber ? { text: value, number: BigInt(text) } : { text: value };
}

/** The values of the arguments; undefined where one has none. */
function valuesOf(written: readonly Argument[], context: VariableContext): Buffer[] | undefined {
  const values: Buffer[] = [];
  for (const argument of written) {
    const value = Buffer.isBuffer(argument) ? argument : argumentValue(argument, context);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function argumentValue(reference: Reference, context: VariableContext): Buffer | undefined {
  const value = reference.variable(context, reference.argument, reference.index);
  const made = transformed(value, reference, context);
  return made === 'overrun' ? undefined : made?.text;
}
