import { SEMICOLON, spells } from '../../../../sip/characters.js';
import { type Address, parseAddress } from '../../../../sip/headers/address.js';
import { type ListedParameter, parseParameterList } from '../../../../sip/headers/parameterList.js';
import { isMalformed, type Span } from '../../../../sip/span.js';
import { parseUri, type Uri } from '../../../../sip/uri.js';
import {
  bytesOf,
  numberArgument,
  onText,
  type TextTransformation as Transformation,
  type TransformationCall,
  type TransformationTable,
  textArgument,
} from '../transformation.js';

const empty = Buffer.alloc(0);

function slice(value: Buffer, span: Span | undefined): Buffer {
  return span === undefined ? empty : value.subarray(span.start, span.end);
}

function listed(value: Buffer): readonly ListedParameter[] | undefined {
  const parameters = parseParameterList(value, 0, value.length);
  return isMalformed(parameters) ? undefined : parameters.list;
}

/** The first parameter of that name, in any case. */
function named(value: Buffer, name: string): ListedParameter | undefined {
  const wanted = name.toLowerCase();
  return listed(value)?.find((parameter) => spells(value, parameter.name.start, parameter.name.end, wanted));
}

function at(value: Buffer, call: TransformationCall): ListedParameter | undefined {
  return listed(value)?.at(numberArgument(call, 0) ?? 0);
}

const parameterExists: Transformation = (value, call) => {
  if (listed(value) === undefined) return undefined;
  return bytesOf(named(value, textArgument(call, 0)) === undefined ? '0' : '1');
};

/** The parameters of a URI; those inside the user, where it is a phone number that has some. */
function uriParameters(value: Buffer, uri: Uri): Buffer {
  const { user } = uri;
  const isPhone = uri.scheme === 'tel' && uri.host !== undefined;
  if (!isPhone || user === undefined || value[user.end] !== SEMICOLON) return slice(value, uri.parameters);
  const text = value.toString('latin1', user.end + 1);
  return bytesOf(text.slice(0, text.search(/[:@]/)));
}

function ofUri(part: (value: Buffer, uri: Uri, call: TransformationCall) => Buffer): Transformation {
  return (value, call) => {
    const uri = parseUri(value, 0, value.length, call.context.profile.uri);
    return isMalformed(uri) ? undefined : part(value, uri, call);
  };
}

const uriParameter = ofUri((value, uri, call) => {
  const parameters = uriParameters(value, uri);
  return slice(parameters, named(parameters, textArgument(call, 0))?.value);
});

function ofAddress(
  part: (value: Buffer, address: Address, call: TransformationCall) => Buffer,
): Transformation {
  return (value, call) => {
    const rules = { ...call.context.profile.from, atMessageEnd: 'complete' } as const;
    const address = parseAddress(value, 0, value.length, rules);
    return isMalformed(address) ? undefined : part(value, address, call);
  };
}

/** Up to the parameters; where there are none, the CR LF that the server puts behind the value is counted, too. */
const addressLength = ofAddress((value, { uri, parameters }) => {
  const length = parameters.length === 0 ? value.length + 2 : value.indexOf(SEMICOLON, endOfUri(value, uri));
  return bytesOf(String(length));
});

function endOfUri(value: Buffer, uri: Span): number {
  return value[uri.start - 1] === 0x3c || value.lastIndexOf(0x3c, uri.start) >= 0
    ? value.indexOf(0x3e, uri.end)
    : uri.end;
}

const addressParameters = ofAddress((value, { parameters }) => {
  const [first] = parameters;
  const last = parameters.at(-1);
  if (first === undefined || last === undefined) return empty;
  const end =
    last.value === undefined || last.value.end === last.value.start ? last.name.end : last.value.end;
  return value.subarray(first.name.start, value[end] === 0x22 ? end + 1 : end);
});

const addressParameter = ofAddress((value, { parameters }, call) => {
  const wanted = textArgument(call, 0);
  const found = parameters.find(({ name }) => value.toString('latin1', name.start, name.end) === wanted);
  return slice(value, found?.value);
});

/** A number of 32 bits printed as the server does: one below zero as if it had 64 and no sign. */
function printed(number: number): Buffer {
  return bytesOf(String(BigInt.asUintN(64, BigInt(number))));
}

const decimalToHex: Transformation = (value) => {
  const text = value.toString('latin1');
  return /^-?\d+$/.test(text) ? bytesOf(BigInt.asUintN(32, BigInt(text)).toString(16)) : undefined;
};

const hexToDecimal: Transformation = (value) => {
  const text = value.toString('latin1');
  return /^[0-9a-fA-F]*$/.test(text) ? printed(Number(BigInt.asIntN(32, BigInt(`0x0${text}`)))) : undefined;
};

const index: Transformation = (value, call) =>
  printed(value.indexOf(call.arguments[0] ?? empty, numberArgument(call, 1) ?? 0));

const lastIndex: Transformation = (value, call) => printed(value.lastIndexOf(call.arguments[0] ?? empty));

/** Escapes what `kept` does not match; bytes outside of ASCII's printable range are refused. */
function escapeAllBut(kept: RegExp): Transformation {
  return (value) => {
    const text = value.toString('latin1');
    if (!/^[ -~]*$/.test(text)) return undefined;
    return bytesOf(
      text.replace(/./g, (character) => (kept.test(character) ? character : escaped(character))),
    );
  };
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Cuts the value or fills it up with blanks. */
const width: Transformation = (value, call) => {
  const length = numberArgument(call, 0);
  return length === undefined ? undefined : bytesOf(value.toString('latin1').slice(0, length).padEnd(length));
};

/** The transformations that OpenSIPS since 1.11 does otherwise, or has more. */
export function laterOpensipsTransformations(): TransformationTable {
  return {
    // Printed, the number is the text that it was made of.
    's.int': (value) => value,
    's.dec2hex': decimalToHex,
    's.hex2dec': hexToDecimal,
    's.index': index,
    's.rindex': lastIndex,
    's.escape.user': escapeAllBut(/[A-Za-z0-9\-_.!~*'()&=+$,;?/]/),
    // Letters and digits do not stay: a slip of the server.
    's.escape.param': escapeAllBut(/[-_.!~*'()[\]/:&+$]/),
    's.width': width,
    's.trim': onText((text) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')),
    's.triml': onText((text) => text.replace(/^[ \t\r\n]+/, '')),
    's.trimr': onText((text) => text.replace(/[ \t\r\n]+$/, '')),
    'uri.params': ofUri(uriParameters),
    'uri.param': uriParameter,
    'param.value': (value, call) => slice(value, named(value, textArgument(call, 0))?.value),
    'param.exist': parameterExists,
    'param.valueat': (value, call) => slice(value, at(value, call)?.value),
    'param.name': (value, call) => slice(value, at(value, call)?.name),
    'param.count': (value) => {
      const list = listed(value);
      return list === undefined ? undefined : bytesOf(String(list.length));
    },
    'nameaddr.name': ofAddress((value, { display }) => slice(value, display)),
    'nameaddr.uri': ofAddress((value, { uri }) => slice(value, uri)),
    'nameaddr.len': addressLength,
    'nameaddr.params': addressParameters,
    'nameaddr.param': addressParameter,
  };
}
