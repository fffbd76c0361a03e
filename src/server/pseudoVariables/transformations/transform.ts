import type { VariableContext, VariableValue } from '../context.js';
import type { Reference } from '../format.js';
import type { Argument } from './kamailio/syntax.js';
import { isNumberVariable } from './numberVariables.js';
import type { Overrun, TypedValue } from './transformation.js';

/** A variable's value after all its transformations; undefined where one of them gave up. */
export function transformed(
  value: VariableValue,
  reference: Reference,
  context: VariableContext,
): TypedValue | Overrun | undefined {
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
    const call = {
      arguments: given.map((value) => value.text),
      argumentNumbers: given.map((value) => value.number),
      context,
    };
    const made = transformation(text, number === undefined ? call : { ...call, number });
    if (made === undefined || made === 'overrun') return made;
    current = Buffer.isBuffer(made) ? { text: made } : made;
    guess ??= current.guess;
  }
  if (current === 'nothing') return undefined;
  return guess === undefined ? current : { ...current, guess };
}

function typed(value: VariableValue, { name, argument }: Reference): TypedValue | 'nothing' {
  if (!Buffer.isBuffer(value)) return 'nothing';
  const text = value.toString('latin1');
  const isNumber = isNumberVariable(name, argument) && /^-?\d+$/.test(text);
  return isNumber ? { text: value, number: BigInt(text) } : { text: value };
}

/** The values of the arguments; undefined where one has none. */
function valuesOf(written: readonly Argument[], context: VariableContext): TypedValue[] | undefined {
  const values: TypedValue[] = [];
  for (const argument of written) {
    const value = argumentValue(argument, context);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function argumentValue(argument: Argument, context: VariableContext): TypedValue | undefined {
  if (Buffer.isBuffer(argument)) {
    const text = argument.toString('latin1');
    return /^-?\d+$/.test(text) ? { text: argument, number: BigInt(text) } : { text: argument };
  }
  const value = argument.variable(context, argument.argument, argument.index);
  const made = transformed(value, argument, context);
  return made === 'overrun' ? undefined : made;
}
