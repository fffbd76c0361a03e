import { CR, isBlank, isDigit, LF } from '../characters.js';
import type { Malformed } from '../span.js';
import { skipBlanks } from '../whitespace.js';
import type { ContentLengthRules } from './contentLengthRules.js';

/** A Content-Length header's value (RFC 3261 §20.14), in bytes. */
export interface ContentLength {
  /** Negative where a number too large wrapped. */
  readonly lengthBytes: number;
  /** Where the next header begins. */
  readonly next: number;
}

/** Parses the Content-Length value that starts at `start`, up to and including its line end. */
export function parseContentLength(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: ContentLengthRules,
): ContentLength | Malformed {
  let p = start;
  let lengthBytes = 0;
  while (p < end && isDigit(bytes[p])) {
    if (rules.overflow === 'refused' && lengthBytes >= 214748364)
      return { malformed: 'Content-Length too large', at: p };
    lengthBytes = (Math.imul(lengthBytes, 10) + (bytes[p] as number) - 0x30) | 0;
    p++;
  }
  if (p === start) return { malformed: 'Content-Length is not a number', at: p };
  for (;;) {
    p = skipBlanks(bytes, p, end);
    if (p < end && bytes[p] === LF) p += 1;
    else if (p + 1 < end && bytes[p] === CR && bytes[p + 1] === LF) {
      p += 2;
      if (rules.foldAtCrlf === 'not-seen') return { lengthBytes, next: p };
    } else return { malformed: 'text after the Content-Length', at: p };
    if (p >= end || !isBlank(bytes[p])) return { lengthBytes, next: p };
    // A folded line may follow, as long as it is blank.
    if (p + 1 >= end) return { malformed: 'Content-Length ends in a fold', at: p };
  }
}
