import { CR, isBlank, isLineEnd, LF, spells } from '../characters.js';
import type { Malformed, Span } from '../span.js';
import { skipBlanks, skipWord } from '../whitespace.js';
import { isMethod } from './method.js';
import type { MethodRules } from './methodRules.js';

/** The first line of a SIP message (RFC 3261 §7.1, §7.2). */
export type FirstLine = RequestLine | StatusLine;

export interface RequestLine {
  readonly type: 'request';
  readonly method: Span;
  readonly uri: Span;
  readonly version: Span;
  /** Where the first header begins. */
  readonly next: number;
}

export interface StatusLine {
  readonly type: 'reply';
  readonly version: Span;
  readonly statusCode: number;
  readonly reason: Span;
  readonly next: number;
}

/** The shortest message that the servers look at, first line included. */
const minMessageBytes = 17;
const sipVersion = 'sip/2.0';

/**
 * Parses the first line that starts at `start`: method, URI and version with exactly one blank between method and
 * URI, or `SIP/2.0`, three digits and a reason. Method and version may be any words. Something has to follow the line.
 */
export function parseFirstLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: MethodRules,
): FirstLine | Malformed {
  if (end - start < minMessageBytes) return { malformed: 'message too short', at: start };
  const firstEnd = skipWord(bytes, start, end);
  if (firstEnd === start || firstEnd >= end || bytes[firstEnd] !== 0x20) {
    return { malformed: 'first line without a method and a blank', at: firstEnd };
  }
  const isReply = spells(bytes, start, firstEnd, sipVersion);
  if (!isReply && !isMethod(bytes, start, firstEnd, rules))
    return { malformed: 'byte that no method may have', at: start };
  const second = firstEnd + 1;
  const secondEnd = skipWord(bytes, second, end);
  const third = skipSpaces(bytes, secondEnd, end);
  if (third === secondEnd || third >= end)
    return { malformed: 'first line without a version', at: secondEnd };
  if (isReply) return parseReply(bytes, start, firstEnd, second, secondEnd, third, end);
  const thirdEnd = skipWord(bytes, third, end);
  if (thirdEnd === third || thirdEnd >= end) return { malformed: 'first line without a version', at: third };
  const rest = skipBlanks(bytes, thirdEnd, end);
  if (!isLineEnd(bytes[rest])) return { malformed: 'first line with more than three words', at: rest };
  const next = afterFirstLine(bytes, thirdEnd, end);
  if (next === undefined) return { malformed: 'nothing follows the first line', at: end };
  return {
    type: 'request',
    method: { start, end: firstEnd },
    uri: { start: second, end: secondEnd },
    version: { start: third, end: thirdEnd },
    next,
  };
}

function parseReply(
  bytes: Uint8Array,
  start: number,
  versionEnd: number,
  status: number,
  statusEnd: number,
  reason: number,
  end: number,
): StatusLine | Malformed {
  if (statusEnd - status !== 3) return { malformed: 'status code without three digits', at: status };
  let statusCode = 0;
  for (let p = status; p < statusEnd; p++) {
    const digit = (bytes[p] as number) - 0x30;
    if (digit < 0 || digit > 9) return { malformed: 'status code without three digits', at: p };
    statusCode = statusCode * 10 + digit;
  }
  let reasonEnd = reason;
  while (reasonEnd < end && !isLineEnd(bytes[reasonEnd])) reasonEnd++;
  const next = afterFirstLine(bytes, reasonEnd, end);
  if (next === undefined) return { malformed: 'nothing follows the first line', at: end };
  return {
    type: 'reply',
    version: { start, end: versionEnd },
    statusCode,
    reason: { start: reason, end: reasonEnd },
    next,
  };
}

function skipSpaces(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isBlank(bytes[p])) p++;
  return p;
}

/** The servers' line skipper takes one CR after the LF with it, where more follows. */
function afterFirstLine(bytes: Uint8Array, at: number, end: number): number | undefined {
  let p = at;
  while (p < end && bytes[p] !== LF) p++;
  if (p + 1 >= end) return undefined;
  p += 1;
  return p + 1 < end && bytes[p] === CR ? p + 1 : p;
}
