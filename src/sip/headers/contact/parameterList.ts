import { APOSTROPHE, COMMA, EQUALS, QUOTE, SEMICOLON } from '../../characters.js';
import { isMalformed, type Malformed, type Span } from '../../span.js';
import { isWhite, skipWhite } from '../../whitespace.js';
import type { ContactRules } from './contactRules.js';

/** A parameter of a list as `a=1;b="x"`, which may have an empty name. */
export interface ListedParameter {
  readonly name: Span;
  /** Without its quotes. */
  readonly value: Span | undefined;
}

export interface ParameterList {
  readonly list: readonly ListedParameter[];
  /** Where the last parameter ends, its quotes included. */
  readonly lastEnd: number;
  /** Where the list ends: at a comma, or at the end of the bytes. */
  readonly next: number;
}

/** What a parser takes for a list of parameters. */
export interface ListForm {
  readonly separator: number;
  readonly quotes: readonly number[];
  /** Whether the last value may be missing behind its `=`. */
  readonly emptyLastValue: boolean;
  /** What a comma does that is the separator: it separates, or it ends the list as any other comma does. */
  readonly comma?: 'separates' | 'ends-list';
}

/** The forms of the lists that contacts and routes have. */
export const listForms = {
  strict: { separator: SEMICOLON, quotes: [QUOTE], emptyLastValue: false },
  lenient: { separator: SEMICOLON, quotes: [QUOTE, APOSTROPHE], emptyLastValue: true },
} as const satisfies Record<ContactRules['parameterList'], ListForm>;

/**
 * Parses parameters from `start` to a comma or `end` in the form that the server takes.
 */
export function parseParameterList(
  bytes: Buffer,
  start: number,
  end: number,
  form: ListForm = listForms.strict,
): ParameterList | Malformed {
  const list: ListedParameter[] = [];
  let p = start;
  for (;;) {
    const begin = skipWhite(bytes, p, end);
    if (begin >= end) return { malformed: 'parameter expected', at: begin };
    const parameter = parseParameter(bytes, begin, end, form);
    if (isMalformed(parameter)) return parameter;
    list.push(parameter.parameter);
    p = skipWhite(bytes, parameter.next, end);
    const isEnd = bytes[p] === COMMA && (form.separator !== COMMA || form.comma !== 'separates');
    if (p >= end || isEnd) return { list, lastEnd: parameter.next, next: p };
    if (bytes[p] !== form.separator) return { malformed: 'text after a parameter', at: p };
    p++;
  }
}

function parseParameter(
  bytes: Buffer,
  start: number,
  end: number,
  form: ListForm,
): { parameter: ListedParameter; next: number } | Malformed {
  let p = start;
  while (p < end && bytes[p] !== EQUALS && !endsValue(bytes[p], form)) p++;
  const name = { start, end: p };
  const equals = skipWhite(bytes, p, end);
  if (equals >= end || bytes[equals] !== EQUALS) return { parameter: { name, value: undefined }, next: p };
  const value = skipWhite(bytes, equals + 1, end);
  if (value >= end && form.emptyLastValue) {
    return { parameter: { name, value: { start: end, end } }, next: end };
  }
  const quote = bytes[value] as number;
  if (value < end && form.quotes.includes(quote)) {
    const close = bytes.indexOf(quote, value + 1);
    if (close < 0 || close >= end) return { malformed: 'quoted value without an end', at: value };
    return { parameter: { name, value: { start: value + 1, end: close } }, next: close + 1 };
  }
  p = value;
  while (p < end && !endsValue(bytes[p], form)) p++;
  if (p === value) return { malformed: 'parameter without a value', at: value };
  return { parameter: { name, value: { start: value, end: p } }, next: p };
}

function endsValue(byte: number | undefined, { separator }: ListForm): boolean {
  return byte === separator || byte === COMMA || isWhite(byte);
}
