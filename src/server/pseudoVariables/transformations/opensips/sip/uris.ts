import { SEMICOLON } from '../../../../../sip/characters.js';
import { isMalformed, type Span } from '../../../../../sip/span.js';
import { parseUri, type Uri } from '../../../../../sip/uri/uri.js';
import { uriParameter } from '../../../../../sip/uri/uriParameter.js';
import { taking } from '../../taking.js';
import {
  bytesOf,
  type Transformation,
  type TransformationCall,
  type TransformationTable,
  type TypedValue,
  textArgument,
} from '../../transformation.js';
import { namedParameter } from './parameters.js';

const empty = Buffer.alloc(0);

/** A part's bytes; what is not there has none, or no value at all. */
export function part(
  value: Buffer,
  span: Span | undefined,
  { context }: TransformationCall,
): Buffer | undefined {
  if (span !== undefined && span.end > span.start) return value.subarray(span.start, span.end);
  return context.profile.pseudoVariables.transformed.failed === 'null' ? undefined : empty;
}

/** Digits that are a number to the next transformation, too; what is not there is 0. */
export function asNumber(text: Buffer | undefined): TypedValue | undefined {
  return text && { text, number: BigInt(/^\d+$/.exec(text.toString('latin1'))?.[0] ?? 0) };
}

/** A transformation of the value taken as a URI; where it is none, the server gives up. */
function ofUri(
  transform: (uri: Uri, value: Buffer, call: TransformationCall) => Buffer | TypedValue | undefined,
): Transformation {
  return (value, call) => {
    const uri = parseUri(value, 0, value.length, call.context.profile.uri);
    return isMalformed(uri) ? undefined : transform(uri, value, call);
  };
}

/** The parameters of a URI; those inside the user, where it is a phone number that has some. */
function parametersOf(value: Buffer, uri: Uri, call: TransformationCall): Buffer | undefined {
  const { user } = uri;
  const isPhone = uri.scheme === 'tel' && uri.host !== undefined;
  if (!isPhone || user === undefined || value[user.end] !== SEMICOLON)
    return part(value, uri.parameters, call);
  const text = value.toString('latin1', user.end + 1);
  return bytesOf(text.slice(0, text.search(/[:@]/)));
}

function knownParameter(name: string): Transformation {
  return ofUri((uri, value, call) => part(value, uriParameter(value, uri, name), call));
}

const anyParameter = ofUri((uri, value, call) => {
  const list = parametersOf(value, uri, call) ?? empty;
  return part(list, namedParameter(list, textArgument(call, 0))?.value, call);
});

/** The `uri.` transformations. */
export function uriTransformations(): TransformationTable {
  const host = ofUri((uri, value, call) => part(value, uri.host, call));
  return {
    ...taking('none', {
      'uri.user': ofUri((uri, value, call) => part(value, uri.user, call)),
      'uri.passwd': ofUri((uri, value, call) => part(value, uri.password, call)),
      'uri.host': host,
      'uri.domain': host,
      'uri.port': ofUri((uri, value, call) => asNumber(part(value, uri.port, call))),
      'uri.params': ofUri((uri, value, call) => parametersOf(value, uri, call)),
      'uri.headers': ofUri((uri, value, call) => part(value, uri.headers, call)),
      'uri.schema': ofUri((_, value) => value.subarray(0, value.indexOf(0x3a))),
      'uri.transport': knownParameter('transport'),
      'uri.ttl': knownParameter('ttl'),
      'uri.uparam': knownParameter('user'),
      'uri.maddr': knownParameter('maddr'),
      'uri.method': knownParameter('method'),
      'uri.lr': knownParameter('lr'),
      'uri.r2': knownParameter('r2'),
    }),
    ...taking('word', { 'uri.param': anyParameter }),
  };
}
