import { COMMA, EQUALS, isBlank, isLineEnd, NUL, QUOTE, SEMICOLON, spells } from '../../characters.js';
import type { Malformed, Span } from '../../span.js';
import { skipFolds } from '../address/parameters.js';
import type { ViaRules } from './viaRules.js';

/**
 * The parameters that have to have a value, in lower case. `a` is short for `alias`; after more of its letters (`al`,
 * `ali`, `alia`) the servers accept nothing but a `=`.
 */
const withValue = ['branch', 'ttl', 'maddr', 'received', 'i', 'al', 'ali', 'alia'];

/** The parameters that never have a value. */
const neverWithValue = ['hidden', 'alias', 'a'];

export interface ViaParameter {
  readonly name: Span;
  /** Without its quotes; undefined where there is none. */
  readonly value: Span | undefined;
}

interface ParsedViaParameter {
  readonly parameter: ViaParameter;
  /** The byte after the parameter, or where the next header begins. */
  readonly next: number;
  readonly headerEnded: boolean;
}

/** Whether a parameter of this name has a value. */
type ValueNeed = 'required' | 'forbidden' | 'optional' | 'rport';

/** Parses one Via parameter, from its `;` (RFC 3261 §25.1, via-params). */
export function parseViaParameter(
  bytes: Uint8Array,
  semicolon: number,
  end: number,
  rules: ViaRules,
): ParsedViaParameter | Malformed {
  const start = skipFolds(bytes, semicolon + 1, end);
  if (start < 0 || start >= end || !beginsName(bytes[start] as number)) {
    return { malformed: 'Via parameter without a name', at: Math.abs(start) };
  }
  let p = start;
  while (p < end && !endsName(bytes[p] as number)) p++;
  if (p >= end) return { malformed: 'Via parameter without an end', at: p };
  const name = { start, end: p };
  const need = needOf(bytes, name);
  const stop = bytes[p];
  if (need === 'forbidden') {
    if (stop === EQUALS) return { malformed: 'Via parameter with a value', at: p };
    return { parameter: { name, value: undefined }, next: p, headerEnded: false };
  }
  if (stop === SEMICOLON || stop === COMMA) {
    if (need === 'required') return { malformed: 'Via parameter without a value', at: p };
    return { parameter: { name, value: undefined }, next: p, headerEnded: false };
  }
  const after = skipFolds(bytes, p, end);
  if (after < 0) return withoutValue(name, need, -after);
  if (after >= end) return { malformed: 'Via parameter without an end', at: after };
  switch (bytes[after]) {
    case EQUALS:
      return parseViaValue(bytes, name, after + 1, end, need, rules);
    case SEMICOLON:
      if (need !== 'rport' && rules.semicolonAfterBlank === 'refused')
        return { malformed: 'unexpected semicolon in a Via', at: after };
      return { parameter: { name, value: undefined }, next: after, headerEnded: false };
    case COMMA:
      if (need === 'rport') return { parameter: { name, value: undefined }, next: after, headerEnded: false };
      return { malformed: 'unexpected comma in a Via', at: after };
    default:
      return { malformed: 'unexpected byte in a Via parameter', at: after };
  }
}

function parseViaValue(
  bytes: Uint8Array,
  name: Span,
  afterEquals: number,
  end: number,
  need: ValueNeed,
  rules: ViaRules,
): ParsedViaParameter | Malformed {
  const start = skipFolds(bytes, afterEquals, end);
  if (start < 0) return withoutValue(name, need, -start);
  const isNulEnd = rules.nul === 'ends-header';
  if (start >= end || (bytes[start] === NUL && isNulEnd))
    return { malformed: 'Via parameter without an end', at: start };
  const first = bytes[start];
  if (first === SEMICOLON) return { parameter: { name, value: undefined }, next: start, headerEnded: false };
  if (first === COMMA || first === EQUALS) return { malformed: 'Via parameter without a value', at: start };
  if (first === QUOTE) return parseQuotedValue(bytes, name, start + 1, end, need, rules);
  let p = start;
  while (p < end && !endsValue(bytes[p] as number, isNulEnd)) p++;
  if (p >= end || bytes[p] === NUL || bytes[p] === QUOTE || bytes[p] === EQUALS) {
    return { malformed: 'unexpected byte in a Via value', at: p };
  }
  return { parameter: { name, value: { start, end: p } }, next: p, headerEnded: false };
}

function parseQuotedValue(
  bytes: Uint8Array,
  name: Span,
  start: number,
  end: number,
  need: ValueNeed,
  rules: ViaRules,
): ParsedViaParameter | Malformed {
  let p = start;
  while (p < end && bytes[p] !== NUL) {
    const byte = bytes[p];
    if (byte === QUOTE)
      return { parameter: { name, value: { start, end: p } }, next: p + 1, headerEnded: false };
    if (byte === COMMA && rules.commaInQuotes === 'ends-header') return withoutValue(name, need, p);
    if (isLineEnd(byte)) {
      const next = skipFolds(bytes, p, end);
      if (next < 0) return withoutValue(name, need, -next);
      p = next;
      continue;
    }
    p++;
  }
  return { malformed: 'quoted Via value without an end', at: p };
}

function withoutValue(name: Span, need: ValueNeed, next: number): ParsedViaParameter | Malformed {
  if (need === 'required') return { malformed: 'Via parameter without a value', at: next };
  return { parameter: { name, value: undefined }, next, headerEnded: true };
}

function needOf(bytes: Uint8Array, name: Span): ValueNeed {
  const is = (word: string) => spells(bytes, name.start, name.end, word);
  if (is('rport')) return 'rport';
  if (withValue.some(is)) return 'required';
  return neverWithValue.some(is) ? 'forbidden' : 'optional';
}

function beginsName(byte: number): boolean {
  return !endsName(byte) && byte !== NUL && !':()[]'.includes(String.fromCharCode(byte));
}

function endsName(byte: number): boolean {
  return isBlank(byte) || isLineEnd(byte) || byte === EQUALS || byte === SEMICOLON || byte === COMMA;
}

function endsValue(byte: number, isNulEnd: boolean): boolean {
  return endsName(byte) || (byte === NUL && isNulEnd) || byte === QUOTE;
}
