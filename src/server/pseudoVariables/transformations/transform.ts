import type { VariableContext, VariableValue } from '../context.js';
import type { Argument, Reference } from '../reference.js';
import { isNumberVariable } from './numbers/numberVariables.js';
import type { Null, Overrun, TypedValue } from './transformation.js';
import { Workspace } from './workspace.js';

/** A variable's value after all its transformations; undefined where the server prints nothing. */
export function transformed(
  value: VariableValue,
  reference: Reference,
  context: VariableContext,
): TypedValue | Overrun | Null | undefined {
  const result = transformedIn(new Workspace(), value, reference, context);
  if (result === undefined && context.profile.opensipsTransformations?.failed === 'null') return 'null';
  return typeof result === 'object' ? { ...result, text: Buffer.from(result.text) } : result;
}

function transformedIn(
  workspace: Workspace,
  value: VariableValue,
  reference: Reference,
  context: VariableContext,
): TypedValue | Overrun | Null | undefined {
  let current: TypedValue | 'nothing' = typed(value, reference, context);
  let guess: string | undefined;
  let isNull = false;
  for (const { transformation, arguments: written, ofNothing, nullArguments } of reference.steps) {
    if (current === 'nothing') {
      if (ofNothing === undefined) return undefined;
      current = { text: Buffer.from(ofNothing, 'latin1') };
      continue;
    }
    const given = valuesOf(written, context, workspace, nullArguments);
    if (given === undefined) return undefined;
    const { text, number } = current;
    const call = {
      arguments: given.map((value) => value.text),
      argumentNumbers: given.map((value) => value.number),
      context,
      workspace,
    };
    const result = transformation(text, number === undefined ? call : { ...call, number });
    if (result === undefined || result === 'overrun' || result === 'crash' || result === 'endless')
      return result;
    if (result === 'null') {
      current = 'nothing';
      isNull = true;
      continue;
    }
    current = Buffer.isBuffer(result) ? { text: result } : result;
    guess ??= current.guess;
  }
  if (current === 'nothing') return isNull ? 'null' : undefined;
  return guess === undefined ? current : { ...current, guess };
}

function typed(
  value: VariableValue,
  { name, argument }: Reference,
  { profile }: VariableContext,
): TypedValue | 'nothing' {
  if (!Buffer.isBuffer(value)) return 'nothing';
  const text = value.toString('latin1');
  const isNumber = isNumberVariable(name, argument, profile.transformations.dialect) && /^-?\d+$/.test(text);
  return isNumber ? { text: value, number: BigInt(text) } : { text: value };
}

/** The values of the arguments; undefined where one has none. */
function valuesOf(
  written: readonly Argument[],
  context: VariableContext,
  workspace: Workspace,
  nullArguments: 'empty' | undefined,
): TypedValue[] | undefined {
  const values: TypedValue[] = [];
  for (const argument of written) {
    const value = argumentValue(argument, context, workspace);
    if (value === undefined && nullArguments !== 'empty') return undefined;
    values.push(value ?? { text: Buffer.alloc(0) });
  }
  return values;
}

function argumentValue(
  argument: Argument,
  context: VariableContext,
  workspace: Workspace,
): TypedValue | undefined {
  if (Buffer.isBuffer(argument)) {
    const text = argument.toString('latin1');
    return /^-?\d+$/.test(text) ? { text: argument, number: BigInt(text) } : { text: argument };
  }
  const value = argument.variable(context, argument.argument, argument.index);
  const result = transformedIn(workspace, value, argument, context);
  return typeof result === 'object' ? result : undefined;
}
