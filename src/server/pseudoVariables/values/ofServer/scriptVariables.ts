import type { ScriptVariable } from '../../../serverState.js';
import { textValue, type Variable, type VariableContext, type VariableIndex } from '../../context.js';
import type { Reference } from '../../reference.js';
import { pick } from '../ofMessage/headers.js';

/** Values of the name, the latest first: AVPs are a stack. */
function stackOf(variables: readonly ScriptVariable[], name: string): Buffer[] {
  const values: Buffer[] = [];
  for (const variable of variables) {
    if (avpName(variable.name) === avpName(name)) values.unshift(variable.value);
  }
  return values;
}

/** `s:name` and `name` are one AVP. */
function avpName(name: string): string {
  return name.startsWith('s:') ? name.slice(2) : name;
}

function varNamed({ state }: VariableContext, name: string): Buffer | undefined {
  return state.vars.findLast((variable) => variable.name === name)?.value;
}

function unsetVar({ profile }: VariableContext): Buffer | undefined {
  return profile.pseudoVariables.unsetVar === 'zero' ? textValue('0') : undefined;
}

/** Whether it is a variable of the script that has no value, whatever it prints. */
export function isUnset({ name, argument, index, variable }: Reference, context: VariableContext): boolean {
  if (name === 'var') return varNamed(context, argument) === undefined;
  return name === 'avp' && variable(context, argument, index) === undefined;
}

/** `$cnt($avp(name))`: how many values an AVP has. Of others only a server knows. */
const countOf: Variable = ({ state }, argument) => {
  const name = /^\$\(?avp\(([^()]*)\)\)?$/.exec(argument)?.[1];
  return name === undefined ? undefined : textValue(stackOf(state.avps, name).length);
};

/** `$avp(name)` and `$var(name)`. */
export function scriptVariables(): Record<string, Variable> {
  return {
    'avp()': (context, argument, index: VariableIndex) =>
      pick(stackOf(context.state.avps, argument), index, context.profile.pseudoVariables),
    'cnt()': countOf,
    'var()': (context, argument) => varNamed(context, argument) ?? unsetVar(context),
  };
}
