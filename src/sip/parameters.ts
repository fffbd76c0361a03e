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
} from './characters.js';
import type { Malformed, Span } from './span.js';
import { afterLineEnd } from './whitespace.js';

/** How strictly the parameters after an address are taken (RFC 3261 §25.1, generic-param). */
export interface ParameterRules {
  /** `;name` with no `=`, and `;name=` with nothing after it, at the end of the header or before the next `;`. */
  readonly withoutValue: 'accepted' | 'refused';
  /** A backslash inside a quoted value. */
  readonly quotedPair: 'accepted' | 'refused';
  /** Where the value of a quoted tag ends: at the closing quote, or (a counting error of old servers) one byte before. */
  readonly quotedTagEnd: 'at-quote' | 'one-byte-early';
  /** A comma in a value that is not quoted, where no list of addresses is allowed. */
  readonly commaInTag: 'part-of-value' | 'value-starts-after';
}

/** A parameter. `value` is absent when there is no `=`; an empty value's span starts where the value was missed. */
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

/**
 * Parses the parameters that start with the `;` at `start`, over folded lines, up to the next header.
 * `commaEnds`: a comma ends the address (a list of addresses), else it is an ordinary byte.
 */
export function parseParameters(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: ParameterRules,
  commaEnds: boolean,
): Parameters | Malformed {
  const list: Parameter[] = [];
  let tag: Span | undefined;
  let p = start;
  const add = (name: Span, value: Span | undefined) => {
    list.push({ name, value });
    if (spells(bytes, name.start, name.end, 'tag')) tag = value;
  };
  // Each turn of the loop takes one parameter, from its semicolon to the byte that ends it.
  for (;;) {
    const nameStart = skipFolds(bytes, p + 1, end);
    if (nameStart < 0 || nameStart >= end) return unfinished(nameStart, end);
    const nameEnd = endOfName(bytes, nameStart, end, commaEnds);
    const stop = bytes[nameEnd];
    if (nameEnd === nameStart) return { malformed: 'parameter without a name', at: nameStart };
    if (stop === QUOTE || stop === BACKSLASH)
      return { malformed: 'unexpected byte in a parameter name', at: nameEnd };
    const name = { start: nameStart, end: nameEnd };
    const afterName = skipFolds(bytes, nameEnd, end);
    const separator = afterName < 0 ? undefined : bytes[afterName];
    if (afterName < 0 || afterName >= end || separator === NUL || (commaEnds && separator === COMMA)) {
      if (rules.withoutValue === 'refused') return { malformed: 'parameter without a value', at: nameEnd };
      add(name, undefined);
      return { list, tag, next: afterName < 0 ? -afterName : afterName };
    }
    if (separator === SEMICOLON) {
      if (rules.withoutValue === 'refused') return { malformed: 'parameter without a value', at: nameEnd };
      add(name, undefined);
      p = afterName;
      continue;
    }
    if (separator !== EQUALS) return { malformed: 'text after a parameter', at: afterName };
    const value = parseValue(
      bytes,
      afterName + 1,
      end,
      rules,
      commaEnds,
      spells(bytes, nameStart, nameEnd, 'tag'),
    );
    if ('malformed' in value) return value;
    add(name, value.span);
    const next = value.ended ?? skipFolds(bytes, value.next, end);
    if (next < 0) return { list, tag, next: -next };
    const follower = bytes[next];
    if (value.ended !== undefined || next >= end || follower === NUL || (commaEnds && follower === COMMA)) {
      return { list, tag, next };
    }
    if (follower !== SEMICOLON) return { malformed: 'text after a parameter', at: next };
    p = next;
  }
}

interface Value {
  readonly span: Span;
  /** The byte after the value, when parameters may follow. */
  readonly next: number;
  /** Where the header ended, when it ended with the value. */
  readonly ended?: number;
}

function parseValue(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: ParameterRules,
  commaEnds: boolean,
  isTag: boolean,
): Value | Malformed {
  let p = start;
  for (;;) {
    const at = skipFolds(bytes, p, end);
    if (at < 0) return emptyValue(rules, missedAt(bytes, -at, p), -at);
    if (at >= end || bytes[at] === NUL) return emptyValue(rules, at, at);
    p = at;
    if (!commaEnds && isTag && bytes[p] === COMMA && rules.commaInTag === 'value-starts-after') p += 1;
    else break;
  }
  const first = bytes[p];
  if (first === QUOTE) return parseQuoted(bytes, p + 1, end, rules, isTag);
  if (first === EQUALS || first === BACKSLASH) return { malformed: 'parameter without a value', at: p };
  if (first === SEMICOLON) {
    if (rules.withoutValue === 'refused') return { malformed: 'parameter without a value', at: p };
    return { span: { start: p, end: p }, next: p };
  }
  if (commaEnds && first === COMMA) return emptyValue(rules, p, p);
  const valueStart = p;
  while (p < end) {
    const byte = bytes[p] as number;
    if (
      isBlank(byte) ||
      isLineEnd(byte) ||
      byte === SEMICOLON ||
      byte === NUL ||
      (commaEnds && byte === COMMA)
    )
      break;
    if (byte === QUOTE || byte === EQUALS || byte === BACKSLASH)
      return { malformed: 'unexpected byte in a value', at: p };
    p++;
  }
  return { span: { start: valueStart, end: p }, next: p };
}

function parseQuoted(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: ParameterRules,
  isTag: boolean,
): Value | Malformed {
  for (let p = start; p < end; p++) {
    const byte = bytes[p];
    if (byte === QUOTE) {
      const early = isTag && rules.quotedTagEnd === 'one-byte-early' && p > start;
      return { span: { start, end: early ? p - 1 : p }, next: p + 1 };
    }
    if (isLineEnd(byte) || byte === NUL) return { malformed: 'line end in a quoted value', at: p };
    if (byte === BACKSLASH) {
      if (rules.quotedPair === 'refused') return { malformed: 'backslash in a quoted value', at: p };
      if (!isLineEnd(bytes[p + 1])) p++;
    }
  }
  return { malformed: 'quoted value without an end', at: end };
}

function emptyValue(rules: ParameterRules, at: number, next: number): Value | Malformed {
  if (rules.withoutValue === 'refused') return { malformed: 'parameter without a value', at };
  return { span: { start: at, end: at }, next, ended: next };
}

/** An empty value at the end of a header begins, for the servers, at the header's line end. */
function missedAt(bytes: Uint8Array, next: number, from: number): number {
  const crlf = next - 2 >= from && bytes[next - 2] === CR && bytes[next - 1] === LF;
  return crlf ? next - 2 : next - 1;
}

function endOfName(bytes: Uint8Array, at: number, end: number, commaEnds: boolean): number {
  let p = at;
  while (p < end) {
    const byte = bytes[p] as number;
    if (isBlank(byte) || isLineEnd(byte) || byte === NUL) break;
    if (byte === SEMICOLON || byte === EQUALS || byte === QUOTE || byte === BACKSLASH) break;
    if (commaEnds && byte === COMMA) break;
    p++;
  }
  return p;
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

function unfinished(at: number, end: number): Malformed {
  return { malformed: 'parameter without a name', at: at < 0 ? -at : end };
}
