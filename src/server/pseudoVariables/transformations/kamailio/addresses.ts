import { SEMICOLON } from '../../../../sip/characters.js';
import { type Address, parseAddress } from '../../../../sip/headers/address.js';
import { isMalformed, type Span } from '../../../../sip/span.js';
import { parseUri } from '../../../../sip/uri.js';
import type { VariableContext } from '../../context.js';
import { bytesOf, numberValue, type Transformation, type TransformationRule } from '../transformation.js';
import { taking } from './rules.js';
import { ofUri, part } from './uris.js';

const empty = Buffer.alloc(0);

function addressIn(value: Buffer, { profile }: VariableContext): Address | undefined {
  const address = parseAddress(value, 0, value.length, { ...profile.from, atMessageEnd: 'complete' });
  return isMalformed(address) ? undefined : address;
}

function ofAddress(transform: (address: Address, value: Buffer) => Buffer): Transformation {
  return (value, { context }) => {
    const address = addressIn(value, context);
    return address === undefined ? undefined : transform(address, value);
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

function parametersBehind(address: Address, value: Buffer): Buffer {
  const close = closingBracket(value, address.uri);
  const semicolon = value.indexOf(SEMICOLON, close ?? address.uri.end);
  return semicolon < 0 ? empty : bytesOf(value.toString('latin1', semicolon + 1).trimStart());
}

const length: Transformation = (value, { context }) => {
  const address = addressIn(value, context);
  if (address === undefined) return undefined;
  const close = closingBracket(value, address.uri);
  return numberValue((close === undefined ? value.length : close + 1) - (address.display?.start ?? 0));
};

/** A part of the value as a To header's body, whose URI has to parse. */
function ofBody(transform: (address: Address, value: Buffer) => Buffer): Transformation {
  return (value, { context }) => {
    const address = addressIn(value, context);
    if (address === undefined) return undefined;
    const { start, end } = address.uri;
    if (isMalformed(parseUri(value, start, end, context.profile.uri))) return undefined;
    return transform(address, value);
  };
}

function ofBodyUri(name: 'user' | 'host'): Transformation {
  const transform = ofUri((uri, bytes) => part(bytes, uri[name]));
  return (value, call) => {
    const address = addressIn(value, call.context);
    return address === undefined ? undefined : transform(part(value, address.uri), call);
  };
}

/** The `nameaddr.` and `tobody.` transformations. */
export function addressTransformations(): Readonly<Record<string, TransformationRule>> {
  return taking('none', {
    'nameaddr.name': ofAddress(({ display }, value) => nameBefore(value, display)),
    'nameaddr.uri': ofAddress((_, value) => enclosed(value) ?? value),
    'nameaddr.len': length,
    'tobody.uri': ofBody(({ uri }, value) => part(value, uri)),
    'tobody.tag': ofBody(({ tag }, value) => part(value, tag)),
    'tobody.display': ofBody(({ display }, value) => part(value, display)),
    'tobody.params': ofBody(parametersBehind),
    'tobody.user': ofBodyUri('user'),
    'tobody.host': ofBodyUri('host'),
  });
}
