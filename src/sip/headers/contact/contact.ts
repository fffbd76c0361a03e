import { BACKSLASH, COLON, COMMA, GREATER, isBlank, LESS, LF, QUOTE, SEMICOLON } from '../../characters.js';
import { isMalformed, type Malformed, type Span } from '../../span.js';
import { isWhite, skipWhite } from '../../whitespace.js';
import type { ContactRules } from './contactRules.js';
import {
  type ListedParameter,
  type ListForm,
  listForms,
  type ParameterList,
  parseParameterList,
} from './parameterList.js';

/** One contact of a Contact header (RFC 3261 §20.10), or the `*` that stands for all of them. */
export interface Contact {
  /** From its first byte to the comma behind it or the header's end, white space before those included. */
  readonly whole: Span;
  /** The display name as written. */
  readonly name: Span | undefined;
  /** Undefined for the `*`. */
  readonly uri: Span | undefined;
  readonly parameters: readonly ListedParameter[];
  /** Where the last parameter ends, its quotes included. */
  readonly parametersEnd: number;
}

const asterisk = 0x2a;

/**
 * Parses the contacts from `start` to `end`, as the servers do: all of them have to fit, and a `*` stands alone. None
 * where there is nothing but white space.
 */
export function parseContacts(
  bytes: Buffer,
  start: number,
  end: number,
  rules: ContactRules,
): Contact[] | Malformed {
  const first = skipWhite(bytes, start, end);
  if (first >= end) return [];
  if (bytes[first] === asterisk) {
    if (end > first + 1 && rules.textAfterAsterisk === 'refused')
      return { malformed: 'text after a *', at: first + 1 };
    return [
      { whole: { start: first, end }, name: undefined, uri: undefined, parameters: [], parametersEnd: end },
    ];
  }
  const contacts: Contact[] = [];
  let p = first;
  let headerEnd = end;
  for (;;) {
    const contact = parseContact(bytes, p, headerEnd, rules);
    if (isMalformed(contact)) return contact;
    contacts.push(contact.contact);
    headerEnd = contact.end;
    const comma = contact.contact.whole.end;
    if (comma >= headerEnd) return contacts;
    p = skipWhite(bytes, comma + 1, headerEnd);
    if (p >= headerEnd) return { malformed: 'contact expected after the comma', at: p };
  }
}

interface ParsedContact {
  readonly contact: Contact;
  /** Where the server takes the header to end. */
  readonly end: number;
}

function parseContact(
  bytes: Buffer,
  start: number,
  headerEnd: number,
  rules: ContactRules,
): ParsedContact | Malformed {
  const begin = beginOfUri(bytes, start, headerEnd, rules);
  if (isMalformed(begin)) return begin;
  const end = begin.bare ? endAfterName(bytes, begin.start - start, headerEnd, rules) : headerEnd;
  const stop = endOfUri(bytes, begin.start, end);
  if (typeof stop !== 'number') return stop;
  const uri = withoutBrackets(bytes, trimmed(bytes, begin.start, stop));
  if (uri.end - uri.start < rules.minUriBytes)
    return { malformed: 'contact without a URI, or with one that is too short', at: begin.start };
  const name = trimmed(bytes, start, begin.start);
  const parameters = parametersFrom(bytes, stop, end, listForms[rules.parameterList]);
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

/**
 * Where the header ends for the server after it has read a name of so many bytes before a URI without angle brackets.
 */
function endAfterName(bytes: Buffer, nameBytes: number, end: number, rules: ContactRules): number {
  if (rules.nameBeforeBareUri === 'hides-last-byte') return nameBytes > 0 ? end - 1 : end;
  return Math.min(bytes.length, end + Math.max(0, nameBytes - 2));
}

/**
 * Where the URI begins: at an angle bracket, or at the word that holds the first colon (or ends at the first
 * semicolon).
 */
function beginOfUri(
  bytes: Buffer,
  start: number,
  end: number,
  { uriWithoutColon }: ContactRules,
): { start: number; bare: boolean } | Malformed {
  let quoted = false;
  let word = start;
  for (let p = start; p < end; p++) {
    const byte = bytes[p];
    if (byte === QUOTE && (!quoted || bytes[p - 1] !== BACKSLASH)) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === LESS) return { start: p, bare: false };
    else if (byte === COLON || (byte === SEMICOLON && uriWithoutColon === 'before-parameter'))
      return { start: word, bare: true };
    else if (isBlank(byte) || byte === LF) word = p + 1;
  }
  return { malformed: quoted ? 'quoted name without an end' : 'contact without a URI', at: start };
}

/** Where the URI ends: at a semicolon or comma outside of brackets and quotes, or at the end. */
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
function parametersFrom(bytes: Buffer, at: number, end: number, form: ListForm): ParameterList | Malformed {
  return at < end && bytes[at] === SEMICOLON
    ? parseParameterList(bytes, at + 1, end, form)
    : { list: [], lastEnd: at, next: at };
}

function trimmed(bytes: Buffer, from: number, until: number): Span {
  const start = skipWhite(bytes, from, until);
  let end = until;
  while (end > start && isWhite(bytes[end - 1])) end--;
  return { start, end };
}
