import { isMalformed } from '../../sip/span.js';
import { parseUri, type Uri, uriParameter } from '../../sip/uri.js';
import type { ServerProfile } from '../profile.js';
import { textValue, type Variable, type VariableContext, type VariableValue } from './context.js';

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

export function uriUser(parsed: ParsedUri | undefined): VariableValue {
  const user = parsed?.uri.user;
  return user === undefined || user.end === user.start
    ? undefined
    : parsed?.bytes.subarray(user.start, user.end);
}

export function uriDomain(parsed: ParsedUri | undefined): VariableValue {
  const host = parsed?.uri.host;
  return host === undefined || host.end === host.start
    ? undefined
    : parsed?.bytes.subarray(host.start, host.end);
}

function uriPort(parsed: ParsedUri | undefined): VariableValue {
  if (parsed === undefined) return undefined;
  const { port } = parsed.uri;
  return port === undefined || port.end === port.start
    ? textValue('5060')
    : parsed.bytes.subarray(port.start, port.end);
}

function uriProtocol(parsed: ParsedUri | undefined, profile: ServerProfile): VariableValue {
  if (parsed === undefined) return undefined;
  const value = uriParameter(parsed.bytes, parsed.uri, 'transport');
  if (value === undefined) return textValue(profile.pseudoVariables.defaultProtocol);
  return parsed.bytes.subarray(value.start, value.end);
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

function partsOf(letter: string, source: UriSource): Record<string, Variable> {
  const parsed = (context: VariableContext) => parsedUri(source(context), context.profile);
  return {
    [`${letter}u`]: (context) => source(context),
    [`${letter}U`]: (context) => uriUser(parsed(context)),
    [`${letter}d`]: (context) => uriDomain(parsed(context)),
    [`${letter}p`]: (context) => uriPort(parsed(context)),
    [`${letter}P`]: (context) => uriProtocol(parsed(context), context.profile),
  };
}

/** `$ru $rU $rd $rp $rP`, their originals `$ou …`, and the destination URI's `$du …`, which no script has set here. */
export function uriVariables(): Record<string, Variable> {
  return {
    ...partsOf('r', currentUri),
    ...partsOf('o', originalUri),
    ...partsOf('d', () => undefined),
    ruri: (context) => currentUri(context),
    ouri: (context) => originalUri(context),
    duri: () => undefined,
  };
}
