import {
  BACKSLASH,
  COMMA,
  GREATER,
  isBlank,
  isLineEnd,
  LESS,
  NUL,
  QUOTE,
  SEMICOLON,
} from '../../characters.js';
import { isMalformed, type Malformed, type Span } from '../../span.js';
import { afterLineEnd, isWhite, skipBlanks } from '../../whitespace.js';
import type { AddressRules } from './addressRules.js';
import { type Parameters, parseParameters, skipFolds } from './parameters.js';

/** A name-addr or addr-spec with its parameters, as To, From and their kin carry it (RFC 3261 §20.10, §20.39). */
export interface Address {
  /** The display name as written, with its quotes. */
  readonly display: Span | undefined;
  readonly uri: Span;
  readonly parameters: Parameters['list'];
  /** The value of the last tag parameter; empty where `tag=` has none. */
  readonly tag: Span | undefined;
  /** Where the address ends: at the next header, or at the comma or NUL that ended it. */
  readonly next: number;
}

const noParameters: Parameters['list'] = [];

/**
 * Parses the address that starts at `start` (no white space before it), over folded lines, up to the next header.
 */
export function parseAddress(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: AddressRules,
): Address | Malformed {
  const address = parseCutOff(bytes, start, end, rules, parseAddressBefore(bytes, start, end, rules));
  if (isMalformed(address)) return address;
  if (rules.byteBehindLineEnd === 'accepted') return address;
  const next = bytes[address.next];
  const atNextLine = address.next < end && isLineEnd(bytes[address.next - 1]);
  if (atNextLine && (next === NUL || next === BACKSLASH))
    return { malformed: 'unexpected byte in an address', at: address.next };
  return address;
}

/**
 * An address that ends with the bytes, without a line end. The servers then judge it by what stood before its last
 * fold: some always, others only when it does not parse as it stands.
 */
function parseCutOff(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: AddressRules,
  address: Address | Malformed,
): Address | Malformed {
  const broken = isMalformed(address);
  const isCutOff = (broken ? address.at : address.next) >= end && !isLineEnd(bytes[end - 1]);
  const unfinished = rules.atMessageEnd === 'unfinished';
  if (!isCutOff || (!broken && !unfinished)) return address;
  const fold = lastLineEnd(bytes, start, end);
  if (fold < 0) {
    return broken || address.parameters !== noParameters
      ? address
      : { malformed: 'address at the end of the message', at: end };
  }
  const before = parseAddressBefore(bytes, start, fold + 1, rules);
  if (isMalformed(before)) return before;
  if (before.uri.start !== skipBlanks(bytes, start, end) || before.parameters !== noParameters)
    return address;
  return continueBare(bytes, { fold, end }, before, address);
}

/** Parses such an address again, where what stands before the last fold is a URI without angle brackets. */
function continueBare(
  bytes: Uint8Array,
  { fold, end }: { fold: number; end: number },
  before: Address,
  address: Address | Malformed,
): Address | Malformed {
  const broken = isMalformed(address);
  const { start } = before.uri;
  const bracket = indexBefore(bytes, LESS, fold, end);
  if (bracket >= 0) {
    const display = { start, end: withoutWhiteBehind(bytes, start, bracket) };
    const close = indexBefore(bytes, GREATER, bracket, end);
    if (close < 0 || (!broken && address.parameters === noParameters))
      return { ...before, display, uri: { start: bracket + 1, end: bracket + 1 }, next: end };
    return address;
  }
  const tail = skipBlanks(bytes, fold + 1, end);
  if (!broken || bytes[tail] === SEMICOLON) return address;
  // Words behind the fold belong to the URI, except a last one that no blank ended.
  let wordStart = end;
  while (wordStart > tail && !isBlank(bytes[wordStart - 1])) wordStart--;
  return { ...before, uri: { start, end: withoutWhiteBehind(bytes, start, wordStart) }, next: end };
}

function lastLineEnd(bytes: Uint8Array, start: number, end: number): number {
  let p = end - 1;
  while (p >= start && !isLineEnd(bytes[p])) p--;
  return p < start ? -1 : p;
}

function indexBefore(bytes: Uint8Array, byte: number, start: number, end: number): number {
  const index = bytes.indexOf(byte, start);
  return index < end ? index : -1;
}

function withoutWhiteBehind(bytes: Uint8Array, start: number, end: number): number {
  let p = end;
  while (p > start && isWhite(bytes[p - 1])) p--;
  return p;
}

function parseAddressBefore(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: AddressRules,
): Address | Malformed {
  let p = start;
  while (p < end && isBlank(bytes[p])) p++;
  const first = bytes[p];
  if (p >= end || first === undefined) return { malformed: 'no address', at: p };
  if (first === QUOTE) {
    const close = endOfQuotedName(bytes, p + 1, end);
    if (typeof close !== 'number') return close;
    const bracket = skipFolds(bytes, close + 1, end);
    if (bracket < 0 || bracket >= end || bytes[bracket] !== LESS) {
      return { malformed: 'display name without an address', at: Math.abs(bracket) };
    }
    return parseEnclosed(bytes, bracket, end, rules, { start: p, end: close + 1 });
  }
  if (first === LESS) return parseEnclosed(bytes, p, end, rules, undefined);
  if (isLineEnd(first) || first === GREATER || first === SEMICOLON || first === BACKSLASH || first === NUL) {
    return { malformed: 'no address', at: p };
  }
  if (first === COMMA && rules.comma === 'ends-address') return { malformed: 'no address', at: p };
  return parseBare(bytes, p, end, rules);
}

