import { EQUALS } from '../../../../../sip/characters.js';
import { taking } from '../../taking.js';
import { bytesOf, type Transformation } from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';
import { kamailioRules } from '../rules.js';
import { following } from '../sip/following.js';

/** A hexadecimal digit's number. The server turns other bytes into a number, too, which then has more than four bits. */
export function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
  return lower - 0x61 + 10;
}

const decodeHexa: Transformation = (value) => {
  const text = value.toString('latin1', 0, value.length - (value.length % 2));
  return /^[0-9a-fA-F]*$/.test(text) ? Buffer.from(text, 'hex') : undefined;
};

/**
 * Packs seven bits of each byte (3GPP TS 23.038 §6.1.2.1), as hexadecimal digits; the last one is filled up with bits of
 * the byte that follows the value.
 */
const encode7Bit: Transformation = (value, { context }) => {
  const packed: number[] = [];
  for (let i = 0; i < value.length; i++) {
    const shift = i % 8;
    if (shift === 7) continue;
    const next = following(value, i + 1, context);
    packed.push((((value[i] as number) >> shift) | (next << (7 - shift))) & 0xff);
  }
  return bytesOf(Buffer.from(packed).toString('hex').toUpperCase());
};

const decode7Bit: Transformation = (value, { context }) => {
  const packed: number[] = [];
  for (let i = 0; i < value.length; i += 2) {
    const digits = [following(value, i, context), following(value, i + 1, context)] as const;
    packed.push(((hexDigit(digits[0]) << 4) | hexDigit(digits[1])) & 0xff);
  }
  const bytes: number[] = [];
  for (let bit = 0; bit + 7 <= packed.length * 8; bit += 7) {
    const pair = (packed[bit >> 3] as number) | ((packed[(bit >> 3) + 1] ?? 0) << 8);
    bytes.push((pair >> (bit & 7)) & 0x7f);
  }
  return Buffer.from(bytes);
};

const base58Digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

const encodeBase58: Transformation = (value) => {
  const zeros = leading(value, 0);
  let number = BigInt(`0x0${value.toString('hex')}`);
  let digits = '';
  for (; number > 0n; number /= 58n) digits = base58Digits[Number(number % 58n)] + digits;
  return bytesOf('1'.repeat(zeros) + digits);
};

/**
 * The bytes that the digits stand for. Each `1` at the start stands for a NUL: dropped, or before version 6 moved to
 * the end, together with the NUL that ends the string.
 */
const decodeBase58: Transformation = (value, { context }) => {
  let number = 0n;
  for (const byte of value) {
    const digit = base58Digits.indexOf(String.fromCharCode(byte));
    if (digit < 0) return undefined;
    number = number * 58n + BigInt(digit);
  }
  const hex = number === 0n ? '' : number.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const isPlain = kamailioRules(context).decodedBase58 === 'plain';
  return isPlain ? bytes : Buffer.concat([bytes, Buffer.alloc(leading(value, 0x31) + 1)]);
};

function leading(value: Buffer, byte: number): number {
  let count = 0;
  while (count < value.length && value[count] === byte) count++;
  return count;
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A byte that is no digit counts as 0xff. */
function base64Digit(value: Buffer, index: number): number {
  const byte = value[index];
  const digit = byte === undefined ? -1 : base64Digits.indexOf(String.fromCharCode(byte));
  return digit < 0 ? 0xff : digit;
}

/**
 * Decodes four digits to three bytes each, without a check that they are digits; `length` is how many bytes are
 * wanted.
 */
function base64Bytes(value: Buffer, length: number): Buffer {
  const bytes: number[] = [];
  for (let i = 0; bytes.length < length; i += 4) {
    const digits = [0, 1, 2, 3].map((offset) => base64Digit(value, i + offset)) as [
      number,
      number,
      number,
      number,
    ];
    bytes.push(
      (digits[0] << 2) | (digits[1] >> 4),
      (digits[1] << 4) | (digits[2] >> 2),
      (digits[2] << 6) | digits[3],
    );
  }
  return Buffer.from(bytes.slice(0, length));
}

const decodeBase64: Transformation = (value) => {
  const isPaddedInside = value.at(-2) === EQUALS && value.at(-1) !== EQUALS;
  if (value.length % 4 !== 0 || isPaddedInside) return undefined;
  return base64Bytes(value, (value.length / 4) * 3 - padding(value, 2));
};

/** The same of digits that may lack their padding. */
const decodeBase64Trimmed: Transformation = (value, call) => {
  const missing = '='.repeat((4 - (value.length % 4)) % 4);
  return decodeBase64(Buffer.concat([value, bytesOf(missing)]), call);
};

function padding(value: Buffer, maxCount: number): number {
  let count = 0;
  while (count < maxCount && value.at(-1 - count) === EQUALS) count++;
  return count;
}

/** The length and the padding decide how many bytes there are, even with more padding than is allowed. */
const decodeBase64Url: Transformation = (value) => {
  const text = value.toString('latin1');
  if (!/^[\w-]*=*$/.test(text)) return undefined;
  const length = Math.floor((value.length * 3) / 4) - padding(value, value.length);
  return Buffer.from(text, 'base64url').subarray(0, Math.max(0, length));
};

const encodeBase64Url: Transformation = (value) =>
  bytesOf(value.toString('base64').replaceAll('+', '-').replaceAll('/', '_'));

/** The transformations to and from another alphabet. */
export function codeTransformations(): Readonly<Record<string, TransformationRule>> {
  return taking('none', {
    's.encode.hexa': (value) => bytesOf(value.toString('hex')),
    's.decode.hexa': decodeHexa,
    's.encode.7bit': encode7Bit,
    's.decode.7bit': decode7Bit,
    's.encode.base58': encodeBase58,
    's.decode.base58': decodeBase58,
    's.encode.base64': (value) => bytesOf(value.toString('base64')),
    's.decode.base64': decodeBase64,
    's.encode.base64t': (value) => bytesOf(value.toString('base64').replace(/={1,2}$/, '')),
    's.decode.base64t': decodeBase64Trimmed,
    's.encode.base64url': encodeBase64Url,
    's.decode.base64url': decodeBase64Url,
    's.encode.base64urlt': (value) => bytesOf(value.toString('base64url')),
    's.decode.base64urlt': decodeBase64Url,
  });
}
