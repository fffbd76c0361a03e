import {
  BACKSLASH,
  COMMA,
  CR,
  EQUALS,
  isBlank,
  isLineEnd,
  LF,
  NUL,
  QUOTE,
  SEMICOLON,
  spells,
} from '../../characters.js';
import { isMalformed, type Malformed, type Span } from '../../span.js';
import { afterLineEnd } from '../../whitespace.js';
import type { AddressRules } from './addressRules.js';

/**
 * A parameter. `value` is absent when there is no `=`; an empty value's span starts where the value should have
 * stood.
 */
export interface Parameter {
  readonly name: Span;
  readonly value: Span | undefined;
}

export interface Parameters {
  readonly list: readonly Parameter[];
  /** The value of the last `tag` parameter. */
  readonly tag: Span | undefined;
  /** Where the parameters end: at the next header, at a comma of a list, or at a NUL. */
  readonly next: number;
}

/** Parses the parameters that start with the `;` at `start`, over folded lines, up to the next header. */
export function parseParameters(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: AddressRules,
): Parameters | Malformed {
  const list: Parameter[] = [];
  let tag: Span | undefined;
  let p = start;
  const isCutOff = rules.atMessageEnd === 'unfinished' && !isLineEnd(bytes[end - 1]);
  // Each turn of the loop takes one parameter, from its semicolon to the byte that ends it.
  for (;;) {
    const name = parseName(bytes, p + 1, end, rules);
    if (isMalformed(name)) return isCutOff && name.at >= end ? { list, tag, next: end } : name;
    const isTag = spells(bytes, name.start, name.end, 'tag');
    const rest = parseRest(bytes, name, end, rules, isTag);
    if (isMalformed(rest)) return isCutOff && rest.at >= end ? { list, tag, next: end } : rest;
    if (rest.complete) {
      list.push({ name, value: rest.value });
      if (isTag) tag = rest.value;
    }
    if (rest.ended) return { list, tag, next: rest.next };
    p = rest.next;
  }
}

function parseName(bytes: Uint8Array, at: number, end: number, rules: AddressRules): Span | Malformed {
  const start = skipFolds(bytes, at, end);
  if (start < 0 || start >= end) return { malformed: 'parameter without a name', at: Math.abs(start) };
  const nameEnd = endOfToken(bytes, start, end, rules.comma === 'ordinary');
  const stop = bytes[nameEnd];
  if (nameEnd === start) return { malformed: 'parameter without a name', at: start };
  if (nameEnd < end && (stop === QUOTE || stop === BACKSLASH)) {
    return { malformed: 'unexpected byte in a parameter name', at: nameEnd };
  }
  return { start, end: nameEnd };
}

/** What follows a parameter's name. */
interface Rest {
  readonly value: Span | undefined;
  /** Whether the server keeps the parameter. */
  readonly complete: boolean;
  /** Whether the address ended, and where; else `next` is the semicolon of the next parameter. */
  readonly ended: boolean;
  readonly next: number;
}

function parseRest(
  bytes: Uint8Array,
  name: Span,
  end: number,
  rules: AddressRules,
  isTag: boolean,
): Rest | Malformed {
  const after = skipFolds(bytes, name.end, end);
  const separator = after >= 0 && after < end ? bytes[after] : undefined;
  if (separator === EQUALS) return parseValue(bytes, after + 1, end, rules, isTag);
  const directly = separator === SEMICOLON || separator === NUL || separator === COMMA;
  if (directly && after === name.end && beginsTag(bytes, name, rules)) {
    return { malformed: 'tag without a value', at: after };
  }
  if (isTag && rules.emptyTag === 'refused') return { malformed: 'tag without a value', at: Math.abs(after) };
  if (separator === SEMICOLON) return { value: undefined, complete: true, ended: false, next: after };
  return ending(bytes, undefined, after, end, rules);
}

