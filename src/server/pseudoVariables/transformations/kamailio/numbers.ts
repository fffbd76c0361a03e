import { bytesOf, type Transformation } from '../transformation.js';
import type { TransformationRule } from '../transformationRule.js';

/** The value as it is. */
const same: Transformation = (value, { number }) => (number === undefined ? value : { text: value, number });

/** The first digit of a number. Text counts as 0, even if it is made of digits. */
const firstDigit: Transformation = (_, { number = 0n }) => bytesOf(String(number).replace('-', '').charAt(0));

/** The last digit. For a negative number the server subtracts it from the character 0 instead of adding it. */
const lastDigit: Transformation = (_, { number = 0n }) =>
  bytesOf(String.fromCharCode(0x30 + Number(number % 10n)));

/** The `num.` transformations, and those that replace a missing value. */
export function numberTransformations(): Readonly<Record<string, TransformationRule>> {
  return {
    'num.fdigit': { parameters: 'none', transform: firstDigit, ofNothing: '0' },
    'num.ldigit': { parameters: 'none', transform: lastDigit, ofNothing: '0' },
    'val.n0': { parameters: 'none', transform: same, ofNothing: '0' },
    'val.ne': { parameters: 'none', transform: same, ofNothing: '' },
  };
}
