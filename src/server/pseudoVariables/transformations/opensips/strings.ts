import { Md5 } from '../../../md5.js';
import {
  bytesOf,
  numberArgument,
  onText,
  type TextTransformation as Transformation,
  type TransformationTable,
  textArgument,
} from '../transformation.js';

/** `{s.substr,offset,length}`: a negative offset counts from the end, length 0 or less leaves so much off at the end. */
const substring: Transformation = (value, call) => {
  const offset = numberArgument(call, 0);
  const length = numberArgument(call, 1);
  if (offset === undefined || length === undefined) return undefined;
  const start = offset < 0 ? value.length + offset : offset;
  if (start < 0 || start >= value.length) return undefined;
  const end = length > 0 ? start + length : value.length + length;
  return end < start ? undefined : value.subarray(start, end);
};

/** `{s.select,index,separator}`: the index-th field from 0, from the end when negative. */
const select: Transformation = (value, call) => {
  const index = numberArgument(call, 0);
  const separator = textArgument(call, 1);
  if (index === undefined || separator === '') return undefined;
  const fields = value.toString('latin1').split(separator[0] as string);
  const field = fields.at(index);
  return bytesOf(field ?? '');
};

/** `'`, `"`, `\` and NUL get a backslash: enough for a database's string, not for a shell. */
const escapeCommon = onText((text) =>
  text.replace(/['"\\\0]/g, (character) => `\\${character === '\0' ? '0' : character}`),
);
const unescapeCommon = onText((text) =>
  text.replace(/\\(['"\\0])/g, (_, character) => (character === '0' ? '\0' : character)),
);

/** Bytes that may stay as they are become `%xx` otherwise (RFC 3261 §25.1: user, and parameter values). */
function percentEncode(kept: RegExp): Transformation {
  const encode = onText((text) =>
    Array.from(text, (character) =>
      kept.test(character) ? character : `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
    ).join(''),
  );
  // Bytes outside of ASCII's printable range are refused, not encoded.
  return (value, call) => (/^[ -~]*$/.test(value.toString('latin1')) ? encode(value, call) : undefined);
}

const percentDecode: Transformation = (value) => {
  const text = value.toString('latin1');
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  return bytesOf(text.replace(/%(..)/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16))));
};

const toLower = onText((text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()));
const toUpper = onText((text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()));

const md5: Transformation = (value) => {
  const hash = new Md5();
  hash.update(value, 0, value.length);
  return bytesOf(hash.hex());
};

const fill =
  (side: 'left' | 'right'): Transformation =>
  (value, call) => {
    const length = numberArgument(call, 1);
    if (length === undefined) return undefined;
    const text = value.toString('latin1');
    const pad = textArgument(call, 0);
    return bytesOf(side === 'left' ? text.padStart(length, pad) : text.padEnd(length, pad));
  };

const integer: Transformation = (value) => {
  const text = value.toString('latin1');
  return /^[+-]?\d+$/.test(text) ? value : undefined;
};

/** The `s.` transformations. */
export function stringTransformations(): TransformationTable {
  return {
    's.int': integer,
    's.len': (value) => bytesOf(String(value.length)),
    's.md5': md5,
    's.substr': substring,
    's.select': select,
    's.encode.hexa': (value) => bytesOf(value.toString('hex')),
    's.decode.hexa': (value) => Buffer.from(value.toString('latin1'), 'hex'),
    's.b64encode': (value) => bytesOf(value.toString('base64')),
    's.b64decode': (value) => Buffer.from(value.toString('latin1'), 'base64'),
    's.escape.common': escapeCommon,
    's.unescape.common': unescapeCommon,
    's.escape.user': percentEncode(/[A-Za-z0-9\-_.!~*'()&=+$,;?]/),
    's.unescape.user': percentDecode,
    's.escape.param': percentEncode(/[A-Za-z0-9\-_.!~*'()[\]/:&+$]/),
    's.unescape.param': percentDecode,
    's.tolower': toLower,
    's.toupper': toUpper,
    's.reverse': onText((text) => Array.from(text).reverse().join('')),
    's.fill.left': fill('left'),
    's.fill.right': fill('right'),
  };
}
