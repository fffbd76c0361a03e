import { SPACE } from '../../../../../sip/characters.js';
import { wholeNumber } from '../../numbers/number.js';
import { taking } from '../../taking.js';
import { numberValue, type TextTransformation, type Transformation } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';
import { unsignedNumber } from '../numbers.js';
import { opensipsRules } from '../rules.js';

const empty = Buffer.alloc(0);

/** Works byte by byte, from the first to the last. */
function byteByByte(change: (byte: number) => number): TextTransformation {
  return (value, { workspace: { bytes } }) => {
    for (let p = 0; p < value.length; p++) bytes[p] = change(value[p] as number);
    return bytes.subarray(0, value.length);
  };
}

/**
 * `{s.substr,offset,length}`: a negative offset counts from the end, length 0 is all the rest; a negative length leaves
 * so much off at the end, since version 3.
 */
const substring: Transformation = (value, call) => {
  const offset = wholeNumber(call, 0);
  const length = wholeNumber(call, 1);
  if (offset === undefined || length === undefined) return undefined;
  const start = offset < 0 ? value.length + offset : offset;
  if (start < 0 || start >= value.length) return undefined;
  if (length > 0) return value.subarray(start, start + length);
  if (length < 0 && opensipsRules(call.context).negativeLength === 'refused') return undefined;
  return value.length + length < start ? undefined : value.subarray(start, value.length + length);
};

/** `{s.select,index,separator}`: the index-th field from 0, from the end when negative. */
const select: Transformation = (value, call) => {
  const index = wholeNumber(call, 0);
  const separator = call.arguments[1]?.[0];
  if (index === undefined || separator === undefined) return undefined;
  const ends: number[] = [];
  for (let p = 0; p < value.length; p++) if (value[p] === separator) ends.push(p);
  const end = [...ends, value.length].at(index);
  if (end === undefined) return empty;
  const before = ends.findLast((at) => at < end) ?? -1;
  return value.subarray(before + 1, end);
};

/** Fills the value up to a length; a value that is long enough is returned as it is, in its place. */
function fill(side: 'left' | 'right'): Transformation {
  return (value, call) => {
    const missing = (wholeNumber(call, 1) ?? 0) - value.length;
    const filler = trimmedAtEnd(call.arguments[0] as Buffer);
    if (missing < 0) return value;
    const { bytes } = call.workspace;
    if (missing + value.length > bytes.length) return undefined;
    const start = side === 'left' ? 0 : value.length;
    const copy = side === 'right' ? Buffer.from(value) : empty;
    for (let p = 0; p < missing; p++) {
      const from =
        side === 'left' ? filler.length - 1 - ((missing - 1 - p) % filler.length) : p % filler.length;
      bytes[start + p] = filler[from] as number;
    }
    // The filler may just have overwritten the value.
    if (side === 'left') value.copy(bytes, missing);
    else copy.copy(bytes, 0);
    return bytes.subarray(0, missing + value.length);
  };
}

function trimmedAtEnd(bytes: Buffer): Buffer {
  let { length } = bytes;
  while (length > 0 && isTrimmed(bytes[length - 1] as number)) length--;
  return bytes.subarray(0, length);
}

/** Cuts the value, or fills it up with blanks. */
const width: Transformation = (value, call) => {
  const length = wholeNumber(call, 0);
  const { bytes } = call.workspace;
  if (length === undefined || length < 1 || length > bytes.length) return undefined;
  if (length <= value.length) return value.subarray(0, length);
  value.copy(bytes);
  bytes.fill(SPACE, value.length, length);
  return bytes.subarray(0, length);
};

function trim(ends: 'both' | 'left' | 'right'): Transformation {
  return (value) => {
    let start = 0;
    let end = value.length;
    if (ends !== 'right') while (start < end && isTrimmed(value[start] as number)) start++;
    if (ends !== 'left') while (end > start && isTrimmed(value[end - 1] as number)) end--;
    return value.subarray(start, end);
  };
}

function isTrimmed(byte: number): boolean {
  return byte === SPACE || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** Where a text is found. A negative offset counts from the end, and wraps around as often as needed. */
function find(which: 'first' | 'last'): Transformation {
  return (value, call) => {
    const wanted = call.arguments[0] as Buffer;
    const offset = call.arguments.length > 1 ? wholeNumber(call, 1) : undefined;
    if (call.arguments.length > 1 && offset === undefined) return undefined;
    const found = wanted.length === 0 ? -1 : positionOf(wanted, value, which, offset);
    const isNull = found < 0 && opensipsRules(call.context).failed === 'null';
    return isNull ? undefined : unsignedNumber(found);
  };
}

function positionOf(
  wanted: Buffer,
  value: Buffer,
  which: 'first' | 'last',
  offset: number | undefined,
): number {
  if (value.length === 0) return -1;
  const at = wrapped(offset, value.length);
  return which === 'first' ? value.indexOf(wanted, at ?? 0) : value.lastIndexOf(wanted, at);
}

function wrapped(offset: number | undefined, length: number): number | undefined {
  if (offset === undefined || offset >= 0) return offset;
  const rest = offset % length;
  return rest === 0 ? 0 : length + rest;
}

/** XORs every byte with one of the secret. With an empty secret the server divides by zero. */
const xor: Transformation = (value, call) => {
  const secret = call.arguments[0] as Buffer;
  if (secret.length === 0 && value.length > 0) return 'crash';
  const { bytes } = call.workspace;
  for (let p = 0; p < value.length; p++)
    bytes[p] = (value[p] as number) ^ (secret[p % secret.length] as number);
  return bytes.subarray(0, value.length);
};

const reverse: Transformation = (value, { workspace }) => workspace.put(Buffer.from(value).reverse());

/** The transformations of strings that neither encode nor escape them. */
export function stringTransformations(): TransformationTable {
  return {
    ...taking('none', {
      's.len': (value) => numberValue(value.length),
      's.tolower': byteByByte((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)),
      's.toupper': byteByByte((byte) => (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte)),
      's.trim': trim('both'),
      's.triml': trim('left'),
      's.trimr': trim('right'),
      's.reverse': reverse,
    }),
    's.substr': {
      parameters: 'two-numbers',
      transform: substring,
      accepts: ([, length], { opensipsTransformations }) =>
        opensipsTransformations?.negativeLength === 'accepted' || !isNegative(length),
    },
    's.width': { parameters: 'number', transform: width, accepts: ([length]) => !isNegative(length) },
    ...taking('number-and-byte', { 's.select': select }),
    ...taking('filling', { 's.fill.left': fill('left'), 's.fill.right': fill('right') }),
    ...taking('word-and-number-or-none', { 's.index': find('first'), 's.rindex': find('last') }),
    ...taking('word', { 's.xor': xor }),
  };
}

function isNegative(argument: unknown): boolean {
  return Buffer.isBuffer(argument) && argument[0] === 0x2d;
}
