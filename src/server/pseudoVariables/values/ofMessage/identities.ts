import { COMMA, CR, GREATER, isBlank, LESS, LF } from '../../../../sip/characters.js';
import type { HeaderKind } from '../../../../sip/headerKind.js';
import { type Address, parseAddress } from '../../../../sip/headers/address/address.js';
import { isMalformed } from '../../../../sip/span.js';
import { isWhite, skipBlanks } from '../../../../sip/whitespace.js';
import type { HeaderField } from '../../../message/headerReader.js';
import type { ServerMessage } from '../../../message/serverMessage.js';
import type { IdentityRules } from '../../../rules/identity.js';
import type { Variable, VariableContext, VariableValue } from '../../context.js';
import { parsedUri, uriDomain, uriUser } from './uris.js';

/** The first address of the first header of a kind; undefined where there is none or it does not parse. */
function identity(context: VariableContext, kind: HeaderKind): Address | undefined {
  const { message, profile } = context;
  const header = message.header(kind);
  if (header === undefined) return undefined;
  const address = addressOf(context, header);
  const { firstUse = 'reads-no-further', list } = profile.identities[kind] ?? {};
  if (firstUse === 'reads-no-further' || message.lookedFor.has(kind)) return address;
  message.lookedFor.add(kind);
  const isRead = firstUse === 'reads-all' ? message.read('end') : readTwoMore(message, kind);
  if (!isRead) return undefined;
  const all = message.headers.filter((other) => other.kind === kind);
  const looked = firstUse === 'reads-all' ? all : all.slice(0, 2);
  const isList = list === 'whole';
  return isList && !looked.every((other) => addressOf(context, other)) ? undefined : address;
}

function readTwoMore(message: ServerMessage, kind: HeaderKind): boolean {
  return message.readOneMore(kind) && message.readOneMore(kind);
}

/** The first address of a header; undefined where it, or the list that it begins, does not parse. */
function addressOf(context: VariableContext, header: HeaderField): Address | undefined {
  const { message, profile } = context;
  const rules = profile.identities[header.kind];
  const end = endOfBody(context, header, rules);
  const address = parseAddress(message.bytes, header.bodyStart, end, rules ?? profile.from);
  if (isMalformed(address)) return undefined;
  return rules?.list === 'whole' && !restParses(message.bytes, address, end, rules) ? undefined : address;
}

/** The items of the headers of a kind, up to a header that does not parse. */
export function listedIdentities(context: VariableContext, kind: HeaderKind): Buffer[] {
  const { message, profile } = context;
  const rules = profile.identities[kind];
  const items: Buffer[] = [];
  if (rules === undefined || identity(context, kind) === undefined) return items;
  for (const header of message.headers) {
    if (header.kind !== kind) continue;
    if (addressOf(context, header) === undefined) break;
    const end = endOfBody(context, header, rules);
    for (let start = header.bodyStart; start < end; ) {
      const address = parseAddress(message.bytes, start, end, rules);
      if (isMalformed(address)) break;
      const close = message.bytes.indexOf(GREATER, address.uri.end);
      const enclosed = message.bytes.indexOf(LESS, start) < address.uri.end;
      const uriEnd = enclosed && close >= 0 && close < end ? close + 1 : address.uri.end;
      const withoutAny = rules.items === 'with-parameters' || address.parameters.length === 0;
      const itemEnd = withoutAny ? address.next : uriEnd;
      items.push(trimmedSlice(message.bytes, start, itemEnd));
      if (message.bytes[address.next] !== COMMA) break;
      start = behindComma(message.bytes, address.next, end);
    }
  }
  return items;
}

function trimmedSlice(bytes: Buffer, from: number, until: number): Buffer {
  let start = from;
  let end = until;
  while (start < end && isWhite(bytes[start])) start++;
  while (end > start && isWhite(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}

function endOfBody({ message }: VariableContext, header: HeaderField, rules: IdentityRules | undefined) {
  return rules?.body === 'alone' ? header.bodyEnd : Math.min(header.bodyEnd + 1, message.bytes.length);
}

/** Whether the addresses that follow in the list are addresses, too. */
function restParses(bytes: Buffer, first: Address, end: number, rules: IdentityRules): boolean {
  let { next } = first;
  while (next < end && bytes[next] === COMMA) {
    const address = parseAddress(bytes, behindComma(bytes, next, end), end, rules);
    if (isMalformed(address)) return false;
    next = address.next;
  }
  return true;
}

/** Where the next address of a list begins: one fold may follow the comma, not more. */
function behindComma(bytes: Buffer, comma: number, end: number): number {
  const p = skipBlanks(bytes, comma + 1, end);
  const next = bytes[p] === CR ? p + 2 : p + 1;
  const isFold = bytes[next - 1] === LF && next < end && isBlank(bytes[next]);
  return isFold ? next + 1 : p;
}

function uriOf(kind: HeaderKind): (context: VariableContext) => Buffer | undefined {
  return (context) => {
    const address = identity(context, kind);
    return address === undefined ? undefined : context.message.slice(address.uri);
  };
}

/** `$dir` and `$dip`: the first parameter of the first diversion that bears this name in small letters. */
function diversionParameter(wanted: string): Variable {
  return (context) => {
    const { message } = context;
    const parameters = identity(context, 'diversion')?.parameters ?? [];
    const named = parameters.find(({ name }) => message.latin1(name) === wanted);
    return named?.value === undefined ? named && Buffer.alloc(0) : message.slice(named.value);
  };
}

const preferredUri = uriOf('p-preferred-identity');

function preferredName(context: VariableContext): VariableValue {
  const address = identity(context, 'p-preferred-identity');
  return address?.display === undefined ? undefined : context.message.slice(address.display);
}

/** `$ai` `$pu $pU $pd $pn` `$di $dir $dip` `$re` `$rt`: what the headers say that name somebody. */
export function identityVariables(): Record<string, Variable> {
  return {
    ai: uriOf('p-asserted-identity'),
    di: uriOf('diversion'),
    dir: diversionParameter('reason'),
    dip: diversionParameter('privacy'),
    dic: diversionParameter('counter'),
    re: uriOf('remote-party-id'),
    rt: uriOf('refer-to'),
    pu: preferredUri,
    pU: (context) => uriUser(parsedUri(preferredUri(context), context.profile)),
    pd: (context) => uriDomain(parsedUri(preferredUri(context), context.profile)),
    pn: preferredName,
  };
}
