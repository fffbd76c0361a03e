import { APOSTROPHE, QUOTE, SEMICOLON, spells } from '../../../../sip/characters.js';
import { parseAddress } from '../../../../sip/headers/address.js';
import { type ListedParameter, parseParameterList } from '../../../../sip/headers/parameterList.js';
import { isMalformed, type Span } from '../../../../sip/span.js';
import { parseUri, type Uri } from '../../../../sip/uri.js';
import { uriParameter } from '../../../../sip/uriParameter.js';
import {
  bytesOf,
  numberArgument,
  type TextTransformation as Transformation,
  type TransformationCall,
  type TransformationTable,
  textArgument,
} from '../transformation.js';

const empty = Buffer.alloc(0);

function slice(value: Buffer, span: Span | undefined): Buffer {
  return span === undefined ? empty : value.subarray(span.start, span.end);
}

/**
 * A part of the value taken as a URI, without the semicolon that it may end at; what the URI lacks is empty, and no
 * URI is no value.
 */
function uriPart(part: (uri: Uri, value: Buffer) => Buffer): Transformation {
  return (value, { context }) => {
    const end = value.at(-1) === 0x3b ? value.length - 1 : value.length;
    const uri = parseUri(value, 0, end, context.profile.uri);
    return isMalformed(uri) ? undefined : part(uri, value);
  };
}

/** A SIP URI's parameters; those of a tel URI or a URN are not taken for such. */
function parametersIn(value: Buffer, uri: Uri): Buffer {
  return spells(value, 0, 3, 'sip') ? slice(value, uri.parameters) : empty;
}

function parameterValue(list: Buffer, name: string, separator: number): Buffer {
  return slice(list, named(list, name, separator)?.value);
}

const uriParam: Transformation = (value, call) =>
  uriPart((uri) => parameterValue(parametersIn(value, uri), textArgument(call, 0), SEMICOLON))(value, call);

/** The scheme as written. */
const scheme = uriPart((_, value) => value.subarray(0, value.indexOf(0x3a)));

function knownParameter(name: string): Transformation {
  return uriPart((uri, value) => slice(value, uriParameter(value, uri, name)));
}

/** The parameters of a list, which may end with one separator too many; undefined where it does not parse. */
function parametersOf(list: Buffer, separator: number): readonly ListedParameter[] | undefined {
  const end = list.at(-1) === separator ? list.length - 1 : list.length;
  const form = { separator, quotes: [QUOTE, APOSTROPHE], emptyLastValue: true };
  const parameters = parseParameterList(list, 0, end, form);
  return isMalformed(parameters) ? undefined : parameters.list;
}

/** The last parameter of that name, in any case. */
function named(list: Buffer, name: string, separator: number): ListedParameter | undefined {
  const wanted = name.toLowerCase();
  return parametersOf(list, separator)?.findLast((parameter) =>
    spells(list, parameter.name.start, parameter.name.end, wanted),
  );
}

function separatorOf(call: TransformationCall, index: number): number {
  return call.arguments[index]?.[0] ?? SEMICOLON;
}

function parameterAt(value: Buffer, call: TransformationCall): ListedParameter | undefined {
  return parametersOf(value, separatorOf(call, 1))?.at(numberArgument(call, 0) ?? 0);
}

const parameterIsThere: Transformation = (value, call) => {
  const separator = separatorOf(call, 1);
  if (parametersOf(value, separator) === undefined) return undefined;
  return bytesOf(named(value, textArgument(call, 0), separator) === undefined ? '0' : '1');
};

function addressPart(part: 'name' | 'uri' | 'params'): Transformation {
  return (value, { context }) => {
    const address = parseAddress(value, 0, value.length, {
      ...context.profile.from,
      atMessageEnd: 'complete',
    });
    if (isMalformed(address)) return undefined;
    if (part === 'uri') return enclosed(value) ?? value;
    if (part === 'name') return nameBefore(value, address.display);
    const close = closingBracket(value, address.uri);
    const semicolon = value.indexOf(0x3b, close ?? address.uri.end);
    return semicolon < 0 ? empty : bytesOf(value.toString('latin1', semicolon + 1).trimStart());
  };
}

/** The bracket that closes a URI; one that nothing opened is part of what follows it. */
function closingBracket(value: Buffer, uri: Span): number | undefined {
  const open = value.indexOf(0x3c);
  const close = value.indexOf(0x3e, uri.end);
  return open < 0 || open > uri.start || close < 0 ? undefined : close;
}

/** A display name, which reaches up to the angle bracket. */
function nameBefore(value: Buffer, display: Span | undefined): Buffer {
  if (display === undefined) return empty;
  return value.subarray(display.start, value.indexOf(0x3c, display.end));
}

/** What stands between the angle brackets, blanks included. */
function enclosed(value: Buffer): Buffer | undefined {
  const open = value.lastIndexOf(0x3c);
  const close = value.indexOf(0x3e, open);
  return open < 0 || close < 0 ? undefined : value.subarray(open + 1, close);
}

const addressLength: Transformation = (value, { context }) => {
  const address = parseAddress(value, 0, value.length, { ...context.profile.from, atMessageEnd: 'complete' });
  if (isMalformed(address)) return undefined;
  const close = closingBracket(value, address.uri);
  return bytesOf(String((close === undefined ? value.length : close + 1) - (address.display?.start ?? 0)));
};

/** The `uri.`, `param.` and `nameaddr.` transformations. */
export function addressTransformations(): TransformationTable {
  return {
    'uri.user': uriPart((uri, value) => slice(value, uri.user)),
    'uri.passwd': uriPart((uri, value) => slice(value, uri.password)),
    'uri.host': uriPart((uri, value) => slice(value, uri.host)),
    'uri.port': uriPart((uri, value) => slice(value, uri.port)),
    'uri.params': uriPart((uri, value) => parametersIn(value, uri)),
    'uri.headers': uriPart((uri, value) => slice(value, uri.headers)),
    'uri.schema': scheme,
    'uri.param': uriParam,
    'uri.transport': knownParameter('transport'),
    'uri.ttl': knownParameter('ttl'),
    'uri.uparam': knownParameter('user'),
    'uri.maddr': knownParameter('maddr'),
    'uri.method': knownParameter('method'),
    'uri.lr': knownParameter('lr'),
    'uri.r2': knownParameter('r2'),
    'param.value': (value, call) => parameterValue(value, textArgument(call, 0), separatorOf(call, 1)),
    'param.exist': parameterIsThere,
    'param.valueat': (value, call) => slice(value, parameterAt(value, call)?.value),
    'param.name': (value, call) => slice(value, parameterAt(value, call)?.name),
    'param.count': (value, call) => {
      const parameters = parametersOf(value, separatorOf(call, 0));
      return parameters === undefined ? undefined : bytesOf(String(parameters.length));
    },
    'nameaddr.name': addressPart('name'),
    'nameaddr.uri': addressPart('uri'),
    'nameaddr.params': addressPart('params'),
    'nameaddr.param': (value, call) => {
      const list = addressPart('params')(value, call);
      return list === undefined ? undefined : parameterValue(list, textArgument(call, 0), SEMICOLON);
    },
    'nameaddr.len': addressLength,
  };
}
