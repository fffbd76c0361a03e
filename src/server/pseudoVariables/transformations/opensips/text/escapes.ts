import { BACKSLASH } from '../../../../../sip/characters.js';
import { taking } from '../../taking.js';
import type { TextTransformation, Transformation } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';

const PERCENT = 0x25;
const ZERO = 0x30;

/** `'`, `"`, `\` and NUL get a backslash: enough for a database's string, not for a shell. */
const escapeCommon: Transformation = (value, { workspace: { bytes } }) => {
  if (value.length * 2 >= bytes.length) return undefined;
  let end = 0;
  for (let p = 0; p < value.length; p++) {
    const byte = value[p] as number;
    if (byte === 0 || byte === BACKSLASH || byte === 0x22 || byte === 0x27) bytes[end++] = BACKSLASH;
    bytes[end++] = byte === 0 ? ZERO : (value[p] as number);
  }
  return bytes.subarray(0, end);
};

const unescapeCommon: Transformation = (value, { workspace: { bytes } }) => {
  let end = 0;
  for (let p = 0; p < value.length; p++) {
    const next = value[p + 1];
    const isEscape =
      value[p] === BACKSLASH && next !== undefined && [ZERO, BACKSLASH, 0x22, 0x27].includes(next);
    if (isEscape) p++;
    bytes[end++] = isEscape && value[p] === ZERO ? 0 : (value[p] as number);
  }
  return bytes.subarray(0, end);
};

/** Escapes what `kept` does not match; bytes outside of ASCII's printable range are refused. */
function escapeAllBut(kept: RegExp): TextTransformation {
  return (value, { workspace: { bytes } }) => {
    if (value.length * 3 >= bytes.length) return undefined;
    let end = 0;
    for (let p = 0; p < value.length; p++) {
      const byte = value[p] as number;
      if (byte < 0x20 || byte > 0x7e) return undefined;
      if (kept.test(String.fromCharCode(byte))) bytes[end++] = byte;
      else {
        bytes[end++] = PERCENT;
        // Read again: the percent sign may have replaced it.
        bytes[end++] = hexDigit((value[p] as number) >> 4);
        bytes[end++] = hexDigit((value[p] as number) & 0xf);
      }
    }
    return bytes.subarray(0, end);
  };
}

/** A number below 16 as a digit, in lower case. */
export function hexDigit(number: number): number {
  return number.toString(16).charCodeAt(0);
}

/** Only escapes of printable ASCII bytes are decoded; with any other it fails. */
const unescapePercent: Transformation = (value, { workspace: { bytes } }) => {
  let end = 0;
  for (let p = 0; p < value.length; p++) {
    if (value[p] !== PERCENT) {
      bytes[end++] = value[p] as number;
      continue;
    }
    const digits = value.toString('latin1', p + 1, p + 3);
    if (!/^(?:[2-6][0-9a-fA-F]|7[0-9a-eA-E])$/.test(digits)) return undefined;
    bytes[end++] = Number.parseInt(digits, 16);
    p += 2;
  }
  return bytes.subarray(0, end);
};

/** The transformations that escape, and those that undo it. */
export function escapeTransformations(): TransformationTable {
  return taking('none', {
    's.escape.common': escapeCommon,
    's.unescape.common': unescapeCommon,
    's.escape.user': escapeAllBut(/[A-Za-z0-9\-_.!~*'()&=+$,;?/]/),
    's.unescape.user': unescapePercent,
    // The server escapes letters and digits as well.
    's.escape.param': escapeAllBut(/[-_.!~*'()[\]/:&+$]/),
    's.unescape.param': unescapePercent,
  });
}
