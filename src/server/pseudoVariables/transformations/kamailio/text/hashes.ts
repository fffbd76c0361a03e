import { Md5 } from '../../../../message/md5.js';
import { crc32 } from '../../numbers/crc32.js';
import { wholeNumber } from '../../numbers/number.js';
import { taking } from '../../taking.js';
import { bytesOf, numberValue, type Transformation } from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';
import { kamailioRules } from '../rules.js';

const md5: Transformation = (value) => {
  const hash = new Md5();
  hash.update(value, 0, value.length);
  return bytesOf(hash.hex());
};

function sha(algorithm: 'sha256' | 'sha384' | 'sha512' | 'sha3-256'): Transformation {
  // Loaded when it is used: most runs do without.
  return (value) =>
    bytesOf(process.getBuiltinModule('node:crypto').createHash(algorithm).update(value).digest('hex'));
}

/** For bytes above 0x7f the result depends on what the server's memory holds. */
const checksum: Transformation = (value) => {
  const guess = value.some((byte) => byte > 0x7f)
    ? 'for bytes above 0x7f {s.crc32} reads memory outside of its table'
    : undefined;
  return { ...numberValue(crc32(value)), ...(guess === undefined ? {} : { guess }) };
};

/**
 * The hash that the server's tables use, four bytes at a time; the argument is the size of a table, of
 * which it is the place where that is a power of two.
 */
const coreHash: Transformation = (value, call) => {
  const size = call.arguments.length === 0 ? 0 : wholeNumber(call, 0);
  if (size === undefined) return undefined;
  const whole = value.length - (value.length % 4);
  let hash = 0;
  const isSigned = kamailioRules(call.context).hashedBytes === 'signed';
  for (let p = 0; p < whole; p += 4) hash += folded(packed(value, p, p + 4, isSigned));
  hash = (hash + folded(packed(value, whole, value.length, isSigned))) >>> 0;
  hash = (hash + (hash >>> 11) + (hash >>> 13) + (hash >>> 23)) >>> 0;
  return bytesOf(String(size === 0 ? hash : (hash & (size - 1)) >>> 0));
};

function packed(value: Buffer, start: number, end: number, isSigned: boolean): number {
  let word = 0;
  for (let p = start; p < end; p++)
    word = ((word << 8) + (isSigned ? value.readInt8(p) : value.readUInt8(p))) | 0;
  return word >>> 0;
}

function folded(word: number): number {
  return (word ^ (word >>> 3)) >>> 0;
}

/** The hashes. */
export function hashTransformations(): Readonly<Record<string, TransformationRule>> {
  return {
    ...taking('none', {
      's.md5': md5,
      's.sha256': sha('sha256'),
      's.sha384': sha('sha384'),
      's.sha512': sha('sha512'),
      's.sha3': sha('sha3-256'),
      's.crc32': checksum,
    }),
    ...taking('number-or-none', { 's.corehash': coreHash }),
  };
}
