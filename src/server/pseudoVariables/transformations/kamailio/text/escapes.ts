import { taking } from '../../taking.js';
import { bytesOf, onText, type Transformation } from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';
import { kamailioRules } from '../rules.js';
import { following } from '../sip/following.js';
import { hexDigit } from './codes.js';

/** `'`, `"`, `\` and NUL get a backslash: enough for a database's string, not for a shell. */
const escapeCommon = onText((text) =>
  text.replace(/['"\\\0]/g, (character) => `\\${character === '\0' ? '0' : character}`),
);
const unescapeCommon = onText((text) =>
  text.replace(/\\(['"\\0])/g, (_, character) => (character === '0' ? '\0' : character)),
);

/** Bytes that may stay as they are become `%xx` otherwise (RFC 3261 §25.1: user, and parameter values). */
function percentEncode(kept: RegExp): Transformation {
  const encode = onText((text) => text.replace(/./g, (byte) => (kept.test(byte) ? byte : percent(byte))));
  // Bytes outside of ASCII's printable range are refused, not encoded.
  return (value, call) => (/^[ -~]*$/.test(value.toString('latin1')) ? encode(value, call) : undefined);
}

function percent(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Only escapes of printable ASCII bytes are decoded; with any other it fails. */
const percentDecode: Transformation = (value) => {
  const text = value.toString('latin1');
  if (/%(?!(?:[2-6][0-9a-fA-F]|7[0-9a-eA-E]))/.test(text)) return undefined;
  return bytesOf(text.replace(/%(..)/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16))));
};

const urlEncode = onText((text) => text.replace(/[^A-Za-z0-9\-_.~]/g, (byte) => percent(byte)));

/**
 * A plus becomes a blank. Two bytes behind a percent sign are read as digits whatever they are, even past the value's
 * end.
 */
const urlDecode: Transformation = (value, { context }) => {
  const { percentDigits } = kamailioRules(context);
  const bytes: number[] = [];
  for (let p = 0; p < value.length; p++) {
    const byte = value[p] as number;
    if (byte === 0x25) {
      if (p + 2 >= value.length && percentDigits === 'in-value') continue;
      const digits = [following(value, p + 1, context), following(value, p + 2, context)] as const;
      if (digits[0] === 0 || digits[1] === 0) continue;
      bytes.push(((hexDigit(digits[0]) << 4) | hexDigit(digits[1])) & 0xff);
      p += 2;
    } else bytes.push(byte === 0x2b ? 0x20 : byte);
  }
  return Buffer.from(bytes);
};

const jsonNames: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function jsonEscape(text: string): string {
  return Array.from(text, (byte) => {
    const name = jsonNames[byte];
    if (name !== undefined || byte >= ' ') return name ?? byte;
    return `\\u${byte.charCodeAt(0).toString(16).padStart(4, '0')}`;
  }).join('');
}

/** Put in quotes when something had to be escaped. */
function jsonQuoteEscaped(text: string): string {
  const escaped = jsonEscape(text);
  return escaped === text ? text : `"${escaped}"`;
}

/** The transformations that escape, and those that undo it. */
export function escapeTransformations(): Readonly<Record<string, TransformationRule>> {
  return {
    ...taking('none', {
      's.escape.common': escapeCommon,
      's.unescape.common': unescapeCommon,
      's.escape.user': percentEncode(/[A-Za-z0-9\-_.!~*'()&=+$,;?]/),
      's.unescape.user': percentDecode,
      's.escape.param': percentEncode(/[A-Za-z0-9\-_.!~*'()[\]/:&+$]/),
      's.unescape.param': percentDecode,
      's.escape.csv': onText((text) => `"${text.replaceAll('"', '""')}"`),
      's.escape.crlf': onText((text) => text.replaceAll('\r', '\\r').replaceAll('\n', '\\n')),
      's.unescape.crlf': onText((text) =>
        text.replace(/\\([rn])/g, (_, letter) => (letter === 'r' ? '\r' : '\n')),
      ),
      's.urlencode.param': urlEncode,
      's.urldecode.param': urlDecode,
    }),
    'val.json': { parameters: 'none', transform: onText(jsonEscape), ofNothing: '' },
    'val.jsonqe': { parameters: 'none', transform: onText(jsonQuoteEscaped), ofNothing: '""' },
  };
}
