import { BACKSLASH, COMMA, GREATER, LESS, QUOTE, SEMICOLON } from '../../characters.js';
import { isMalformed, type Malformed, type Span } from '../../span.js';
import { skipWhite } from '../../whitespace.js';
import { type ListForm, parseParameterList } from './parameterList.js';

/**
 * Parses the entries of a Route or Record-Route header from `start` to `end` (RFC 3261 §20.30, §20.34), as Kamailio
 * does: any name, a URI in angle brackets, and parameters in the form that the server takes.
 * Out: each entry from its name to its last parameter.
 */
export function parseRoutes(bytes: Buffer, start: number, end: number, form: ListForm): Span[] | Malformed {
  const entries: Span[] = [];
  let p = skipWhite(bytes, start, end);
  for (;;) {
    const open = findUnquoted(bytes, LESS, p, end);
    if (open < 0) return { malformed: 'route without an angle bracket', at: p };
    const close = findUnquoted(bytes, GREATER, open + 1, end);
    if (close < 0) return { malformed: 'angle bracket without an end', at: open };
    let entryEnd = close + 1;
    let next = skipWhite(bytes, entryEnd, end);
    if (next < end && bytes[next] === SEMICOLON) {
      const parameters = parseParameterList(bytes, next + 1, end, form);
      if (isMalformed(parameters)) return parameters;
      entryEnd = parameters.lastEnd;
      next = parameters.next;
    }
    entries.push({ start: p, end: entryEnd });
    if (next >= end) return entries;
    if (bytes[next] !== COMMA) return { malformed: 'text after a route', at: next };
    p = skipWhite(bytes, next + 1, end);
  }
}

/** Where the byte stands outside of quotes; inside of them a backslash escapes the next byte. -1: nowhere. */
function findUnquoted(bytes: Buffer, wanted: number, start: number, end: number): number {
  let quoted = false;
  for (let p = start; p < end; p++) {
    if (bytes[p] === QUOTE && (!quoted || bytes[p - 1] !== BACKSLASH)) quoted = !quoted;
    else if (!quoted && bytes[p] === wanted) return p;
  }
  return -1;
}
