import {
  BACKSLASH,
  COLON,
  COMMA,
  GREATER,
  isBlank,
  isLineEnd,
  LESS,
  QUOTE,
  SEMICOLON,
} from '../characters.js';
import type { Malformed, Span } from '../span.js';

/** One contact of a Contact header (RFC 3261 §20.10), or the `*` that stands for all of them. */
export interface Contact {
  /** From its first byte to its last, parameters included. */
  readonly whole: Span;
  readonly uri: Span;
  readonly parameters: readonly ContactParameter[];
}

interface ContactParameter {
  readonly name: Span;
  /** Without its quotes. */
  readonly value: Span | undefined;
}

/** Parses the contacts from `start` to `end`; all of them have to fit. */
export function parseContacts(bytes: Buffer, start: number, end: number): Contact[] | Malformed {
  const contacts: Contact[] = [];
  let p = skipWhite(bytes, start, end);
  for (;;) {
    const contact = parseContact(bytes, p, end);
    if ('malformed' in contact) return contact;
    contacts.push(contact.contact);
    if (contact.next >= end) return contacts;
    p = skipWhite(bytes, contact.next + 1, end);
    if (p >= end) return { malformed: 'contact expected after the comma', at: p };
  }
}

interface ParsedContact {
  readonly contact: Contact;
  /** The comma behind it, or the end. */
  readonly next: number;
}

function parseContact(bytes: Buffer, start: number, end: number): ParsedContact | Malformed {
  const uri = findUri(bytes, start, end);
  if ('malformed' in uri) return uri;
  const parameters: ContactParameter[] = [];
  let last = uri.next;
  let p = skipWhite(bytes, uri.next, end);
  while (p < end && bytes[p] === SEMICOLON) {
    const parameter = parseParameter(bytes, p + 1, end);
    if ('malformed' in parameter) return parameter;
    if (parameter.parameter !== undefined) parameters.push(parameter.parameter);
    last = parameter.next;
    p = skipWhite(bytes, parameter.next, end);
  }
  if (p < end && bytes[p] !== COMMA) return { malformed: 'text after a contact', at: p };
  return { contact: { whole: { start, end: last }, uri: uri.span, parameters }, next: p };
}

interface FoundUri {
  readonly span: Span;
  readonly next: number;
}

/** A URI in angle brackets after any name, or a bare one, which is known by the colon of its scheme. */
function findUri(bytes: Buffer, start: number, end: number): FoundUri | Malformed {
  let quoted = false;
  let colon = false;
  if (bytes[start] === 0x2a) return { span: { start, end: start + 1 }, next: start + 1 };
  for (let p = start; p < end; p++) {
    const byte = bytes[p];
    if (quoted) {
      if (byte === BACKSLASH) p++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === LESS) {
      const close = bytes.indexOf(GREATER, p);
      if (close < 0 || close >= end) return { malformed: 'contact without its >', at: p };
      return { span: { start: p + 1, end: close }, next: close + 1 };
    } else if (byte === COLON) {
      colon = true;
      break;
    } else if (byte === COMMA || byte === SEMICOLON) break;
  }
  if (quoted) return { malformed: 'quoted name without an end', at: end };
  if (!colon) return { malformed: 'contact without a URI', at: start };
  let p = start;
  while (p < end && bytes[p] !== SEMICOLON && bytes[p] !== COMMA && !isWhite(bytes[p])) p++;
  return { span: { start, end: p }, next: p };
}

function parseParameter(
  bytes: Buffer,
  at: number,
  end: number,
): { parameter: ContactParameter | undefined; next: number } | Malformed {
  const start = skipWhite(bytes, at, end);
  let p = start;
  while (p < end && !isWhite(bytes[p]) && bytes[p] !== SEMICOLON && bytes[p] !== COMMA && bytes[p] !== 0x3d)
    p++;
  if (p === start) return { parameter: undefined, next: p };
  const name = { start, end: p };
  const equals = skipWhite(bytes, p, end);
  if (equals >= end || bytes[equals] !== 0x3d) return { parameter: { name, value: undefined }, next: p };
  const value = skipWhite(bytes, equals + 1, end);
  if (bytes[value] === QUOTE && value < end) {
    const close = bytes.indexOf(QUOTE, value + 1);
    if (close < 0 || close >= end) return { malformed: 'quoted value without an end', at: value };
    return { parameter: { name, value: { start: value + 1, end: close } }, next: close + 1 };
  }
  p = value;
  while (p < end && !isWhite(bytes[p]) && bytes[p] !== SEMICOLON && bytes[p] !== COMMA) p++;
  return { parameter: { name, value: { start: value, end: p } }, next: p };
}

function skipWhite(bytes: Buffer, at: number, end: number): number {
  let p = at;
  while (p < end && isWhite(bytes[p])) p++;
  return p;
}

function isWhite(byte: number | undefined): boolean {
  return isBlank(byte) || isLineEnd(byte);
}
