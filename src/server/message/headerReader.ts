import { COLON, CR, isAlphanumeric, isLineEnd, LF, NUL, SPACE, spells, TAB } from '../../sip/characters.js';
import type { HeaderKind } from '../../sip/headerKind.js';
import { type Address, parseAddress } from '../../sip/headers/address/address.js';
import { parseContentLength } from '../../sip/headers/contentLength.js';
import { type CSeq, parseCSeq } from '../../sip/headers/cseq.js';
import { parseRetryAfter } from '../../sip/headers/retryAfter.js';
import { parseVia, type Via } from '../../sip/headers/via/via.js';
import { isMalformed, type Malformed } from '../../sip/span.js';
import { skipBlanks, skipLinearWhitespace } from '../../sip/whitespace.js';
import type { ServerProfile } from '../profile.js';
import type { HeaderRules } from '../rules/headers.js';
import { comparesByFour, type HeaderNameFacts, headerNameFactsAt } from './headerNames.js';

/** What a server parses at once when it reads a header; undefined for the kinds whose body it does not look at. */
export type ParsedHeader = Via | Address | CSeq | number | undefined;

/** A header field where it stands in the message: its name and its body without surrounding white space. */
export class HeaderField {
  /** Trailing blanks belong to the body; line ends and NULs at its end do not. */
  readonly bodyEnd: number;

  constructor(
    bytes: Buffer,
    readonly facts: HeaderNameFacts,
    readonly nameStart: number,
    readonly nameEnd: number,
    readonly bodyStart: number,
    /** Where the next header begins. */
    readonly next: number,
    private readonly parsed: ParsedHeader,
  ) {
    let end = next;
    while (end > bodyStart && isTrimmed(bytes[end - 1] as number)) end--;
    this.bodyEnd = end;
  }

  get kind(): HeaderKind {
    return this.facts.kind;
  }

  get via(): Via | undefined {
    return this.facts.kind === 'via' ? (this.parsed as Via) : undefined;
  }

  get to(): Address | undefined {
    return this.facts.kind === 'to' ? (this.parsed as Address) : undefined;
  }

  /** The From, where the server parses it at once. */
  get from(): Address | undefined {
    return this.facts.kind === 'from' ? (this.parsed as Address | undefined) : undefined;
  }

  get cseq(): CSeq | undefined {
    return this.facts.kind === 'cseq' ? (this.parsed as CSeq) : undefined;
  }

  /** The value of a Content-Length. */
  get lengthBytes(): number | undefined {
    return this.facts.kind === 'content-length' ? (this.parsed as number) : undefined;
  }
}

function isTrimmed(byte: number): boolean {
  return byte === LF || byte === CR || byte === NUL;
}

/** Reads the header field that begins at `start`, as the server does when it comes to it. */
export function readHeader(bytes: Buffer, start: number, profile: ServerProfile): HeaderField | Malformed {
  const end = bytes.length;
  const colon = findColon(bytes, start, profile.headers);
  if (typeof colon !== 'number') return colon;
  const nameEnd = endOfName(bytes, start, colon, profile.headers);
  if (typeof nameEnd !== 'number') return nameEnd;
  const facts = headerNameFactsAt(profile, bytes, start, colon);
  const bodyStart = skipLinearWhitespace(bytes, behindColon(bytes, start, colon, profile.headers), end);
  if (bodyStart >= end) return { malformed: 'header without a value', at: bodyStart };
  let parsed: ParsedHeader;
  let next: number;
  switch (facts.kind) {
    case 'via': {
      const via = parseVia(bytes, bodyStart, end, profile.via);
      if (isMalformed(via)) return via;
      parsed = via;
      next = via.next;
      break;
    }
    case 'to': {
      const to = parseAddress(bytes, bodyStart, end, profile.to);
      if (isMalformed(to)) return to;
      parsed = to;
      next = to.next;
      break;
    }
    case 'from': {
      if (profile.reception.fromParsed === 'when-needed') {
        next = endOfFoldedLines(bytes, bodyStart, end);
        break;
      }
      const from = parseAddress(bytes, bodyStart, end, profile.from);
      if (isMalformed(from)) return from;
      parsed = from;
      next = from.next;
      break;
    }
    case 'cseq': {
      const cseq = parseCSeq(bytes, bodyStart, end, profile.method);
      if (isMalformed(cseq)) return cseq;
      parsed = cseq;
      next = cseq.next;
      break;
    }
    case 'content-length': {
      const length = parseContentLength(bytes, bodyStart, end, profile.contentLength);
      if (isMalformed(length)) return length;
      parsed = length.lengthBytes;
      next = length.next;
      break;
    }
    case 'retry-after': {
      if (profile.headers.retryAfter === 'not-parsed') {
        next = endOfFoldedLines(bytes, bodyStart, end);
        break;
      }
      const retryAfter = parseRetryAfter(bytes, bodyStart, end);
      if (isMalformed(retryAfter)) return retryAfter;
      next = retryAfter.next;
      break;
    }
    default:
      next = endOfFoldedLines(bytes, bodyStart, end);
  }
  if (next < 0) return { malformed: 'header without a line end', at: end };
  return new HeaderField(bytes, facts, start, nameEnd, bodyStart, next, parsed);
}

