import type { Span } from '../../../../../sip/span.js';
import type { TransformationCall, TypedValue } from '../../transformation.js';
import { opensipsRules } from '../rules.js';

const empty = Buffer.alloc(0);

/** The bytes of a part. A missing part is empty, or has no value (the rule `failed`). */
export function part(
  value: Buffer,
  span: Span | undefined,
  { context }: TransformationCall,
): Buffer | undefined {
  if (span !== undefined && span.end > span.start) return value.subarray(span.start, span.end);
  return opensipsRules(context).failed === 'null' ? undefined : empty;
}

/** Digits as a number for the next transformation; 0 where they are missing. */
export function asNumber(text: Buffer | undefined): TypedValue | undefined {
  return text && { text, number: BigInt(/^\d+$/.exec(text.toString('latin1'))?.[0] ?? 0) };
}
