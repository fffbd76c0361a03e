import { COMMA } from '../../../sip/characters.js';
import type { HeaderKind } from '../../../sip/headerKind.js';
import { type Address, parseAddress } from '../../../sip/headers/address.js';
import { isMalformed } from '../../../sip/span.js';
import { skipLinearWhitespace } from '../../../sip/whitespace.js';
import type { HeaderField } from '../../headerReader.js';
import type { IdentityRules } from '../../profile.js';
import type { Variable, VariableContext, VariableValue } from '../context.js';
import { parsedUri, uriDomain, uriUser } from './uris.js';

/** The first address of the first header of a kind; undefined where there is none or it does not parse. */
function identity(context: VariableContext, kind: HeaderKind): Address | undefined {
  const { message, profile } = context;
  const header = message.header(kind);
  if (header === undefined) return undefined;
  const address = addressOf(context, header);
  if (profile.firstLookReadsAll.includes(kind) && !message.lookedFor.has(kind)) {
    message.lookedFor.add(kind);
    if (!message.read('end')) return undefined;
    const others = message.headers.filter((other) => other.kind === kind);
    if (profile.identities[kind]?.list === 'whole' && !others.every((other) => addressOf(context, other)))
      return undefined;
  }
  return address;
}

/** The first address of a header; undefined where it, or the list that it begins, does not parse. */
function addressOf({ message, profile }: VariableContext, header: HeaderField): Address | undefined {
  const rules = profile.identities[header.kind];
  const end = rules?.body === 'alone' ? header.bodyEnd : Math.min(header.bodyEnd + 1, message.bytes.length);
  const address = parseAddress(message.bytes, header.bodyStart, end, rules ?? profile.from);
  if (isMalformed(address)) return undefined;
  return rules?.list === 'whole' && !restParses(message.bytes, address, end, rules) ? undefined : address;
}

/** Whether the addresses that follow in the list are addresses, too. */
function restParses(bytes: Buffer, first: Address, end: number, rules: IdentityRules): boolean {
  let { next } = first;
  while (next < end && bytes[next] === COMMA) {
    const address = parseAddress(bytes, skipLinearWhitespace(bytes, next + 1, end), end, rules);
    if (isMalformed(address)) return false;
    next = address.next;
  }
  return true;
}

function uriOf(kind: HeaderKind): (context: VariableContext) => Buffer | undefined {
  return (context) => {
    const address = identity(context, kind);
    return address === undefined ? undefined : context.message.slice(address.uri);
  };
}

const preferredUri = uriOf('p-preferred-identity');

function preferredName(context: VariableContext): VariableValue {
  const address = identity(context, 'p-preferred-identity');
  return address?.display === undefined ? undefined : context.message.slice(address.display);
}

/** `$ai` `$pu $pU $pd $pn` `$di` `$re` `$rt`: the URIs of the headers that name somebody. */
export function identityVariables(): Record<string, Variable> {
  return {
    ai: uriOf('p-asserted-identity'),
    di: uriOf('diversion'),
    re: uriOf('remote-party-id'),
    rt: uriOf('refer-to'),
    pu: preferredUri,
    pU: (context) => uriUser(parsedUri(preferredUri(context), context.profile)),
    pd: (context) => uriDomain(parsedUri(preferredUri(context), context.profile)),
    pn: preferredName,
  };
}
