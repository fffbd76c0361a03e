import { isLineEnd } from '../../../../sip/characters.js';
import { type Contact, parseContacts } from '../../../../sip/headers/contact/contact.js';
import type { ContactRules } from '../../../../sip/headers/contact/contactRules.js';
import { listForms } from '../../../../sip/headers/contact/parameterList.js';
import { parseRoutes } from '../../../../sip/headers/contact/route.js';
import { isMalformed, type Span } from '../../../../sip/span.js';
import { isWhite } from '../../../../sip/whitespace.js';
import { headerNameFacts } from '../../../message/headerNames.js';
import type { HeaderField } from '../../../message/headerReader.js';
import {
  textValue,
  type Variable,
  type VariableContext,
  type VariableIndex,
  type VariableValue,
} from '../../context.js';
import { bodiesNamed, headersNamed, pick } from './headers.js';
import { listedIdentities } from './identities.js';

/** The items of headers that hold lists, in the server's order. */
interface Items {
  readonly values: readonly (Buffer | undefined)[];
  /** Whether a header that does not parse came behind them, so that nothing can be counted from the end. */
  readonly broken: boolean;
}

/** The hops of all Vias; each reaches to where the next one begins, its comma included. */
function hops({ message }: VariableContext, headers: readonly HeaderField[]): Items {
  const spans = headers.flatMap((header) => header.via?.hops.map((hop) => hop.whole) ?? []);
  return { values: spans.map((span) => message.slice(withoutWhite(message.bytes, span))), broken: false };
}

/**
 * The contacts of all headers, all of which have to parse. A `*` is left out, but when the first header is a `*`, the
 * first contact has no value.
 */
function contacts({ message, profile }: VariableContext, headers: readonly HeaderField[]): Items {
  const values: (Buffer | undefined)[] = [];
  let isHidden = false;
  for (const header of headers) {
    const parsed = contactsIn(message.bytes, header, profile.contact);
    if (parsed === undefined) return { values: [], broken: true };
    if (header === headers[0]) isHidden = parsed.length === 0;
    const ofHeader = parsed.map((contact) => withParameters(message.bytes, contact));
    if (profile.pseudoVariables.contactOrder === 'last-first') ofHeader.reverse();
    values.push(...ofHeader);
  }
  if (isHidden && values.length > 0) values[0] = undefined;
  return { values, broken: false };
}

/** The entries of Route or Record-Route headers, up to one that does not parse. */
function routes({ message, profile }: VariableContext, headers: readonly HeaderField[]): Items {
  const { bytes } = message;
  const values: Buffer[] = [];
  for (const header of headers) {
    const parsed = parseRoutes(
      bytes,
      header.bodyStart,
      header.bodyEnd,
      listForms[profile.contact.parameterList],
    );
    if (isMalformed(parsed)) return { values, broken: true };
    values.push(...parsed.map((entry) => slice(bytes, withoutWhite(bytes, entry))));
  }
  return { values, broken: false };
}

/** The contacts of a header, without a `*`; undefined where they do not parse or there is nothing. */
function contactsIn(
  bytes: Buffer,
  { bodyStart, bodyEnd }: HeaderField,
  rules: ContactRules,
): Contact[] | undefined {
  const parsed = parseContacts(bytes, bodyStart, bodyEnd, rules);
  if (isMalformed(parsed) || parsed.length === 0) return undefined;
  return parsed.filter(({ uri }) => uri !== undefined);
}

function withParameters(bytes: Buffer, { whole, parameters, parametersEnd }: Contact): Buffer {
  const end = parameters.length > 0 ? parametersEnd : whole.end;
  return slice(bytes, withoutWhite(bytes, { start: whole.start, end }));
}

function slice(bytes: Buffer, span: Span): Buffer {
  return bytes.subarray(span.start, span.end);
}

function withoutWhite(bytes: Buffer, span: Span): Span {
  let { start, end } = span;
  while (start < end && isWhite(bytes[start])) start++;
  while (end > start && (isWhite(bytes[end - 1]) || isLineEnd(bytes[end - 1]))) end--;
  return { start, end };
}

/** The item that an index means. Counted from the end, older servers are off by one. */
function choose({ values, broken }: Items, index: VariableIndex, context: VariableContext): VariableValue {
  if (typeof index !== 'number' || index >= 0) return values[typeof index === 'number' ? index : 0];
  if (broken) return undefined;
  const late = context.profile.pseudoVariables.lastItem === 'at-minus-two' ? 1 : 0;
  const at = values.length + index + late;
  return at < 0 ? undefined : values[at];
}

/** The items of a header that holds a list which the server takes apart; undefined for any other header. */
function itemsOf(
  context: VariableContext,
  argument: string,
  headers: readonly HeaderField[],
): Items | undefined {
  const { kind } = headerNameFacts(context.profile, argument);
  switch (kind) {
    case 'via':
      return hops(context, headers);
    case 'contact':
      return contacts(context, headers);
    case 'route':
    case 'record-route':
      return routes(context, headers);
    default:
      if ((context.profile.identities[kind]?.items ?? 'none') === 'none') return undefined;
      return { values: headers.length === 0 ? [] : listedIdentities(context, kind), broken: false };
  }
}

/** `$hfl(name)`: an item of a header that holds a list, where the server takes it apart, else the header as a whole. */
export const headerItem: Variable = (context, argument, index) => {
  const items = index === 'all' ? undefined : itemsOf(context, argument, headersNamed(context, argument));
  if (items === undefined)
    return pick(bodiesNamed(context, argument), index, context.profile.pseudoVariables);
  return choose(items, index, context);
};

/** `$hflc(name)`: how many such items there are; none where one of the headers does not parse. A `*` in Contact is none. */
export const headerItemCount: Variable = (context, argument) => {
  const headers = headersNamed(context, argument);
  const items = itemsOf(context, argument, headers);
  if (items?.broken) return textValue(0);
  return textValue((items?.values ?? headers).length);
};
