import { isBlank, isDigit, isLineEnd, LEFT_PAREN, LF, SEMICOLON } from '../characters.js';
import type { Malformed } from '../span.js';

/** A Retry-After header's value (RFC 3261 §20.33), as far as servers read it: its number has one to ten digits. */
export interface RetryAfter {
  /** Where the next header begins. */
  readonly next: number;
}

/** Parses the Retry-After value that starts at `start`, over folded lines; comment and parameters are skipped. */
export function parseRetryAfter(bytes: Uint8Array, start: number, end: number): RetryAfter | Malformed {
  let p = start;
  while (p < end && isDigit(bytes[p])) p++;
  const follower = bytes[p];
  const digits = p - start;
  const ended = isBlank(follower) || isLineEnd(follower) || follower === SEMICOLON || follower === LEFT_PAREN;
  if (p >= end || !ended || digits === 0 || digits > 10)
    return { malformed: 'Retry-After is not a number', at: p };
  for (; p < end; p++) {
    if (bytes[p] === LF && (p + 1 >= end || !isBlank(bytes[p + 1]))) return { next: p + 1 };
  }
  return { malformed: 'header without a line end', at: end };
}
