import { EQUALS } from '../../../../../sip/characters.js';
import { taking } from '../../taking.js';
import type { Transformation } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';
import { hexDigit } from './escapes.js';

const encodeHexa: Transformation = (value, { workspace: { bytes } }) => {
  if (value.length * 2 >= bytes.length) return undefined;
  for (let p = 0; p < value.length; p++) {
    // Read anew for each digit: the first may be written over the byte.
    bytes[2 * p] = hexDigit((value[p] as number) >> 4);
    bytes[2 * p + 1] = hexDigit((value[p] as number) & 0xf);
  }
  return bytes.subarray(0, value.length * 2);
};

const decodeHexa: Transformation = (value, { workspace }) => {
  const text = value.toString('latin1', 0, value.length - (value.length % 2));
  return /^[0-9a-fA-F]*$/.test(text) ? workspace.put(Buffer.from(text, 'hex')) : undefined;
};

const digits = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 'latin1');

const encodeBase64: Transformation = (value, { workspace: { bytes } }) => {
  let end = 0;
  const put = (number: number) => {
    bytes[end++] = digits[number & 0x3f] as number;
  };
  if (Math.ceil(value.length / 3) * 4 >= bytes.length) return undefined;
  for (let p = 0; p < value.length; p += 3) {
    // Each byte is read anew: what was written may lie where it stood.
    const at = (offset: number) => (p + offset < value.length ? (value[p + offset] as number) : 0);
    put(at(0) >> 2);
    put(((at(0) & 3) << 4) | (at(1) >> 4));
    if (p + 1 < value.length) put(((at(1) & 0xf) << 2) | (at(2) >> 6));
    else bytes[end++] = EQUALS;
    if (p + 2 < value.length) put(at(2));
    else bytes[end++] = EQUALS;
  }
  return bytes.subarray(0, end);
};

/**
 * What is no digit is left out. An equals sign ends it behind two digits, and counts for nothing elsewhere; digits that
 * make no whole byte do, too.
 */
const decodeBase64: Transformation = (value, { workspace }) => {
  const text = value.toString('latin1').replace(/[^A-Za-z0-9+/=]+/g, '');
  const groups = /^(?:(?:=*[^=]){2}[^=]{2})*(?:=*[^=]=*(?:[^=]{1,2})?)?/.exec(text)?.[0] ?? '';
  const decoded = workspace.put(Buffer.from(groups.replaceAll('=', ''), 'base64'));
  const isOdd = value.some((byte) => byte > 0x7f);
  return isOdd
    ? { text: decoded, guess: 'bytes above 0x7f make {s.b64decode} read beside its table' }
    : decoded;
};

/** The transformations that encode, and those that decode. */
export function codeTransformations(): TransformationTable {
  return taking('none', {
    's.encode.hexa': encodeHexa,
    's.decode.hexa': decodeHexa,
    's.b64encode': encodeBase64,
    's.b64decode': decodeBase64,
  });
}
