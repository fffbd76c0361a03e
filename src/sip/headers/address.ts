import { BACKSLASH, COMMA, GREATER, isBlank, isLineEnd, LESS, NUL, QUOTE, SEMICOLON } from '../characters.js';
import { isMalformed, type Malformed, type Span } from '../span.js';
import { afterLineEnd } from '../whitespace.js';
import { type ParameterRules, type Parameters, parseParameters, skipFolds } from './parameters.js';

/** How strictly an address header is taken. */
export interface AddressRules extends ParameterRules {
  /** A comma outside of quotes and angle brackets: ends the address, or is an ordinary byte. */
  readonly comma: 'ends-address' | 'ordinary';
  /** A semicolon among unquoted words before the angle bracket. */
  readonly semicolonInWords: 'accepted' | 'refused';
  /** A folded line end right behind the last of several unquoted words: part of the display name, or not. */
  readonly foldAfterWords: 'in-name' | 'skipped';
}

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
  const address = parseAddressBefore(bytes, start, end, rules);
  if (isMalformed(address)) return address;
  // The automata of all servers look at the first byte of the next line, and balk at these two.
  const next = bytes[address.next];
  if (
    address.next >= end &&
    rules.atMessageEnd === 'unfinished' &&
    address.parameters === noParameters &&
    !hasLineEnd(bytes, start, end)
  ) {
    return { malformed: 'address at the end of the message', at: end };
  }
  const atNextLine = address.next < end && isLineEnd(bytes[address.next - 1]);
  if (atNextLine && (next === NUL || next === BACKSLASH))
    return { malformed: 'unexpected byte in an address', at: address.next };
  return address;
}

function hasLineEnd(bytes: Uint8Array, start: number, end: number): boolean {
  return bytes.subarray(start, end).some(isLineEnd);
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
  if (first === COMMA && rules.comma !== 'ordinary') return { malformed: 'no address', at: p };
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
      // The header ends with the word: a lone one is the URI, several are no address.
      if (words > 1) return { malformed: 'words without an address', at: Math.abs(next) };
      // At the end of the bytes, blanks behind the URI are taken for a part of it, unless a fold came first.
      const uriEnd = next < 0 || isLineEnd(bytes[wordEnd]) ? wordEnd : next;
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
    if (next === p || !beginsWord(byte as number, rules))
      return { malformed: 'unexpected byte in an address', at: next };
    p = next;
  }
}

/** Behind the line ends that begin at `at`, each with the one blank that makes it a fold. */
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
      return byte !== COMMA || rules.comma === 'ordinary';
  }
}
