import { spells } from '../../../sip/characters.js';
import { parseAddress } from '../../../sip/headers/address.js';
import { isMalformed, type Span } from '../../../sip/span.js';
import { parseUri, type Uri } from '../../../sip/uri.js';
import { uriParameter } from '../../../sip/uriParameter.js';
import {
  bytesOf,
  numberArgument,
  type Transformation,
  type TransformationCall,
  type TransformationTable,
  textArgument,
} from './transformation.js';

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

const uriParam: Transformation = (value, call) =>
  uriPart((uri) => parameterValue(parametersIn(value, uri), textArgument(call, 0), ';') ?? empty)(
    value,
    call,
  );

/** The scheme as written. */
const scheme = uriPart((_, value) => value.subarray(0, value.indexOf(0x3a)));

function knownParameter(name: string): Transformation {
  return uriPart((uri, value) => slice(value, uriParameter(value, uri, name)));
}

interface TextParameter {
  readonly name: string;
  readonly value: Buffer;
}

/** `a=1;b;c="x"` as names and values without quotes; none where a name is missing, or a value after a `=` that is not the list's last byte. */
function parametersOf(list: Buffer, separator: string): TextParameter[] {
  const text = list.toString('latin1');
  const parts = text.split(separator).map((part) => part.trim());
  const broken = (part: string, index: number) =>
    part === '' || part.startsWith('=') || (part.endsWith('=') && index < parts.length - 1);
  if (parts.some(broken)) return [];
  return parts.map((parameter) => {
    const equals = parameter.indexOf('=');
    if (equals < 0) return { name: parameter.trim(), value: empty };
    const value = parameter.slice(equals + 1).trim();
    return { name: parameter.slice(0, equals).trim(), value: bytesOf(value.replace(/^"(.*)"$/s, '$1')) };
  });
}

function parameterValue(list: Buffer, name: string, separator: string): Buffer | undefined {
  const wanted = name.toLowerCase();
  return parametersOf(list, separator).findLast((parameter) => parameter.name.toLowerCase() === wanted)
    ?.value;
}

function separatorOf(call: TransformationCall, index: number): string {
  return textArgument(call, index)[0] ?? ';';
}

function parameterAt(value: Buffer, call: TransformationCall): TextParameter | undefined {
  return parametersOf(value, separatorOf(call, 1)).at(numberArgument(call, 0) ?? 0);
}

const parameterIsThere: Transformation = (value, call) => {
  if (parametersOf(value, separatorOf(call, 1)).length === 0) return undefined;
  return bytesOf(
    parameterValue(value, textArgument(call, 0), separatorOf(call, 1)) === undefined ? '0' : '1',
  );
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

function bodyPart(part: 'uri' | 'tag' | 'display' | 'user' | 'host' | 'params'): Transformation {
  return (value, call) => {
    const address = parseAddress(value, 0, value.length, {
      ...call.context.profile.from,
      atMessageEnd: 'complete',
    });
    if (isMalformed(address)) return undefined;
    const uriBytes = slice(value, address.uri);
    if (isMalformed(parseUri(uriBytes, 0, uriBytes.length, call.context.profile.uri))) return undefined;
    if (part === 'tag') return slice(value, address.tag);
    if (part === 'display') return slice(value, address.display);
    if (part === 'params') return addressPart('params')(value, call);
    if (part === 'uri') return uriBytes;
    return uriPart((parsed, bytes) => slice(bytes, part === 'user' ? parsed.user : parsed.host))(
      uriBytes,
      call,
    );
  };
}

/** The `uri.`, `param.`, `nameaddr.` and `tobody.` transformations. */
export function addressTransformations(): TransformationTable {
  return {
    'uri.user': uriPart((uri, value) => slice(value, uri.user)),
    'uri.passwd': uriPart((uri, value) => slice(value, uri.password)),
    'uri.host': uriPart((uri, value) => slice(value, uri.host)),
    'uri.port': uriPart((uri, value) => slice(value, uri.port)),
    'uri.params': uriPart((uri, value) => parametersIn(value, uri)),
    'uri.headers': uriPart((uri, value) => slice(value, uri.headers)),
    'uri.scheme': scheme,
    'uri.schema': scheme,
    'uri.param': uriParam,
    'uri.transport': knownParameter('transport'),
    'uri.ttl': knownParameter('ttl'),
    'uri.uparam': knownParameter('user'),
    'uri.maddr': knownParameter('maddr'),
    'uri.method': knownParameter('method'),
    'uri.lr': knownParameter('lr'),
    'uri.r2': knownParameter('r2'),
    'param.value': (value, call) =>
      parameterValue(value, textArgument(call, 0), separatorOf(call, 1)) ?? empty,
    'param.in': parameterIsThere,
    'param.exist': parameterIsThere,
    'param.valueat': (value, call) => parameterAt(value, call)?.value ?? empty,
    'param.name': (value, call) => bytesOf(parameterAt(value, call)?.name ?? ''),
    'param.count': (value, call) => {
      const { length } = parametersOf(value, separatorOf(call, 0));
      return length === 0 ? undefined : bytesOf(String(length));
    },
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
