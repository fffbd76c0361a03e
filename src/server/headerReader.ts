import { type Address, parseAddress } from '../sip/address.js';
import { COLON, isAlphanumeric, isBlank, isLineEnd, LF, NUL } from '../sip/characters.js';
import { parseContentLength } from '../sip/contentLength.js';
import { type CSeq, parseCSeq } from '../sip/cseq.js';
import type { HeaderKind } from '../sip/headerKind.js';
import { parseRetryAfter } from '../sip/retryAfter.js';
import { isMalformed, type Malformed } from '../sip/span.js';
import { parseVia, type Via } from '../sip/via.js';
import { skipBlanks, skipLinearWhitespace } from '../sip/whitespace.js';
import { type HeaderNameFacts, headerNameFacts } from './headerNames.js';
import type { ServerProfile } from './profile.js';

/** A header field where it stands in the message: its name and its body without surrounding white space. */
export interface HeaderField {
  readonly kind: HeaderKind;
  readonly facts: HeaderNameFacts;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly bodyStart: number;
  /** Trailing blanks belong to the body; line ends and NULs at its end do not. */
  readonly bodyEnd: number;
  readonly via?: Via;
  readonly to?: Address;
  readonly cseq?: CSeq;
  /** The value of a Content-Length. */
  readonly lengthBytes?: number;
}

interface ReadHeader {
  readonly field: HeaderField;
  /** Where the next header begins. */
  readonly next: number;
}

/** Reads the header field that begins at `start`, as the server does when it comes to it. */
export function readHeader(bytes: Buffer, start: number, profile: ServerProfile): ReadHeader | Malformed {
  const end = bytes.length;
  const name = readName(bytes, start, profile);
  if (isMalformed(name)) return name;
  const bodyStart = skipLinearWhitespace(bytes, name.colon + 1, end);
  if (bodyStart >= end) return { malformed: 'header without a value', at: bodyStart };
  const facts = headerNameFacts(profile, bytes.toString('latin1', start, name.end));
  const { kind } = facts;
  const place = { kind, facts, nameStart: start, nameEnd: name.end, bodyStart };
  switch (kind) {
    case 'via': {
      const via = parseVia(bytes, bodyStart, end, profile.via);
      return isMalformed(via) ? via : finish(bytes, { ...place, via, bodyEnd: 0 }, via.next);
    }
    case 'to': {
      const to = parseAddress(bytes, bodyStart, end, profile.to);
      return isMalformed(to) ? to : finish(bytes, { ...place, to, bodyEnd: 0 }, to.next);
    }
    case 'cseq': {
      const cseq = parseCSeq(bytes, bodyStart, end, profile.method);
      return isMalformed(cseq) ? cseq : finish(bytes, { ...place, cseq, bodyEnd: 0 }, cseq.next);
    }
    case 'content-length': {
      const length = parseContentLength(bytes, bodyStart, end);
      if (isMalformed(length)) return length;
      return finish(bytes, { ...place, lengthBytes: length.lengthBytes, bodyEnd: 0 }, length.next);
    }
    case 'retry-after': {
      const retryAfter = parseRetryAfter(bytes, bodyStart, end);
      return isMalformed(retryAfter) ? retryAfter : finish(bytes, { ...place, bodyEnd: 0 }, retryAfter.next);
    }
    default: {
      const next = endOfFoldedLines(bytes, bodyStart, end);
      if (next < 0) return { malformed: 'header without a line end', at: end };
      return finish(bytes, { ...place, bodyEnd: 0 }, next);
    }
  }
}

function finish(bytes: Buffer, field: HeaderField, next: number): ReadHeader {
  let bodyEnd = next;
  while (bodyEnd > field.bodyStart && (isLineEnd(bytes[bodyEnd - 1]) || bytes[bodyEnd - 1] === NUL))
    bodyEnd--;
  return { field: { ...field, bodyEnd }, next };
}

function endOfFoldedLines(bytes: Buffer, start: number, end: number): number {
  let p = start;
  do {
    const lf = bytes.indexOf(LF, p);
    if (lf < 0) return -1;
    p = lf + 1;
  } while (p < end && isBlank(bytes[p]));
  return p;
}

interface HeaderName {
  readonly end: number;
  readonly colon: number;
}

function readName(bytes: Buffer, start: number, profile: ServerProfile): HeaderName | Malformed {
  const rules = profile.headers;
  if (rules.name === 'token') {
    let p = start;
    while (p < bytes.length && isTokenByte(bytes[p] as number)) p++;
    const colon = skipBlanks(bytes, p, bytes.length);
    if (bytes[colon] !== COLON) return { malformed: noColon(bytes, colon), at: start };
    if (p === start) return { malformed: 'header without a name', at: start };
    return { end: p, colon };
  }
  if (bytes.length - start < rules.shortestBytes) return { malformed: 'header cut off', at: start };
  const colon = bytes.indexOf(COLON, start);
  if (colon < 0) return { malformed: 'header without a colon', at: start };
  let end = colon;
  if (rules.blankBeforeColon === 'stripped') while (end > start && isBlank(bytes[end - 1])) end--;
  for (let p = start; p < end; p++) {
    if (rules.name === 'until-colon-of-line' && isLineEnd(bytes[p]))
      return { malformed: 'header without a colon', at: start };
    if (rules.blankInName === 'refused' && isBlank(bytes[p]))
      return { malformed: 'blank in a header name', at: p };
  }
  return { end, colon };
}

function noColon(bytes: Buffer, at: number): string {
  return at >= bytes.length || isLineEnd(bytes[at])
    ? 'header without a colon'
    : 'unfit byte in a header name';
}

function isTokenByte(byte: number): boolean {
  if (isAlphanumeric(byte)) return true;
  return byte === 0x2d || byte === 0x2e || byte === 0x5f || byte === 0x2b || byte === 0x7e;
}
