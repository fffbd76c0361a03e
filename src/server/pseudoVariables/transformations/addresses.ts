import { parseAddress } from '../../../sip/address.js';
import { isMalformed, type Span } from '../../../sip/span.js';
import { parseUri, type Uri, uriParameter } from '../../../sip/uri.js';
import {
  bytesOf,
  numberArgument,
  type Transformation,
  type TransformationTable,
  textArgument,
} from './transformation.js';

const empty = Buffer.alloc(0);

function slice(value: Buffer, span: Span | undefined): Buffer {
  return span === undefined ? empty : value.subarray(span.start, span.end);
}

/** A part of the value taken as a URI; what the URI lacks is empty, and no URI is no value. */
function uriPart(part: (uri: Uri, value: Buffer) => Buffer): Transformation {
  return (value, { context }) => {
    const uri = parseUri(value, 0, value.length, context.profile.uri);
    return isMalformed(uri) ? undefined : part(uri, value);
  };
}

const uriParam: Transformation = (value, call) =>
  uriPart((uri) => parameterValue(slice(value, uri.parameters), textArgument(call, 0), ';') ?? empty)(
    value,
    call,
  );

function knownParameter(name: string): Transformation {
  return uriPart((uri, value) => slice(value, uriParameter(value, uri, name)));
}

interface TextParameter {
  readonly name: string;
  readonly value: Buffer;
}

/** `a=1;b;c="x"` as names and values without quotes. */
function parametersOf(list: Buffer, separator: string): TextParameter[] {
  const text = list.toString('latin1');
  if (text.trim() === '') return [];
  return text.split(separator).map((parameter) => {
    const equals = parameter.indexOf('=');
    if (equals < 0) return { name: parameter.trim(), value: empty };
    const value = parameter.slice(equals + 1).trim();
    return { name: parameter.slice(0, equals).trim(), value: bytesOf(value.replace(/^"(.*)"$/s, '$1')) };
  });
}

function parameterValue(list: Buffer, name: string, separator: string): Buffer | undefined {
  const wanted = name.toLowerCase();
  return parametersOf(list, separator).find((parameter) => parameter.name.toLowerCase() === wanted)?.value;
}

function separatorArgument(text: string): string {
  return text === '' ? ';' : (text[0] as string);
}

function addressPart(part: 'name' | 'uri' | 'params'): Transformation {
  return (value, { context }) => {
    const address = parseAddress(value, 0, value.length, {
      ...context.profile.from,
      atMessageEnd: 'complete',
    });
    if (isMalformed(address)) return undefined;
    if (part === 'uri') return slice(value, address.uri);
    if (part === 'name') return slice(value, address.display);
    const close = value.indexOf(0x3e, address.uri.end);
    const semicolon = value.indexOf(0x3b, close < 0 ? address.uri.end : close);
    return semicolon < 0 ? empty : value.subarray(semicolon + 1);
  };
}

const addressLength: Transformation = (value, { context }) => {
  const address = parseAddress(value, 0, value.length, { ...context.profile.from, atMessageEnd: 'complete' });
  if (isMalformed(address)) return undefined;
  const close = value.indexOf(0x3e, address.uri.end);
  return bytesOf(String((close < 0 ? address.uri.end : close + 1) - (address.display?.start ?? 0)));
};

function bodyPart(part: 'uri' | 'tag' | 'display' | 'user' | 'host' | 'params'): Transformation {
  return (value, call) => {
    const address = parseAddress(value, 0, value.length, {
      ...call.context.profile.from,
      atMessageEnd: 'complete',
    });
    if (isMalformed(address)) return undefined;
    if (part === 'tag') return slice(value, address.tag);
    if (part === 'display') return slice(value, address.display);
    if (part === 'params') return addressPart('params')(value, call);
    const uri = slice(value, address.uri);
    if (part === 'uri') return uri;
    return uriPart((parsed, bytes) => slice(bytes, part === 'user' ? parsed.user : parsed.host))(uri, call);
  };
}

/** The `uri.`, `param.`, `nameaddr.` and `tobody.` transformations. */
export function addressTransformations(): TransformationTable {
  return {
    'uri.user': uriPart((uri, value) => slice(value, uri.user)),
    'uri.passwd': uriPart((uri, value) => slice(value, uri.password)),
    'uri.host': uriPart((uri, value) => slice(value, uri.host)),
    'uri.port': uriPart((uri, value) => slice(value, uri.port)),
    'uri.params': uriPart((uri, value) => slice(value, uri.parameters)),
    'uri.headers': uriPart((uri, value) => slice(value, uri.headers)),
    'uri.scheme': uriPart((uri) => bytesOf(uri.scheme)),
    'uri.schema': uriPart((uri) => bytesOf(uri.scheme)),
    'uri.param': uriParam,
    'uri.transport': knownParameter('transport'),
    'uri.ttl': knownParameter('ttl'),
    'uri.uparam': knownParameter('user'),
    'uri.maddr': knownParameter('maddr'),
    'uri.method': knownParameter('method'),
    'uri.lr': knownParameter('lr'),
    'uri.r2': knownParameter('r2'),
    'param.value': (value, call) =>
      parameterValue(value, textArgument(call, 0), separatorArgument(textArgument(call, 1))) ?? empty,
    'param.in': (value, call) =>
      bytesOf(
        parameterValue(value, textArgument(call, 0), separatorArgument(textArgument(call, 1))) === undefined
          ? '0'
          : '1',
      ),
    'param.exist': (value, call) =>
      bytesOf(parameterValue(value, textArgument(call, 0), ';') === undefined ? '0' : '1'),
    'param.valueat': (value, call) =>
      parametersOf(value, separatorArgument(textArgument(call, 1))).at(numberArgument(call, 0) ?? 0)?.value ??
      empty,
    'param.name': (value, call) =>
      bytesOf(
        parametersOf(value, separatorArgument(textArgument(call, 1))).at(numberArgument(call, 0) ?? 0)
          ?.name ?? '',
      ),
    'param.count': (value, call) =>
      bytesOf(String(parametersOf(value, separatorArgument(textArgument(call, 0))).length)),
    'nameaddr.name': addressPart('name'),
    'nameaddr.uri': addressPart('uri'),
    'nameaddr.params': addressPart('params'),
    'nameaddr.param': (value, call) => {
      const parameters = addressPart('params')(value, call);
      return parameters === undefined
        ? undefined
        : (parameterValue(parameters, textArgument(call, 0), ';') ?? empty);
    },
    'nameaddr.len': addressLength,
    'tobody.uri': bodyPart('uri'),
    'tobody.tag': bodyPart('tag'),
    'tobody.display': bodyPart('display'),
    'tobody.user': bodyPart('user'),
    'tobody.host': bodyPart('host'),
    'tobody.params': bodyPart('params'),
  };
}
