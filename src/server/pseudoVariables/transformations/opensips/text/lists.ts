import { COMMA, QUOTE } from '../../../../../sip/characters.js';
import { wholeNumber } from '../../numbers/number.js';
import { taking } from '../../taking.js';
import { numberValue, type Transformation } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';
import { opensipsRules } from '../rules.js';

/** The items of a list; the last is `unclosed` where it begins with a quote that nothing closes. */
interface List {
  readonly items: readonly Buffer[];
  readonly isUnclosed: boolean;
}

/**
 * Commas separate the items. A quoted item keeps its quotes, and the byte behind them counts as a comma whatever it
 * is. An empty item at the end is left out.
 */
function itemsOf(value: Buffer): List {
  const items: Buffer[] = [];
  let p = 0;
  while (p < value.length) {
    let end = p;
    if (value[p] === QUOTE) {
      end = endOfQuoted(value, p);
      if (end < 0) return { items: [...items, value.subarray(p)], isUnclosed: true };
    } else {
      const comma = value.indexOf(COMMA, p);
      end = comma < 0 ? value.length : comma;
    }
    items.push(value.subarray(p, end));
    p = end + 1;
  }
  return { items, isUnclosed: false };
}

/** Two quotes inside of an item stand for one. */
function endOfQuoted(value: Buffer, start: number): number {
  for (let p = start + 1; p < value.length; p++) {
    if (value[p] !== QUOTE) continue;
    if (value[p + 1] !== QUOTE) return p + 1;
    p++;
  }
  return -1;
}

const byServer = { anything: itemsOf, 'rfc-4180': strictItemsOf };

/** The items of a list as RFC 4180 §2 wants it, quotes kept; undefined where the value is no such list. The last item may be empty. */
function strictItemsOf(value: Buffer): List | undefined {
  const items: Buffer[] = [];
  let start = 0;
  for (;;) {
    const end = value[start] === QUOTE ? endOfQuoted(value, start) : endOfPlain(value, start);
    if (end < 0 || (end < value.length && value[end] !== COMMA)) return undefined;
    items.push(value.subarray(start, end));
    if (end >= value.length) return { items, isUnclosed: false };
    start = end + 1;
  }
}

/** Where the printable ASCII ends that begins at `start`, at a comma at the latest. */
function endOfPlain(value: Buffer, start: number): number {
  let p = start;
  while (p < value.length && value[p] !== COMMA && isPrintable(value[p] as number)) p++;
  return p;
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte <= 0x7e;
}

const count: Transformation = (value, { context }) => {
  const list = value.length === 0 ? undefined : byServer[opensipsRules(context).csv](value);
  return list === undefined ? undefined : numberValue(list.items.length);
};

/** The server computes a wrong length for an item whose quote is not closed. */
const item: Transformation = (value, call) => {
  const index = wholeNumber(call, 0);
  if (index === undefined || value.length === 0) return undefined;
  const list = byServer[opensipsRules(call.context).csv](value);
  if (list === undefined) return undefined;
  const { items, isUnclosed } = list;
  const found = items.at(index);
  return isUnclosed && found !== undefined && found === items.at(-1) ? 'overrun' : found;
};

/** The `csv.` transformations. */
export function listTransformations(): TransformationTable {
  return {
    ...taking('none', { 'csv.count': count }),
    ...taking('number', { 'csv.value': item }),
  };
}
