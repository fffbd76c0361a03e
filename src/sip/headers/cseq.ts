import { CR, LF } from '../characters.js';
import { isMethod } from '../firstLine/method.js';
import type { MethodRules } from '../firstLine/methodRules.js';
import type { Malformed, Span } from '../span.js';
import { skipBlanks, skipLinearWhitespace, skipWord } from '../whitespace.js';

/** A CSeq header's value (RFC 3261 §20.16): the number as written, which need not be numeric, and the method. */
export interface CSeq {
  readonly number: Span;
  readonly method: Span;
  /** Where the next header begins. */
  readonly next: number;
}

/**
 * Parses the CSeq value that starts at `start`, up to and including its line end, in the bytes before `end`.
 * White space at its end may be folded; between number and method only blanks may stand.
 */
export function parseCSeq(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: MethodRules,
): CSeq | Malformed {
  const numberEnd = skipWord(bytes, start, end);
  if (numberEnd >= end) return { malformed: 'CSeq without a method', at: numberEnd };
  const methodStart = skipBlanks(bytes, numberEnd, end);
  const methodEnd = skipWord(bytes, methodStart, end);
  if (methodEnd >= end || methodEnd === methodStart)
    return { malformed: 'CSeq without a method', at: methodEnd };
  if (!isMethod(bytes, methodStart, methodEnd, rules)) {
    return { malformed: 'byte that no method may have in the CSeq', at: methodStart };
  }
  const lineEnd = skipLinearWhitespace(bytes, methodEnd, end);
  const number = { start, end: numberEnd };
  const method = { start: methodStart, end: methodEnd };
  if (bytes[lineEnd] === CR && lineEnd + 1 < end && bytes[lineEnd + 1] === LF) {
    return { number, method, next: lineEnd + 2 };
  }
  if (lineEnd < end && bytes[lineEnd] === LF) return { number, method, next: lineEnd + 1 };
  return { malformed: 'text after the CSeq method', at: lineEnd };
}
