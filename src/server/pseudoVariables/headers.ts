import { COMMA, QUOTE } from '../../sip/characters.js';
import { headerNameFacts } from '../headerNames.js';
import type { HeaderField } from '../headerReader.js';
import {
  textValue,
  type Variable,
  type VariableContext,
  type VariableIndex,
  type VariableValue,
} from './context.js';

/** The headers that `$hdr(name)` means: all of the name's kind, or of exactly that name (any case). */
export function headersNamed(context: VariableContext, name: string): HeaderField[] {
  if (!context.message.read('end')) return [];
  const { group } = headerNameFacts(context.profile, name);
  return context.message.headers.filter((header) => header.facts.group === group);
}

function bodiesNamed(context: VariableContext, name: string): Buffer[] {
  const { bytes } = context.message;
  return headersNamed(context, name).map((header) => bytes.subarray(header.bodyStart, header.bodyEnd));
}

/** One of several values: the first, the `index`-th from 0, from the end when negative, or all joined. */
export function pick(values: readonly Buffer[], index: VariableIndex, joinAll: string): Buffer | undefined {
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

const hdr: Variable = (context, argument, index) =>
  pick(bodiesNamed(context, argument), index, context.profile.pseudoVariables.joinAll);

const headerCount: Variable = (context, argument) => textValue(headersNamed(context, argument).length);

/** The values of a comma-separated header, each for itself. */
const headerItem: Variable = (context, argument, index) => {
  const items = bodiesNamed(context, argument).flatMap(commaSeparated);
  return pick(items, index, context.profile.pseudoVariables.joinAll);
};

function commaSeparated(value: Buffer): Buffer[] {
  const items: Buffer[] = [];
  let start = 0;
  let quoted = false;
  for (let p = 0; p <= value.length; p++) {
    if (p < value.length && value[p] === QUOTE) quoted = !quoted;
    if (p < value.length && (quoted || value[p] !== COMMA)) continue;
    items.push(Buffer.from(value.toString('latin1', start, p).trim(), 'latin1'));
    start = p + 1;
  }
  return items;
}

function expires(context: VariableContext, argument: string): VariableValue {
  const seconds: number[] = [];
  for (const value of bodiesNamed(context, 'Expires'))
    seconds.push(Number.parseInt(value.toString('latin1'), 10));
  for (const value of bodiesNamed(context, 'Contact')) {
    for (const match of value.toString('latin1').matchAll(/;\s*expires\s*=\s*"?(\d+)/gi))
      seconds.push(Number(match[1]));
  }
  const known = seconds.filter((second) => !Number.isNaN(second));
  if (known.length === 0) return undefined;
  return textValue(argument === 'max' ? Math.max(...known) : Math.min(...known));
}

/** `$hdr(name)`, `$hdrc(name)`, `$hfl(name)`, `$expires(min)`. */
export function headerVariables(): Record<string, Variable> {
  return { 'hdr()': hdr, 'hdrc()': headerCount, 'hfl()': headerItem, 'expires()': expires };
}
