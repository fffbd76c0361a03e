import type { TransformationCall } from '../transformation.js';

/**
 * The number that a text spells: a sign and digits, or nothing at all, which is 0. Undefined where it is no number, or
 * has more bits than the server's numbers.
 */
export function readNumber(text: Buffer, bits: 32 | 64): bigint | undefined {
  const match = /^([+-]?)(\d*)$/.exec(text.toString('latin1'));
  if (match === null) return undefined;
  const magnitude = BigInt(match[2] === '' ? 0 : (match[2] as string));
  const number = match[1] === '-' ? -magnitude : magnitude;
  return BigInt.asIntN(bits, number) === number ? number : undefined;
}

/** An argument as a whole number of 32 bits; undefined where it is a variable whose value is text. */
export function wholeNumber({ argumentNumbers }: TransformationCall, index: number): number | undefined {
  const number = argumentNumbers[index];
  return number === undefined ? undefined : Number(BigInt.asIntN(32, number));
}