function endOfFoldedLines(bytes: Buffer, start: number, end: number): number {
  for (let p = start; p < end; p++) {
    if (bytes[p] !== LF) continue;
    const next = bytes[p + 1];
    if (p + 1 >= end || (next !== SPACE && next !== TAB)) return p + 1;
  }
  return -1;
}

/** Fewer bytes are no header to servers that compare names four bytes at a time. */
const minHeaderBytes = 4;

/** The colon that ends the name which begins at `start`. */
function findColon(bytes: Buffer, start: number, { nameParser }: HeaderRules): number | Malformed {
  const end = bytes.length;
  let p = start;
  switch (nameParser) {
    case 'token': {
      while (p < end && isTokenByte(bytes[p] as number)) p++;
      const colon = skipBlanks(bytes, p, end);
      if (bytes[colon] !== COLON) return { malformed: noColon(bytes, colon), at: start };
      return p === start ? { malformed: 'header without a name', at: start } : colon;
    }
    case 'to-colon-of-line':
      while (p < end && bytes[p] !== COLON && !isLineEnd(bytes[p])) p++;
      break;
    default:
      if (end - start < minHeaderBytes) return { malformed: 'header cut off', at: start };
      while (p < end && bytes[p] !== COLON) p++;
  }
  return bytes[p] === COLON ? p : { malformed: 'header without a colon', at: start };
}

/**
 * Where the header's value may begin. `To:` and `Content-Length:` are compared together with the space that follows
 * them; a NUL counts as that space.
 */
function behindColon(bytes: Buffer, start: number, colon: number, rules: HeaderRules): number {
  const wantsSpace =
    bytes[colon + 1] === NUL &&
    comparesByFour(rules) &&
    (spells(bytes, start, colon, 'to') || spells(bytes, start, colon, 'content-length'));
  return wantsSpace ? colon + 2 : colon + 1;
}

/** Where the name before the colon ends. */
function endOfName(bytes: Buffer, start: number, colon: number, rules: HeaderRules): number | Malformed {
  if (rules.nameParser === 'by-four-to-colon') return colon;
  let end = colon;
  while (end > start && isNameBlank(bytes[end - 1])) end--;
  if (rules.nameParser === 'by-four-to-blank') {
    for (let p = start; p < end; p++) {
      if (isNameBlank(bytes[p]) && !isFilledBySpace(bytes, start, p, rules))
        return { malformed: 'blank in a header name', at: p };
    }
  }
  return end;
}

/**
 * Whether the name up to `end` is a known one that a space fills to four bytes. The server does not look at what
 * follows that space.
 */
function isFilledBySpace(bytes: Buffer, start: number, end: number, rules: HeaderRules): boolean {
  if (bytes[end] !== SPACE || (end - start) % 4 !== 3) return false;
  const name = bytes.toString('latin1', start, end).toLowerCase();
  return name !== 'contact' && Object.hasOwn(rules.kinds, name);
}

function isNameBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

function noColon(bytes: Buffer, at: number): string {
  const byte = bytes[at];
  return at >= bytes.length || byte === LF || byte === CR
    ? 'header without a colon'
    : 'byte that no header name may have';
}

function isTokenByte(byte: number): boolean {
  if (isAlphanumeric(byte)) return true;
  return byte === 0x2d || byte === 0x2e || byte === 0x5f || byte === 0x2b || byte === 0x7e;
}
