import { GREATER, LESS, QUOTE, SEMICOLON } from '../../../../../sip/characters.js';
import { type Address, parseAddress } from '../../../../../sip/headers/address/address.js';
import { isMalformed, type Span } from '../../../../../sip/span.js';
import { isWhite } from '../../../../../sip/whitespace.js';
import { taking } from '../../taking.js';
import {
  numberValue,
  type Transformation,
  type TransformationCall,
  textArgument,
} from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';
import { part } from './parts.js';

/** A transformation of the value taken as a name-addr. Where the value is none, the transformation fails. */
function ofAddress(
  transform: (value: Buffer, address: Address, call: TransformationCall) => ReturnType<Transformation>,
): Transformation {
  return (value, call) => {
    const rules = { ...call.context.profile.from, atMessageEnd: 'complete' } as const;
    const address = parseAddress(value, 0, value.length, rules);
    return isMalformed(address) ? undefined : transform(value, address, call);
  };
}

/** The length up to the parameters. Without any, the CR LF that the server puts behind the value counts, too. */
const length = ofAddress((value, { uri, parameters }) =>
  numberValue(parameters.length === 0 ? value.length + 2 : value.indexOf(SEMICOLON, endOfUri(value, uri))),
);

function endOfUri(value: Buffer, uri: Span): number {
  const isEnclosed = value[uri.start - 1] === LESS || value.lastIndexOf(LESS, uri.start) >= 0;
  return isEnclosed ? value.indexOf(GREATER, uri.end) : uri.end;
}

const allParameters = ofAddress((value, { parameters }, call) => {
  const [first] = parameters;
  const last = parameters.at(-1);
  if (first === undefined || last === undefined) return part(value, undefined, call);
  const end =
    last.value === undefined || last.value.end === last.value.start ? last.name.end : last.value.end;
  return value.subarray(first.name.start, value[end] === QUOTE ? end + 1 : end);
});

const parameter = ofAddress((value, { parameters }, call) => {
  const wanted = textArgument(call, 0);
  const found = parameters.find(({ name }) => value.toString('latin1', name.start, name.end) === wanted);
  return part(value, found?.value, call);
});

/** The `nameaddr.` transformations. */
export function addressTransformations(): TransformationTable {
  return {
    ...taking('none', {
      'nameaddr.name': ofAddress((value, { display }, call) => part(value, display, call)),
      'nameaddr.uri': ofAddress((value, { uri }, call) => {
        let { end } = uri;
        while (end > uri.start && isWhite(value[end - 1])) end--;
        return part(value, { start: uri.start, end }, call);
      }),
      'nameaddr.len': length,
      'nameaddr.params': allParameters,
    }),
    ...taking('word', { 'nameaddr.param': parameter }),
  };
}
