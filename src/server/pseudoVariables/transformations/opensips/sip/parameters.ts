import { spells } from '../../../../../sip/characters.js';
import {
  type ListedParameter,
  parseParameterList,
} from '../../../../../sip/headers/contact/parameterList.js';
import { isMalformed } from '../../../../../sip/span.js';
import { wholeNumber } from '../../numbers/number.js';
import { taking } from '../../taking.js';
import {
  numberValue,
  type Transformation,
  type TransformationCall,
  textArgument,
} from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';
import { part } from './parts.js';

function listed(value: Buffer): readonly ListedParameter[] | undefined {
  const parameters = parseParameterList(value, 0, value.length);
  return isMalformed(parameters) ? undefined : parameters.list;
}

/** The first parameter of that name, in any case. */
export function namedParameter(value: Buffer, name: string): ListedParameter | undefined {
  const wanted = name.toLowerCase();
  return listed(value)?.find((parameter) => spells(value, parameter.name.start, parameter.name.end, wanted));
}

function at(value: Buffer, call: TransformationCall): ListedParameter | undefined {
  const index = wholeNumber(call, 0);
  return index === undefined ? undefined : listed(value)?.at(index);
}

const exists: Transformation = (value, call) => {
  if (listed(value) === undefined) return undefined;
  return numberValue(namedParameter(value, textArgument(call, 0)) === undefined ? 0 : 1);
};

/** The `param.` transformations. */
export function parameterTransformations(): TransformationTable {
  return {
    ...taking('none', {
      'param.count': (value) => {
        const list = listed(value);
        return list === undefined ? undefined : numberValue(list.length);
      },
    }),
    ...taking('number', {
      'param.valueat': (value, call) => part(value, at(value, call)?.value, call),
      'param.name': (value, call) => part(value, at(value, call)?.name, call),
    }),
    ...taking('word', {
      'param.value': (value, call) => {
        if (listed(value) === undefined) return undefined;
        return part(value, namedParameter(value, textArgument(call, 0))?.value, call);
      },
      'param.exist': exists,
    }),
  };
}
