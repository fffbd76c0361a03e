import { spells } from '../../../../sip/characters.js';
import { type Contact, parseContacts } from '../../../../sip/headers/contact/contact.js';
import type { ContactRules } from '../../../../sip/headers/contact/contactRules.js';
import { isMalformed, type Span } from '../../../../sip/span.js';
import {
  textValue,
  type Variable,
  type VariableContext,
  type VariableIndex,
  type VariableValue,
} from '../../context.js';
import { pick } from './headers.js';

/** The contacts of the Contact headers in order, as far as they parse. */
interface KnownContacts {
  /** The bytes that the spans of the contacts refer to. */
  readonly bytes: Buffer;
  readonly contacts: readonly Contact[];
  /** Whether a header that does not parse follows them. */
  readonly broken: boolean;
}

/**
 * Reads Contact headers until `wanted` contacts have been found. A `*` counts as a contact only when none came before it.
 * An empty header ends the reading; behind contacts it counts as one that does not parse.
 */
function contactsOf({ message, profile }: VariableContext, wanted: number): KnownContacts {
  const bytes = inMemory(message.bytes, profile.contact);
  const contacts: Contact[] = [];
  if (!message.read('end')) return { bytes, contacts, broken: false };
  for (const header of message.headers) {
    if (header.kind !== 'contact') continue;
    if (contacts.length >= wanted) break;
    const parsed = parseContacts(bytes, header.bodyStart, header.bodyEnd, profile.contact);
    if (isMalformed(parsed)) return { bytes, contacts, broken: true };
    if (parsed.length === 0) return { bytes, contacts, broken: contacts.length > 0 };
    contacts.push(...(contacts.length === 0 ? parsed : parsed.filter(isNoAsterisk)));
  }
  return { bytes, contacts, broken: false };
}

function isNoAsterisk({ uri }: Contact): boolean {
  return uri !== undefined;
}

/**
 * The message as the server has it in memory. A server that counts a name twice may read on behind the message. There
 * it has put a NUL, and rests of earlier messages follow, for which NULs stand here (docs/servers.md §20).
 */
function inMemory(bytes: Buffer, { nameBeforeBareUri }: ContactRules): Buffer {
  return nameBeforeBareUri === 'counted-twice' ? Buffer.concat([bytes, Buffer.alloc(bytes.length)]) : bytes;
}

/** A part of the contact that is meant. */
function chosen(
  context: VariableContext,
  index: VariableIndex,
  part: (contact: Contact) => Span | 'skipped' | undefined,
): VariableValue {
  const rules = context.profile.pseudoVariables;
  const wanted =
    index === undefined ? 1 : index === 'all' || index < 0 ? Number.POSITIVE_INFINITY : index + 1;
  const { bytes, contacts, broken } = contactsOf(context, wanted);
  if (broken && contacts.length < wanted)
    return rules.unparsableContact === 'empty' ? Buffer.alloc(0) : undefined;
  if (index !== 'all') {
    // Counted from the end, a `*` is left out.
    const counted = index !== undefined && index < 0 ? contacts.filter(isNoAsterisk) : contacts;
    const found = counted.map(part).at(index ?? 0);
    return found === undefined || found === 'skipped' ? undefined : bytes.subarray(found.start, found.end);
  }
  const shown = contacts.map(part).filter((span) => span !== 'skipped');
  if (shown.length === 0 && contacts.length > 0) return Buffer.alloc(0);
  return pick(
    shown.map((span) => (span === undefined ? Buffer.alloc(0) : bytes.subarray(span.start, span.end))),
    'all',
    rules,
  );
}

/** `$ct`: the whole of the first Contact header, or one of the contacts. */
const contact: Variable = (context, _, index) => {
  if (context.profile.pseudoVariables.contact === 'whole-header') {
    const value = context.message.valueOf('contact');
    return value?.length === 0 ? undefined : value;
  }
  return chosen(context, index, ({ whole }) => whole);
};

/** `$ct.fields(name)` and its kin. */
const contactField: Variable = (context, argument, index) => {
  const { bytes } = context.message;
  switch (argument) {
    case 'name':
      return chosen(context, index, ({ name }) => name);
    case 'uri':
      return chosen(context, index, ({ uri }) => uri ?? 'skipped');
    case 'params':
      return chosen(context, index, allParameters);
    default:
      return chosen(context, index, ({ parameters }) => {
        const named = parameters.findLast(({ name }) => spells(bytes, name.start, name.end, argument));
        const value = named?.value;
        return value === undefined || value.end === value.start ? undefined : value;
      });
  }
};

/** From the name of the first parameter to the end of the last, quotes included. */
function allParameters({ parameters, parametersEnd }: Contact): Span | undefined {
  const [first] = parameters;
  return first === undefined ? undefined : { start: first.name.start, end: parametersEnd };
}

/** `$ctu`: the URI of the first contact. */
const contactUri: Variable = (context) => chosen(context, undefined, ({ uri }) => uri);

/** `$cts`: 1 where the first Contact header holds a `*`, 0 elsewhere. */
const contactStar: Variable = (context) => {
  const [first] = contactsOf(context, 1).contacts;
  return textValue(first !== undefined && first.uri === undefined ? 1 : 0);
};

/** `$ct`, `$ct.fields(name)`. */
export function contactVariables(): Record<string, Variable> {
  return { ct: contact, ctu: contactUri, cts: contactStar, 'ct.fields()': contactField };
}
