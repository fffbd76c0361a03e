import { taking } from '../taking.js';
import { bytesOf, type Transformation, type TypedValue } from '../transformation.js';
import type { TransformationTable } from '../transformationRule.js';

/** A number of 32 bits. A negative one prints as an unsigned number of 64 bits. */
export function unsignedNumber(number: number): TypedValue {
  return { text: bytesOf(String(BigInt.asUintN(64, BigInt(number)))), number: BigInt(number) };
}

/** The number that the text begins with, or 0. It prints as the text that it was made of. */
const integer: Transformation = (value, { number }) => {
  const digits = /^-?\d+/.exec(value.toString('latin1'))?.[0] ?? '0';
  return { text: value, number: number ?? BigInt.asIntN(32, BigInt(digits)) };
};

const decimalToHex: Transformation = (value, { number, workspace }) => {
  const text = value.toString('latin1');
  if (number === undefined && !/^(?:-?\d+|-)$/.test(text)) return undefined;
  return workspace.put(bytesOf(BigInt.asUintN(32, number ?? BigInt(text.replace(/^-$/, '0'))).toString(16)));
};

const hexToDecimal: Transformation = (value, { number }) => {
  const text = value.toString('latin1');
  if (number !== undefined) return { text: value, number };
  if (!/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return unsignedNumber(Number(BigInt.asIntN(32, BigInt(`0x0${text}`))));
};

/** The transformations of numbers. */
export function numberTransformations(): TransformationTable {
  return taking('none', {
    's.int': integer,
    's.dec2hex': decimalToHex,
    's.hex2dec': hexToDecimal,
  });
}
