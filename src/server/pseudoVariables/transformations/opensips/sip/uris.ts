import { SEMICOLON } from '../../../../../sip/characters.js';
import { isMalformed } from '../../../../../sip/span.js';
import { parseUri } from '../../../../../sip/uri/parseUri.js';
import type { Uri } from '../../../../../sip/uri/uri.js';
import { uriParameter } from '../../../../../sip/uri/uriParameter.js';
import { taking } from '../../taking.js';
import {
  bytesOf,
  type Transformation,
  type TransformationCall,
  type TypedValue,
  textArgument,
} from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';
import { namedParameter } from './parameters.js';
import { asNumber, part } from './parts.js';

const empty = Buffer.alloc(0);

/** A transformation of the value taken as a URI. Where the value is no URI, the transformation fails. */
function ofUri(
  transform: (uri: Uri, value: Buffer, call: TransformationCall) => Buffer | TypedValue | undefined,
): Transformation {
  return (value, call) => {
    const uri = parseUri(value, 0, value.length, call.context.profile.uri);
    return isMalformed(uri) ? undefined : transform(uri, value, call);
  };
}

/** The parameters of a URI; for a phone number with parameters inside the user, those. */
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
