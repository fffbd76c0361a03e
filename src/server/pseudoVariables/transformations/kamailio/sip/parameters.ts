import { APOSTROPHE, QUOTE, SEMICOLON, spells } from '../../../../../sip/characters.js';
import {
  type ListedParameter,
  parseParameterList,
} from '../../../../../sip/headers/contact/parameterList.js';
import { isMalformed, type Span } from '../../../../../sip/span.js';
import { isWhite } from '../../../../../sip/whitespace.js';
import type { VariableContext } from '../../../context.js';
import { wholeNumber } from '../../numbers/number.js';
import { taking } from '../../taking.js';
import {
  numberValue,
  type Transformation,
  type TransformationCall,
  textArgument,
} from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';
import { kamailioRules } from '../rules.js';

const empty = Buffer.alloc(0);

/** The parameters of a list; undefined where it does not parse, as with a separator at its end. */
export function parametersOf(
  list: Buffer,
  separator: number,
  context: VariableContext,
): readonly ListedParameter[] | undefined {
  if (isWhite(separator)) return undefined;
  const { comma } = kamailioRules(context);
  const form = { separator, quotes: [QUOTE, APOSTROPHE], emptyLastValue: true, comma };
  const parameters = parseParameterList(list, 0, list.length, form);
  return isMalformed(parameters) ? undefined : parameters.list;
}

/** The last parameter of that name, in any case. */
export function namedParameter(
  list: Buffer,
  name: string,
  separator: number,
  context: VariableContext,
): ListedParameter | undefined {
  const wanted = name.toLowerCase();
  return parametersOf(list, separator, context)?.findLast((parameter) =>
    spells(list, parameter.name.start, parameter.name.end, wanted),
  );
}

function separatorOf(call: TransformationCall, index: number): number {
  return call.arguments[index]?.[0] ?? SEMICOLON;
}

/** The list that a `param.` transformation reads: one separator too many at its end is no part of it. */
function forgiven(value: Buffer, separator: number): Buffer {
  return value.length > 1 && value.at(-1) === separator ? value.subarray(0, -1) : value;
}

const byName: Transformation = (written, call) => {
  const separator = separatorOf(call, 1);
  const value = forgiven(written, separator);
  if (parametersOf(value, separator, call.context) === undefined) return undefined;
  return slice(value, namedParameter(value, textArgument(call, 0), separator, call.context)?.value);
};

function byIndex(part: 'name' | 'value'): Transformation {
  return (written, call) => {
    const index = wholeNumber(call, 0);
    if (index === undefined) return undefined;
    const separator = separatorOf(call, 1);
    const value = forgiven(written, separator);
    const parameters = parametersOf(value, separator, call.context);
    return parameters === undefined ? undefined : slice(value, parameters.at(index)?.[part]);
  };
}

function slice(value: Buffer, span: Span | undefined): Buffer {
  return span === undefined ? empty : value.subarray(span.start, span.end);
}

const isThere: Transformation = (written, call) => {
  const separator = separatorOf(call, 1);
  const value = forgiven(written, separator);
  if (parametersOf(value, separator, call.context) === undefined) return undefined;
  return numberValue(
    namedParameter(value, textArgument(call, 0), separator, call.context) === undefined ? 0 : 1,
  );
};

const count: Transformation = (value, call) => {
  const separator = separatorOf(call, 0);
  const parameters = parametersOf(forgiven(value, separator), separator, call.context);
  return parameters === undefined ? undefined : numberValue(parameters.length);
};

/** The `param.` transformations. */
export function parameterTransformations(): Readonly<Record<string, TransformationRule>> {
  return {
    ...taking('name-and-separator', { 'param.value': byName, 'param.in': isThere }),
    ...taking('number-and-separator', { 'param.valueat': byIndex('value'), 'param.name': byIndex('name') }),
    ...taking('separator', { 'param.count': count }),
  };
}
