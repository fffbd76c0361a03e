import type { ScriptVariable } from '../../serverState.js';
import type { Variable, VariableIndex } from '../context.js';
import { pick } from './headers.js';

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

/** `$avp(name)` and `$var(name)`. */
export function scriptVariables(): Record<string, Variable> {
  return {
    'avp()': (context, argument, index: VariableIndex) =>
      pick(stackOf(context.state.avps, argument), index, context.profile.pseudoVariables.joinAll),
    'var()': (context, argument) =>
      context.state.vars.findLast((variable) => variable.name === argument)?.value,
  };
}
