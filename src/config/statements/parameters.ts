import type { Token } from '../lexer/token.js';
import type { ConfigPlace, ExecParameter, ParameterValue } from '../scannedConfig.js';
import { readable } from '../sourceFile.js';
import type { ArgumentList } from './arguments.js';

/** Words that are numbers, in all families. */
const NUMBER_WORDS: Readonly<Record<string, number>> = {
  yes: 1,
  true: 1,
  on: 1,
  enable: 1,
  no: 0,
  false: 0,
  off: 0,
  disable: 0,
};

/**
 * A `modparam` as a parameter of the exec module; undefined where it is not for it.
 * The module's name is an extended regular expression that must match as a whole, in any letter case.
 */
export function toParameter(
  list: ArgumentList,
  place: ConfigPlace,
  disabled: boolean,
): ExecParameter | undefined {
  const [moduleName, parameterName, value] = list.arguments;
  if (moduleName?.kind !== 'string' || parameterName?.kind !== 'string') return undefined;
  if (!meansExec(moduleName.value.toString('latin1'))) return undefined;
  return {
    name: readable(parameterName.value.toString('latin1')),
    value:
      value === undefined ? { kind: 'other', written: '' } : readValue(list.parts[2] as readonly Token[]),
    place,
    disabled,
    isEffective: !disabled,
  };
}

/** The same parameters, those marked that a later one of the same name replaces. */
export function withEffect(parameters: readonly ExecParameter[]): ExecParameter[] {
  const last = new Map(
    parameters.filter(({ disabled }) => !disabled).map((parameter) => [parameter.name, parameter]),
  );
  return parameters.map((parameter) => ({
    ...parameter,
    isEffective: last.get(parameter.name) === parameter,
  }));
}

function meansExec(expression: string): boolean {
  try {
    return new RegExp(`^(?:${expression})$`, 'i').test('exec');
  } catch {
    return false;
  }
}

function readValue(tokens: readonly Token[]): ParameterValue {
  const [first, second] = tokens;
  if (tokens.length === 1 && first?.kind === 'string')
    return { kind: 'string', value: Buffer.from(first.text, 'latin1') };
  if (tokens.length === 1 && first?.kind === 'number')
    return { kind: 'integer', value: toInteger(first.text) };
  if (tokens.length === 2 && first?.text === '-' && second?.kind === 'number') {
    return { kind: 'integer', value: -toInteger(second.text) };
  }
  const word =
    tokens.length === 1 && first?.kind === 'word' ? NUMBER_WORDS[first.text.toLowerCase()] : undefined;
  if (word !== undefined) return { kind: 'integer', value: word };
  return { kind: 'other', written: readable(tokens.map(({ text }) => text).join('')) };
}

/** Decimal, `0x…`, `0b…`, or octal with a leading zero. */
function toInteger(text: string): number {
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return Number(text);
}
