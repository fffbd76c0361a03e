import { isMalformed } from '../../../../../sip/span.js';
import { parseUri } from '../../../../../sip/uri/parseUri.js';
import { taking } from '../../taking.js';
import { bytesOf, type Transformation } from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';
import { part, transportOf } from './uris.js';

/** The URI's destination as `host~port~transport`, the transport as a number. */
const encode: Transformation = (value, { context }) => {
  const uri = parseUri(value, 0, value.length, context.profile.uri);
  if (isMalformed(uri)) return undefined;
  const { name, number } = transportOf(value, uri);
  const port = part(value, uri.port).toString('latin1') || (name === 'tls' ? '5061' : '5060');
  return bytesOf(`${part(value, uri.host).toString('latin1')}~${port}~${number || 1}`);
};

/** How the transports print whose numbers, from 0 on, an alias holds; the last is secure web sockets. */
const aliasTransports = ['', '', 'tcp', 'tls', 'sctp', 'ws', 'ws'];

/** The URI of such an alias. For other text the server prints what its memory happens to hold. */
const decode: Transformation = (value) => {
  const match = /^([^~]*)~([^~]*)~(.?)/s.exec(value.toString('latin1'));
  if (match === null) return 'overrun';
  const [, host, port, number] = match;
  const transport = aliasTransports[Number(number || NaN)];
  if (transport === undefined) return undefined;
  return bytesOf(`sip:${host}:${port}${transport === '' ? '' : `;transport=${transport}`}`);
};

/** The `urialias.` transformations. */
export function uriAliasTransformations(): Readonly<Record<string, TransformationRule>> {
  return taking('none', { 'urialias.encode': encode, 'urialias.decode': decode });
}
