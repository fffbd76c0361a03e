import { EQUALS } from '../../../../../sip/characters.js';
import { taking } from '../../taking.js';
import type { Transformation } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';
import { hexDigit } from './escapes.js';

const encodeHexa: Transformation = (value, { workspace: { bytes } }) => {
  if (value.length * 2 >= bytes.length) return undefined;
  for (let p = 0; p < value.length; p++) {
    // The byte is read again for each digit, because writing the first one may overwrite it.
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
    // Each byte is read when it is needed, because what was written may have replaced it.
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
 * Bytes that are no digits are skipped. An equals sign behind at least two digits of a group ends it; elsewhere it is
 * skipped. Digits that make no whole byte are dropped.
 */
const decodeBase64: Transformation = (value, { workspace }) => {
  const text = value.toString('latin1').replace(/[^A-Za-z0-9+/=]+/g, '');
  const groups = /^(?:(?:=*[^=]){2}[^=]{2})*(?:=*[^=]=*(?:[^=]{1,2})?)?/.exec(text)?.[0] ?? '';
  const decoded = workspace.put(Buffer.from(groups.replaceAll('=', ''), 'base64'));
  const isOdd = value.some((byte) => byte > 0x7f);
  return isOdd
    ? { text: decoded, guess: 'for bytes above 0x7f {s.b64decode} reads memory outside of its table' }
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
