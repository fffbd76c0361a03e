import { spells } from '../../../../sip/characters.js';
import { isMalformed, type Span } from '../../../../sip/span.js';
import { parseUri } from '../../../../sip/uri/parseUri.js';
import type { Uri } from '../../../../sip/uri/uri.js';
import { uriParameter } from '../../../../sip/uri/uriParameter.js';
import type { ServerProfile } from '../../../profile.js';
import { textValue, type Variable, type VariableContext, type VariableValue } from '../../context.js';

/** A URI and the bytes that it was parsed from. */
export interface ParsedUri {
  readonly bytes: Buffer;
  readonly uri: Uri;
}

/** Parses a URI by the server's rules; undefined where it does not parse. */
export function parsedUri(bytes: Buffer | undefined, profile: ServerProfile): ParsedUri | undefined {
  if (bytes === undefined) return undefined;
  const uri = parseUri(bytes, 0, bytes.length, profile.uri);
  return isMalformed(uri) ? undefined : { bytes, uri };
}

function part(parsed: ParsedUri | undefined, span: Span | undefined): VariableValue {
  if (parsed === undefined) return undefined;
  return span === undefined || span.end === span.start
    ? 'no-part'
    : parsed.bytes.subarray(span.start, span.end);
}

/** The user part of a URI. */
export function uriUser(parsed: ParsedUri | undefined): VariableValue {
  return part(parsed, parsed?.uri.user);
}

/** The host of a URI. */
export function uriDomain(parsed: ParsedUri | undefined): VariableValue {
  return part(parsed, parsed?.uri.host);
}

function uriPort(parsed: ParsedUri | undefined, profile: ServerProfile): VariableValue {
  if (parsed === undefined) return undefined;
  const { port } = parsed.uri;
  if (port !== undefined) return parsed.bytes.subarray(port.start, port.end);
  return textValue(defaultPort(parsed, profile));
}

function defaultPort({ bytes, uri }: ParsedUri, profile: ServerProfile): string {
  const value = uriParameter(bytes, uri, 'transport');
  const transport =
    value === undefined ? undefined : bytes.toString('latin1', value.start, value.end).toLowerCase();
  switch (profile.pseudoVariables.defaultPort) {
    case '5060':
      return '5060';
    case '5061-for-tls':
      return transport === 'tls' ? '5061' : '5060';
    case 'by-transport-or-1':
      return portOf(transport ?? transportOfScheme(bytes), profile.via.transports) ?? '1';
    case 'by-transport-or-0':
      return portOf(transport ?? transportOfScheme(bytes), profile.via.transports) ?? '0';
  }
}

const ports: Readonly<Record<string, string>> = { tls: '5061', ws: '80', wss: '443' };

/** The port of a transport that the server knows. */
function portOf(transport: string, knownTransports: readonly string[]): string | undefined {
  return knownTransports.includes(transport) ? (ports[transport] ?? '5060') : undefined;
}

function uriProtocol(parsed: ParsedUri | undefined, profile: ServerProfile): VariableValue {
  if (parsed === undefined) return undefined;
  const value = uriParameter(parsed.bytes, parsed.uri, 'transport');
  if (value === undefined)
    return textValue(
      profile.pseudoVariables.defaultProtocol === 'UDP' ? 'UDP' : transportOfScheme(parsed.bytes),
    );
  const whole = profile.pseudoVariables.transport === 'whole-parameter';
  return parsed.bytes.subarray(whole ? value.start - 'transport='.length : value.start, value.end);
}

/** As written: a sip URI with a phone number counts as a tel URI elsewhere, but its transport is that of sip. */
function transportOfScheme(uri: Buffer): 'tls' | 'udp' {
  return spells(uri, 0, Math.min(5, uri.length), 'sips:') ? 'tls' : 'udp';
}

function uriScheme(parsed: ParsedUri | undefined): VariableValue {
  return parsed === undefined ? undefined : textValue(parsed.uri.scheme);
}

/** The current request URI: the script's, or the original. */
export function currentUri(context: VariableContext): Buffer | undefined {
  if (context.message.firstLine.type !== 'request') return undefined;
  return context.state.requestUri ?? context.message.requestUri;
}

function originalUri(context: VariableContext): Buffer | undefined {
  return context.message.firstLine.type === 'request' ? context.message.requestUri : undefined;
}

type UriSource = (context: VariableContext) => Buffer | undefined;

/** A request URI as a whole, which some servers print only when it parses. */
function wholeUri(source: UriSource): Variable {
  return (context) => {
    const uri = source(context);
    if (context.profile.pseudoVariables.unparsableUri === 'raw') return uri;
    return parsedUri(uri, context.profile) === undefined ? undefined : uri;
  };
}

function partsOf(letter: string, source: UriSource): Record<string, Variable> {
  const parsed = (context: VariableContext) => parsedUri(source(context), context.profile);
  return {
    [`${letter}u`]: wholeUri(source),
    [`${letter}U`]: (context) => uriUser(parsed(context)),
    [`${letter}d`]: (context) => uriDomain(parsed(context)),
    [`${letter}p`]: (context) => uriPort(parsed(context), context.profile),
    [`${letter}P`]: (context) => uriProtocol(parsed(context), context.profile),
  };
}

const noDestination: Variable = () => 'no-part';

function portAsWritten({ bytes, uri }: ParsedUri): Buffer | undefined {
  return uri.port === undefined ? undefined : bytes.subarray(uri.port.start, uri.port.end);
}

const nextHop: Variable = (context, argument) => {
  const uri = currentUri(context);
  if (argument === 'u') return uri;
  const parsed = parsedUri(uri, context.profile);
  switch (argument) {
    case 'U':
      return uriUser(parsed);
    case 'd':
      return uriDomain(parsed);
    case 'p':
      // Without a port, whatever the transport.
      return parsed === undefined ? undefined : (portAsWritten(parsed) ?? textValue(5060));
    case 'P':
      return uriProtocol(parsed, context.profile);
    default:
      return undefined;
  }
};

/** `$ru $rU $rd $rp $rP`, their originals `$ou …`, and the destination URI's `$du …`, which no script has set here. */
export function uriVariables(): Record<string, Variable> {
  const current = partsOf('r', currentUri);
  const original = partsOf('o', originalUri);
  return {
    ...current,
    ...original,
    ruri: current.ru as Variable,
    ouri: original.ou as Variable,
    du: noDestination,
    duri: noDestination,
    dd: noDestination,
    dp: noDestination,
    dP: noDestination,
    rz: (context) => uriScheme(parsedUri(currentUri(context), context.profile)),
    rUl: (context) => userLength(parsedUri(currentUri(context), context.profile)),
    oUl: (context) => userLength(parsedUri(originalUri(context), context.profile)),
    'nh()': nextHop,
  };
}

/** The length of a URI's user, 0 where it has none. */
export function userLength(parsed: ParsedUri | undefined): VariableValue {
  if (parsed === undefined) return undefined;
  const user = parsed.uri.user;
  return textValue(user === undefined ? 0 : user.end - user.start);
}
