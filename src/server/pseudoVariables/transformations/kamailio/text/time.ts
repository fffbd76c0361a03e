import { formatTime } from '../../../timeFormat.js';
import { readNumber } from '../../numbers/number.js';
import { taking } from '../../taking.js';
import { bytesOf, type Transformation, textArgument } from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';
import { kamailioRules } from '../rules.js';

/** The value as seconds since 1970. With 32 bits, text has no sign, and too large a number wraps. */
function secondsOf(value: Buffer, number: bigint | undefined, bits: 32 | 64): bigint | undefined {
  if (number !== undefined) return number;
  if (bits === 64) return readNumber(value, 64);
  const unsigned = value[0] === 0x2d ? undefined : readNumber(value, 64);
  return unsigned === undefined || unsigned > 0xffffffffn ? undefined : BigInt.asIntN(32, unsigned);
}

/** `{s.ftime,format}`: strftime(3) of the moment in the local time zone. */
const formatted: Transformation = (value, call) => {
  const { numberBits } = kamailioRules(call.context);
  const seconds = secondsOf(value, call.number, numberBits);
  if (seconds === undefined) return undefined;
  const time = new Date(Number(seconds) * 1000);
  // A year beyond what a date can hold.
  if (Number.isNaN(time.getTime())) return undefined;
  return bytesOf(formatTime(textArgument(call, 0), time));
};

/** The `s.ftime` transformation. */
export function timeTransformations(): Readonly<Record<string, TransformationRule>> {
  return taking('text', { 's.ftime': formatted });
}