function parseValue(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: AddressRules,
  isTag: boolean,
): Rest | Malformed {
  let at = skipFolds(bytes, start, end);
  // Where a tag may hold commas, those at its beginning are skipped.
  while (isTag && at >= 0 && at < end && bytes[at] === COMMA && rules.comma === 'only-in-tag')
    at = skipFolds(bytes, at + 1, end);
  const first = at >= 0 && at < end ? bytes[at] : undefined;
  if (first === QUOTE) return parseQuoted(bytes, at + 1, end, rules, isTag);
  if (first === EQUALS || first === BACKSLASH) return { malformed: 'parameter without a value', at };
  const commaFits = rules.comma === 'ordinary' || (isTag && rules.comma === 'only-in-tag');
  if (first === undefined || first === SEMICOLON || first === NUL || (first === COMMA && !commaFits)) {
    if (isTag && rules.emptyTag === 'refused') return { malformed: 'tag without a value', at: Math.abs(at) };
    const missed = at < 0 ? missedAt(bytes, -at, start) : at;
    const value = { start: missed, end: missed };
    if (first === SEMICOLON) return { value, complete: true, ended: false, next: at };
    return ending(bytes, value, at, end, rules);
  }
  const p = endOfToken(bytes, at, end, commaFits);
  const stop = p < end ? bytes[p] : undefined;
  if (stop === QUOTE || stop === EQUALS || stop === BACKSLASH)
    return { malformed: 'unexpected byte in a value', at: p };
  return parseFollower(bytes, { start: at, end: p }, p, end, rules);
}

/** What follows a value: another parameter, or the end of the address. */
function parseFollower(
  bytes: Uint8Array,
  value: Span,
  at: number,
  end: number,
  rules: AddressRules,
): Rest | Malformed {
  const complete = at < end || rules.atMessageEnd === 'complete' || bytes[at - 1] === QUOTE;
  const next = skipFolds(bytes, at, end);
  if (next >= 0 && next < end && bytes[next] === SEMICOLON)
    return { value, complete: true, ended: false, next };
  return ending(bytes, value, next, end, rules, complete);
}

/** The address ends after a parameter: at the next header, the message's end, a NUL, or the comma of a list. */
function ending(
  bytes: Uint8Array,
  value: Span | undefined,
  at: number,
  end: number,
  rules: AddressRules,
  complete = at < end || rules.atMessageEnd === 'complete',
): Rest | Malformed {
  if (at < 0) return { value, complete, ended: true, next: -at };
  const byte = bytes[at];
  if (at >= end || byte === NUL || (byte === COMMA && rules.comma === 'ends-address')) {
    return { value, complete, ended: true, next: at };
  }
  return { malformed: 'text after a parameter', at };
}

function parseQuoted(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: AddressRules,
  isTag: boolean,
): Rest | Malformed {
  for (let p = start; p < end; p++) {
    const byte = bytes[p];
    if (byte === QUOTE) {
      const early = isTag && rules.quotedTagEnd === 'one-byte-early' && p > start;
      return parseFollower(bytes, { start, end: early ? p - 1 : p }, p + 1, end, rules);
    }
    if (isLineEnd(byte)) return { malformed: 'line end in a quoted value', at: p };
    if (byte === NUL) return { malformed: 'NUL in a quoted value', at: p };
    if (byte === BACKSLASH) {
      if (rules.quotedPair === 'refused') return { malformed: 'backslash in a quoted value', at: p };
      if (!isLineEnd(bytes[p + 1])) p++;
    }
  }
  return { malformed: 'quoted value without an end', at: end };
}

/** Whether the name is `tag` or a beginning of it, and the server refuses that without a value. */
function beginsTag(bytes: Uint8Array, name: Span, rules: AddressRules): boolean {
  if (rules.emptyTag === 'accepted') return false;
  return spells(bytes, name.start, name.end, 'tag'.slice(0, name.end - name.start));
}

/**
 * Where an empty value at the end of a header begins for the servers: at the header's line end, or at the empty line
 * where the headers end.
 */
function missedAt(bytes: Uint8Array, next: number, from: number): number {
  if (isLineEnd(bytes[next])) return next;
  const crlf = next - 2 >= from && bytes[next - 2] === CR && bytes[next - 1] === LF;
  return crlf ? next - 2 : next - 1;
}

function endOfToken(bytes: Uint8Array, at: number, end: number, commaFits: boolean): number {
  let p = at;
  while (p < end && (!endsToken(bytes[p] as number) || (commaFits && bytes[p] === COMMA))) p++;
  return p;
}

function endsToken(byte: number): boolean {
  switch (byte) {
    case NUL:
    case SEMICOLON:
    case EQUALS:
    case QUOTE:
    case BACKSLASH:
    case COMMA:
      return true;
    default:
      return isBlank(byte) || isLineEnd(byte);
  }
}

/**
 * Skips blanks and folded line ends. Negative: the header ended there, its absolute value is where the next header
 * begins.
 */
export function skipFolds(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end) {
    const byte = bytes[p];
    if (isBlank(byte)) {
      p += 1;
      continue;
    }
    if (!isLineEnd(byte)) return p;
    const next = afterLineEnd(bytes, p, end);
    if (next >= end || !isBlank(bytes[next])) return -next;
    p = next + 1;
  }
  return p;
}
