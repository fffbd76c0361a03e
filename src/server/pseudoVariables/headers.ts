import { headerNameFacts } from '../headerNames.js';
import type { HeaderField } from '../headerReader.js';
import type { Variable, VariableContext, VariableIndex, VariableValue } from './context.js';

/** The headers that `$hdr(name)` means: all of the name's kind, or of exactly that name (any case). */
export function headersNamed(context: VariableContext, name: string): HeaderField[] {
  if (!context.message.read('end')) return [];
  const { group } = headerNameFacts(context.profile, name);
  return context.message.headers.filter((header) => header.facts.group === group);
}

/** One of several values: the first, the `index`-th from 0, from the end when negative, or all joined. */
export function pick(values: readonly Buffer[], index: VariableIndex, joinAll: string): VariableValue {
  if (index === undefined) return values[0];
  if (index !== 'all') return values.at(index);
  if (values.length === 0) return undefined;
  const parts: Buffer[] = [];
  for (const value of values) {
    if (parts.length > 0) parts.push(Buffer.from(joinAll, 'latin1'));
    parts.push(value);
  }
  return Buffer.concat(parts);
}

const hdr: Variable = (context, argument, index) => {
  const { bytes } = context.message;
  const values = headersNamed(context, argument).map((header) =>
    bytes.subarray(header.bodyStart, header.bodyEnd),
  );
  return pick(values, index, context.profile.pseudoVariables.joinAll);
};

/** `$hdr(name)`. */
export function headerVariables(): Record<string, Variable> {
  return { 'hdr()': hdr };
}
