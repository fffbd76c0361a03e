import { BACKSLASH, GREATER, LESS, QUOTE, SEMICOLON } from '../../../../../sip/characters.js';
import { type Address, parseAddress } from '../../../../../sip/headers/address/address.js';
import { isMalformed, type Span } from '../../../../../sip/span.js';
import { parseUri } from '../../../../../sip/uri/parseUri.js';
import { taking } from '../../taking.js';
import { bytesOf, numberValue, type TextTransformation } from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';
import { ofUri, part } from './uris.js';

const empty = Buffer.alloc(0);

/** The display name before the first angle bracket outside of quotes, the URI in the brackets, and where they end. */
interface NameAndUri {
  readonly name: Buffer;
  readonly uri: Buffer;
  readonly length: number;
}

/** Without brackets the whole value is the URI. A bracket that is not closed is an error. */
function nameAndUri(value: Buffer): NameAndUri | undefined {
  if (value.length === 0) return undefined;
  let open = -1;
  let isQuoted = false;
  for (let p = 0; p < value.length; p++) {
    const byte = value[p];
    if (byte === BACKSLASH && isQuoted) p++;
    else if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LESS && !isQuoted && open < 0) open = p;
    else if (byte === GREATER && !isQuoted && open >= 0) {
      return { name: value.subarray(0, open), uri: value.subarray(open + 1, p), length: p + 1 };
    }
  }
  return open < 0 ? { name: empty, uri: value, length: value.length } : undefined;
}

/** A part of the value as a To header's body, whose URI has to parse. */
function ofBody(transform: (address: Address, body: Buffer) => Buffer | undefined): TextTransformation {
  return (value, { context: { profile } }) => {
    const body = Buffer.concat([value, bytesOf('\r\n')]);
    const address = parseAddress(body, 0, body.length, { ...profile.from, atMessageEnd: 'complete' });
    if (isMalformed(address)) return undefined;
    const { start, end } = address.uri;
    return isMalformed(parseUri(body, start, end, profile.uri)) ? undefined : transform(address, body);
  };
}

function ofBodyUri(name: 'user' | 'host'): TextTransformation {
  const transform = ofUri((uri, bytes) => part(bytes, uri[name]));
  return (value, call) => {
    const uri = ofBody((address, body) => part(body, address.uri))(value, call);
    return uri === undefined ? undefined : transform(uri, call);
  };
}

/** Everything behind the first semicolon after the URI. */
function parametersBehind({ uri }: Address, body: Buffer): Buffer {
  const semicolon = body.indexOf(SEMICOLON, closingBracket(body, uri) ?? uri.end);
  return semicolon < 0 ? empty : bytesOf(body.toString('latin1', semicolon + 1, body.length - 2).trimStart());
}

/** Where the bracket stands that closes the URI; undefined where none opens it: a `>` is then an ordinary byte behind it. */
function closingBracket(body: Buffer, uri: Span): number | undefined {
  const open = body.indexOf(LESS);
  const close = body.indexOf(GREATER, uri.end);
  return open < 0 || open > uri.start || close < 0 ? undefined : close;
}

/** The `nameaddr.` and `tobody.` transformations. */
export function addressTransformations(): Readonly<Record<string, TransformationRule>> {
  return taking('none', {
    'nameaddr.name': (value) => nameAndUri(value)?.name,
    'nameaddr.uri': (value) => nameAndUri(value)?.uri,
    'nameaddr.len': (value) => {
      const length = nameAndUri(value)?.length;
      return length === undefined ? undefined : numberValue(length);
    },
    'tobody.uri': ofBody(({ uri }, body) => part(body, uri)),
    'tobody.tag': ofBody(({ tag }, body) => part(body, tag)),
    'tobody.display': ofBody(({ display }, body) => part(body, display)),
    'tobody.params': ofBody(parametersBehind),
    'tobody.user': ofBodyUri('user'),
    'tobody.host': ofBodyUri('host'),
  });
}
