import type { Span } from '../../../../../sip/span.js';
import type { TransformationCall, TypedValue } from '../../transformation.js';
import { opensipsRules } from '../rules.js';

const empty = Buffer.alloc(0);

/** A part's bytes; what is not there has none, or no value at all. */
export function part(
  value: Buffer,
  span: Span | undefined,
  { context }: TransformationCall,
): Buffer | undefined {
  if (span !== undefined && span.end > span.start) return value.subarray(span.start, span.end);
  return opensipsRules(context).failed === 'null' ? undefined : empty;
}

/** Digits that are a number to the next transformation, too; what is not there is 0. */
export function asNumber(text: Buffer | undefined): TypedValue | undefined {
  return text && { text, number: BigInt(/^\d+$/.exec(text.toString('latin1'))?.[0] ?? 0) };
}