/** An address without angle brackets, or a display name of unquoted words before them. */
function parseBare(bytes: Uint8Array, start: number, end: number, rules: AddressRules): Address | Malformed {
  let p = start;
  let wordEnd = start;
  let words = 0;
  for (;;) {
    while (p < end && !endsWord(bytes[p] as number, rules, words)) p++;
    wordEnd = p;
    words++;
    const next = skipFolds(bytes, p, end);
    if (next < 0 || next >= end) {
      // The header ends here: one word is the URI, several are no address.
      if (words > 1) return { malformed: 'words without an address', at: Math.abs(next) };
      // Where the bytes end here, white space behind the URI may count as part of it.
      const uriEnd = next < 0 || rules.atMessageEnd === 'unfinished' ? wordEnd : next;
      return withoutParameters({ start, end: uriEnd }, Math.abs(next));
    }
    const byte = bytes[next];
    if (byte === LESS) {
      const nameEnd =
        words > 1 && rules.foldAfterWords === 'in-name' ? endOfFolds(bytes, wordEnd, end) : wordEnd;
      return parseEnclosed(bytes, next, end, rules, { start, end: nameEnd });
    }
    if (byte === NUL && words === 1) return withoutParameters({ start, end: next }, next);
    if (words === 1 && byte === COMMA && rules.comma === 'ends-address') {
      return withoutParameters({ start, end: wordEnd }, next);
    }
    if (words === 1 && byte === SEMICOLON)
      return withParameters(bytes, undefined, { start, end: wordEnd }, next, end, rules);
    if (!beginsWord(byte as number, rules)) return { malformed: 'unexpected byte in an address', at: next };
    p = next;
  }
}

/** Where the folds that begin at `at` end: line ends, each with one blank behind it. */
function endOfFolds(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isLineEnd(bytes[p])) p = afterLineEnd(bytes, p, end) + 1;
  return p;
}

function parseEnclosed(
  bytes: Uint8Array,
  bracket: number,
  end: number,
  rules: AddressRules,
  display: Span | undefined,
): Address | Malformed {
  let p = bracket + 1;
  while (p < end && isBlank(bytes[p])) p++;
  const uriStart = p;
  if (bytes[p] === GREATER || bytes[p] === SEMICOLON)
    return { malformed: 'no address between < and >', at: p };
  if (bytes[p] === COMMA && rules.comma === 'ends-address')
    return { malformed: 'no address between < and >', at: p };
  while (p < end && bytes[p] !== GREATER && !isBlank(bytes[p])) {
    const byte = bytes[p];
    if (isLineEnd(byte) || byte === NUL || byte === LESS || byte === QUOTE || byte === BACKSLASH) {
      return { malformed: 'unexpected byte between < and >', at: p };
    }
    p++;
  }
  const uri = { start: uriStart, end: p };
  while (p < end && isBlank(bytes[p])) p++;
  if (p >= end || bytes[p] !== GREATER) return { malformed: 'address without its >', at: p };
  const next = skipFolds(bytes, p + 1, end);
  if (next < 0 || next >= end)
    return { display, uri, parameters: noParameters, tag: undefined, next: Math.abs(next) };
  const byte = bytes[next];
  if (byte === SEMICOLON) return withParameters(bytes, display, uri, next, end, rules);
  if (byte === NUL || (byte === COMMA && rules.comma === 'ends-address')) {
    return { display, uri, parameters: noParameters, tag: undefined, next };
  }
  return { malformed: 'text after the address', at: next };
}

function withParameters(
  bytes: Uint8Array,
  display: Span | undefined,
  uri: Span,
  semicolon: number,
  end: number,
  rules: AddressRules,
): Address | Malformed {
  const parameters = parseParameters(bytes, semicolon, end, rules);
  if (isMalformed(parameters)) return parameters;
  return { display, uri, parameters: parameters.list, tag: parameters.tag, next: parameters.next };
}

function withoutParameters(uri: Span, next: number): Address {
  return { display: undefined, uri, parameters: noParameters, tag: undefined, next };
}

function endOfQuotedName(bytes: Uint8Array, start: number, end: number): number | Malformed {
  for (let p = start; p < end; p++) {
    const byte = bytes[p];
    if (byte === QUOTE) return p;
    if (byte === BACKSLASH) p++;
    else if (isLineEnd(byte) || byte === NUL) return { malformed: 'line end in a quoted name', at: p };
  }
  return { malformed: 'quoted name without an end', at: end };
}

/** Whether the byte ends a word; `before` is how many words came before it. */
function endsWord(byte: number, rules: AddressRules, before: number): boolean {
  switch (byte) {
    case LESS:
    case GREATER:
    case QUOTE:
    case BACKSLASH:
    case NUL:
      return true;
    case SEMICOLON:
      return before === 0 || rules.semicolonInWords === 'refused';
    case COMMA:
      return rules.comma === 'ends-address';
    default:
      return isBlank(byte) || isLineEnd(byte);
  }
}

/** Whether the byte may begin another word of a display name. */
function beginsWord(byte: number, rules: AddressRules): boolean {
  switch (byte) {
    case GREATER:
    case QUOTE:
    case BACKSLASH:
    case SEMICOLON:
    case NUL:
      return false;
    default:
      return byte !== COMMA || rules.comma !== 'ends-address';
  }
}
