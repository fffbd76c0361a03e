import { SEMICOLON, spells } from '../../../../../sip/characters.js';
import { isMalformed, type Span } from '../../../../../sip/span.js';
import { parseUri } from '../../../../../sip/uri/parseUri.js';
import type { Uri } from '../../../../../sip/uri/uri.js';
import { uriParameter } from '../../../../../sip/uri/uriParameter.js';
import { taking } from '../../taking.js';
import { bytesOf, type TextTransformation, type Transformation, textArgument } from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';
import { kamailioRules } from '../rules.js';
import { namedParameter, parametersOf } from './parameters.js';

const empty = Buffer.alloc(0);

/** A part's bytes; none where the URI lacks it. */
export function part(value: Buffer, span: Span | undefined): Buffer {
  return span === undefined ? empty : value.subarray(span.start, span.end);
}

/**
 * A transformation of the value taken as a URI, without the semicolon that it may end at; where it is no URI, the
 * server gives up.
 */
export function ofUri(transform: (uri: Uri, value: Buffer) => Buffer | undefined): TextTransformation {
  return (value, { context }) => {
    const end = value.at(-1) === SEMICOLON ? value.length - 1 : value.length;
    const uri = parseUri(value, 0, end, context.profile.uri);
    return isMalformed(uri) ? undefined : transform(uri, value);
  };
}

/** The scheme as written. */
const scheme = ofUri((_, value) => value.subarray(0, value.indexOf(0x3a)));

/** The parameters of a SIP URI; the server finds none in a tel URI or a URN. */
function sipParameters(value: Buffer, uri: Uri): Span | undefined {
  return spells(value, 0, 3, 'sip') ? uri.parameters : undefined;
}

function knownParameter(name: string): Transformation {
  return ofUri((uri, value) => part(value, uriParameter(value, uri, name)));
}

/**
 * The value of any parameter. Only a semicolon at the end of the whole URI is forgiven: one before `?`, or a second one
 * at the end, leaves the server without any parameter (Kamailio 5.6.3).
 */
const anyParameter: Transformation = (value, call) =>
  ofUri((uri) => {
    const list = part(value, sipParameters(value, uri));
    return part(list, namedParameter(list, textArgument(call, 0), SEMICOLON, call.context)?.value);
  })(value, call);

/**
 * The URI without the last parameter of that name; of one with an empty value the equals sign stays. It fails for a
 * URI with a semicolon at its end.
 */
const withoutParameter: Transformation = (value, call) => {
  const uri = parseUri(value, 0, value.length, call.context.profile.uri);
  if (isMalformed(uri) || ofUri(() => value)(value, call) === undefined) return undefined;
  const span = uri.parameters;
  if (span === undefined || span.start === span.end) return value;
  const list = part(value, span);
  if (parametersOf(list, SEMICOLON, call.context) === undefined) return undefined;
  const found = namedParameter(list, textArgument(call, 0), SEMICOLON, call.context);
  if (found === undefined) return value;
  const hasValue = found.value !== undefined && found.value.start < found.value.end;
  const end = hasValue ? (found.value as Span).end : found.name.end;
  return Buffer.concat([
    value.subarray(0, span.start + found.name.start - 1),
    value.subarray(span.start + end),
  ]);
};

/** Builds a URI from the wanted parts of another. */
function rebuilt(wanted: { user: boolean; portAndTransport: boolean }): Transformation {
  return (value, call) => {
    const isStray = kamailioRules(call.context).schemeEnd === 'colon-and-stray-byte';
    const text = ofUri((uri) => {
      const pieces = [value.toString('latin1', 0, value.indexOf(0x3a) + 1), isStray ? '\0' : ''];
      if (wanted.user && uri.user !== undefined) pieces.push(`${textOf(value, uri.user)}@`);
      pieces.push(textOf(value, uri.host));
      const port = textOf(value, uri.port);
      const transport = textOf(value, uriParameter(value, uri, 'transport'));
      if (wanted.portAndTransport && port !== '') pieces.push(`:${port}`);
      if (wanted.portAndTransport && transport !== '') pieces.push(`;transport=${transport}`);
      return bytesOf(pieces.join(''));
    })(value, call);
    if (text === undefined || !isStray) return text;
    return { text, guess: "the server puts a byte of its memory behind the scheme's colon, at first a NUL" };
  };
}

function textOf(value: Buffer, span: Span | undefined): string {
  return part(value, span).toString('latin1');
}

const transports = ['udp', 'tcp', 'tls', 'sctp', 'ws'];

/** The last transport that a URI's parameters name and that the server knows, with its number; 0 where none is. */
export function transportOf(value: Buffer, uri: Uri): { name: string; number: number } {
  const written = textOf(value, uri.parameters).toLowerCase().split(';');
  const named = written.flatMap((text) => (text.startsWith('transport=') ? [text.slice(10)] : []));
  const name = named.findLast((known) => transports.includes(known)) ?? '';
  return { name, number: transports.indexOf(name) + 1 };
}

/** The socket that the URI is sent to, `tcp:host:port`; nothing where it does not name a transport. */
const socket = ofUri((uri, value) => {
  const transport = transportOf(value, uri).name;
  if (transport === '') return undefined;
  return bytesOf(`${transport}:${textOf(value, uri.host)}:${Number(textOf(value, uri.port)) || 5060}`);
});

/** The `uri.` transformations. */
export function uriTransformations(): Readonly<Record<string, TransformationRule>> {
  return {
    ...taking('none', {
      'uri.user': ofUri((uri, value) => part(value, uri.user)),
      'uri.passwd': ofUri((uri, value) => part(value, uri.password)),
      'uri.host': ofUri((uri, value) => part(value, uri.host)),
      'uri.port': ofUri((uri, value) => part(value, uri.port)),
      'uri.params': ofUri((uri, value) => part(value, sipParameters(value, uri))),
      'uri.headers': ofUri((uri, value) => part(value, uri.headers)),
      'uri.scheme': scheme,
      'uri.transport': knownParameter('transport'),
      'uri.ttl': knownParameter('ttl'),
      'uri.uparam': knownParameter('user'),
      'uri.maddr': knownParameter('maddr'),
      'uri.method': knownParameter('method'),
      'uri.lr': knownParameter('lr'),
      'uri.r2': knownParameter('r2'),
      'uri.saor': rebuilt({ user: true, portAndTransport: false }),
      'uri.suri': rebuilt({ user: true, portAndTransport: true }),
      'uri.duri': rebuilt({ user: false, portAndTransport: true }),
      'uri.tosocket': socket,
    }),
    ...taking('text', { 'uri.param': anyParameter, 'uri.rmparam': withoutParameter }),
  };
}
