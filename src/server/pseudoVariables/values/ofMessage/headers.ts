import { spells } from '../../../../sip/characters.js';
import { parseContacts } from '../../../../sip/headers/contact/contact.js';
import { isMalformed } from '../../../../sip/span.js';
import { withoutTrailing } from '../../../../sip/withoutTrailing.js';
import { headerNameFacts } from '../../../message/headerNames.js';
import type { HeaderField } from '../../../message/headerReader.js';
import type { PseudoVariableRules } from '../../../rules/pseudoVariables.js';
import {
  textValue,
  type Variable,
  type VariableContext,
  type VariableIndex,
  type VariableValue,
} from '../../context.js';

/** The headers that `$hdr(name)` means: all of the name's kind, or of exactly that name (any case). */
export function headersNamed(context: VariableContext, name: string): HeaderField[] {
  const complete = context.message.read('end');
  if (!complete && context.profile.pseudoVariables.unparsableHeaders === 'null') return [];
  const { group } = headerNameFacts(context.profile, name);
  return context.message.headers.filter((header) => header.facts.group === group);
}

/** How several values become one. */
type Joining = Pick<PseudoVariableRules, 'joinAll' | 'maxJoinedBytes'>;

/** The bodies of the headers that `$hdr(name)` means. */
export function bodiesNamed(context: VariableContext, name: string): Buffer[] {
  const { bytes } = context.message;
  const bodies = headersNamed(context, name).map((header) =>
    bytes.subarray(header.bodyStart, header.bodyEnd),
  );
  return context.profile.pseudoVariables.trailingWhitespace === 'kept' ? bodies : bodies.map(trimmed);
}

/**
 * One of several values: the first, the `index`-th from 0, from the end when negative, or all joined, if they are not
 * too long for that.
 */
export function pick(
  values: readonly Buffer[],
  index: VariableIndex,
  { joinAll, maxJoinedBytes }: Joining,
): Buffer | undefined {
  if (index === undefined) return values[0];
  if (index !== 'all') return values.at(index);
  if (values.length === 0) return undefined;
  // No separator follows empty values at the beginning.
  const first = values.findIndex((value) => value.length > 0);
  const joined = Buffer.from(
    values
      .slice(first < 0 ? values.length : first)
      .map((value) => value.toString('latin1'))
      .join(joinAll),
    'latin1',
  );
  return joined.length > maxJoinedBytes ? undefined : joined;
}

const hdr: Variable = (context, argument, index) =>
  pick(bodiesNamed(context, argument), index, context.profile.pseudoVariables);

const headerCount: Variable = (context, argument) => textValue(headersNamed(context, argument).length);

function trimmed(value: Buffer): Buffer {
  return Buffer.from(
    withoutTrailing(value.toString('latin1').replace(/^[ \t\r\n]+/, ''), ' \t\r\n'),
    'latin1',
  );
}

/** The shortest or longest lifetime of the contacts: their own, else what Expires says; 0 where that is no number. */
function expires(context: VariableContext, argument: string): VariableValue {
  const { message, profile } = context;
  const general = bodiesNamed(context, 'Expires')[0];
  const generalSeconds =
    general === undefined || general.length === 0 ? undefined : leadingNumber(general.toString('latin1'));
  const seconds: number[] = [];
  for (const header of headersNamed(context, 'Contact')) {
    const contacts = parseContacts(message.bytes, header.bodyStart, header.bodyEnd, profile.contact);
    if (isMalformed(contacts) || contacts.length === 0) return undefined;
    for (const contact of contacts) {
      if (contact.uri === undefined) continue;
      const own = contact.parameters.findLast(({ name }) =>
        spells(message.bytes, name.start, name.end, 'expires'),
      )?.value;
      const isOwn = own !== undefined && own.end > own.start;
      const lifetime = isOwn ? wholeNumber(message.latin1(own)) : generalSeconds;
      if (isOwn && lifetime === undefined) return undefined;
      if (lifetime !== undefined) seconds.push(lifetime);
    }
  }
  if (seconds.length === 0 && generalSeconds !== undefined) seconds.push(generalSeconds);
  if (seconds.length === 0) return undefined;
  return textValue(argument === 'max' ? Math.max(...seconds) : Math.min(...seconds));
}

function wholeNumber(text: string): number | undefined {
  return /^\d+$/.test(text) && Number(text) < 2 ** 32 ? Number(text) : undefined;
}

/** The number that a text begins with; 0 where there is none, one of more than 32 bits, or more than ten bytes in all. */
function leadingNumber(text: string): number {
  const number = Number(/^\d+/.exec(text)?.[0] ?? 0);
  return number < 2 ** 32 && text.length <= 10 ? number : 0;
}

/** `$hdr(name)`, `$hdrc(name)`, `$expires(min)`. */
export function headerVariables(): Record<string, Variable> {
  return { 'hdr()': hdr, 'hdrc()': headerCount, 'hdrcnt()': headerCount, 'expires()': expires };
}
