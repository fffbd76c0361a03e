import {
  BACKSLASH,
  COLON,
  COMMA,
  EQUALS,
  GREATER,
  isBlank,
  isLineEnd,
  LESS,
  QUOTE,
  SEMICOLON,
} from '../characters.js';
import { isMalformed, type Malformed, type Span } from '../span.js';

/** One contact of a Contact header (RFC 3261 §20.10), or the `*` that stands for all of them. */
export interface Contact {
  /** From its first byte to the comma behind it or the header's end, white space before those included. */
  readonly whole: Span;
  /** The display name as written. */
  readonly name: Span | undefined;
  /** Undefined for the `*`. */
  readonly uri: Span | undefined;
  readonly parameters: readonly ContactParameter[];
  /** Where the last parameter ends, its quotes included. */
  readonly parametersEnd: number;
}

interface ContactParameter {
  readonly name: Span;
  /** Without its quotes. */
  readonly value: Span | undefined;
}

const asterisk = 0x2a;

/**
 * Parses the contacts from `start` to `end`, as the servers do: all of them have to fit, and a `*` stands alone. None
 * where there is nothing but white space.
 *
 * `most` is where the bytes end that a miscounted name may lay open, for the servers that count a name before a URI
 * without angle brackets twice.
 */
export function parseContacts(bytes: Buffer, start: number, end: number, most = end): Contact[] | Malformed {
  const first = skipWhite(bytes, start, end);
  if (first >= end) return [];
  if (bytes[first] === asterisk) {
    if (end > first + 1) return { malformed: 'text after a *', at: first + 1 };
    return [
      { whole: { start: first, end }, name: undefined, uri: undefined, parameters: [], parametersEnd: end },
    ];
  }
  const contacts: Contact[] = [];
  let p = first;
  let known = end;
  for (;;) {
    const contact = parseContact(bytes, p, known, most);
    if (isMalformed(contact)) return contact;
    contacts.push(contact.contact);
    known = contact.end;
    const comma = contact.contact.whole.end;
    if (comma >= known) return contacts;
    p = skipWhite(bytes, comma + 1, known);
    if (p >= known) return { malformed: 'contact expected after the comma', at: p };
  }
}

interface ParsedContact {
  readonly contact: Contact;
  /** Where the server takes the header to end. */
  readonly end: number;
}

function parseContact(bytes: Buffer, start: number, known: number, most: number): ParsedContact | Malformed {
  const begin = beginOfUri(bytes, start, known);
  if (isMalformed(begin)) return begin;
  const end = begin.bare ? Math.min(most, known + Math.max(0, begin.start - start - 2)) : known;
  const stop = endOfUri(bytes, begin.start, end);
  if (typeof stop !== 'number') return stop;
  const uri = withoutBrackets(bytes, trimmed(bytes, begin.start, stop));
  if (uri.end <= uri.start) return { malformed: 'contact without a URI', at: begin.start };
  const name = trimmed(bytes, start, begin.start);
  const parameters = parseParameters(bytes, stop, end);
  if (isMalformed(parameters)) return parameters;
  const contact: Contact = {
    whole: { start, end: parameters.next },
    name: name.end > name.start ? name : undefined,
    uri,
    parameters: parameters.list,
    parametersEnd: parameters.lastEnd,
  };
  return { contact, end };
}

/** Where the URI begins: at an angle bracket, or at the word that a colon stands in. */
function beginOfUri(bytes: Buffer, start: number, end: number): { start: number; bare: boolean } | Malformed {
  let quoted = false;
  let word = start;
  for (let p = start; p < end; p++) {
    const byte = bytes[p];
    if (byte === QUOTE && (!quoted || bytes[p - 1] !== BACKSLASH)) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === LESS) return { start: p, bare: false };
    else if (byte === COLON) return { start: word, bare: true };
    else if (isWhite(byte)) word = p + 1;
  }
  return { malformed: quoted ? 'quoted name without an end' : 'contact without a URI', at: start };
}

/** Where the URI, whatever its brackets and quotes hold, is followed by a parameter, another contact, or nothing. */
function endOfUri(bytes: Buffer, start: number, end: number): number | Malformed {
  let quoted = false;
  let bracketed = false;
  let p = start;
  for (; p < end; p++) {
    const byte = bytes[p];
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === LESS || byte === GREATER) {
      if (bracketed === (byte === LESS)) return { malformed: 'unexpected angle bracket in a contact', at: p };
      bracketed = !bracketed;
    } else if (!bracketed && (byte === SEMICOLON || byte === COMMA)) break;
  }
  return quoted || bracketed ? { malformed: 'contact without an end', at: end } : p;
}

function withoutBrackets(bytes: Buffer, uri: Span): Span {
  if (bytes[uri.start] !== LESS || bytes[uri.end - 1] !== GREATER) return uri;
  return trimmed(bytes, uri.start + 1, uri.end - 1);
}

/** The parameters from the semicolon at `at`, if there is one, up to a comma or the end. */
function parseParameters(
  bytes: Buffer,
  at: number,
  end: number,
): { list: ContactParameter[]; lastEnd: number; next: number } | Malformed {
  const list: ContactParameter[] = [];
  let p = at;
  let lastEnd = at;
  while (p < end && bytes[p] === SEMICOLON) {
    const start = skipWhite(bytes, p + 1, end);
    if (start >= end) return { malformed: 'contact parameter expected after the semicolon', at: start };
    const parameter = parseParameter(bytes, start, end);
    if (isMalformed(parameter)) return parameter;
    list.push(parameter.parameter);
    lastEnd = parameter.next;
    p = skipWhite(bytes, lastEnd, end);
    if (p < end && bytes[p] !== SEMICOLON && bytes[p] !== COMMA)
      return { malformed: 'text after a contact parameter', at: p };
  }
  return { list, lastEnd, next: p };
}

function parseParameter(
  bytes: Buffer,
  start: number,
  end: number,
): { parameter: ContactParameter; next: number } | Malformed {
  let p = start;
  while (p < end && bytes[p] !== EQUALS && !endsValue(bytes[p])) p++;
  const name = { start, end: p };
  const equals = skipWhite(bytes, p, end);
  if (equals >= end || bytes[equals] !== EQUALS) return { parameter: { name, value: undefined }, next: p };
  const value = skipWhite(bytes, equals + 1, end);
  if (value < end && bytes[value] === QUOTE) {
    const close = bytes.indexOf(QUOTE, value + 1);
    if (close < 0 || close >= end) return { malformed: 'quoted value without an end', at: value };
    return { parameter: { name, value: { start: value + 1, end: close } }, next: close + 1 };
  }
  p = value;
  while (p < end && !endsValue(bytes[p])) p++;
  if (p === value) return { malformed: 'contact parameter without a value', at: value };
  return { parameter: { name, value: { start: value, end: p } }, next: p };
}

function endsValue(byte: number | undefined): boolean {
  return byte === SEMICOLON || byte === COMMA || isWhite(byte);
}

function trimmed(bytes: Buffer, from: number, until: number): Span {
  const start = skipWhite(bytes, from, until);
  let end = until;
  while (end > start && isWhite(bytes[end - 1])) end--;
  return { start, end };
}

function skipWhite(bytes: Buffer, at: number, end: number): number {
  let p = at;
  while (p < end && isWhite(bytes[p])) p++;
  return p;
}

function isWhite(byte: number | undefined): boolean {
  return isBlank(byte) || isLineEnd(byte);
}
