import type { Address } from '../../../../sip/headers/address/address.js';
import { isMalformed } from '../../../../sip/span.js';
import { fromOf } from '../../../message/from.js';
import type { Variable, VariableContext, VariableValue } from '../../context.js';
import { parsedUri, uriDomain, uriUser, userLength } from './uris.js';

type AddressSource = (context: VariableContext) => Address | undefined;

function fromAddress(context: VariableContext): Address | undefined {
  const from = fromOf(context.message);
  return from === undefined || isMalformed(from) ? undefined : from;
}

function toAddress(context: VariableContext): Address | undefined {
  return context.message.header('to')?.to;
}

function addressUri(context: VariableContext, source: AddressSource): Buffer | undefined {
  const address = source(context);
  return address === undefined ? undefined : context.message.slice(address.uri);
}

function variablesOf(letter: string, word: string, source: AddressSource): Record<string, Variable> {
  const uri = (context: VariableContext) => addressUri(context, source);
  const parsed = (context: VariableContext) => parsedUri(uri(context), context.profile);
  return {
    [`${letter}u`]: uri,
    [word]: uri,
    [`${letter}U`]: (context) => uriUser(parsed(context)),
    [`${letter}Ul`]: (context) => userLength(parsed(context)),
    [`${letter}d`]: (context) => uriDomain(parsed(context)),
    [`${letter}n`]: (context) => displayName(context, source(context)),
    [`${letter}t`]: (context) => tagOf(context, source(context)),
  };
}

function displayName(context: VariableContext, address: Address | undefined): VariableValue {
  if (address === undefined) return undefined;
  return address.display === undefined ? 'no-part' : context.message.slice(address.display);
}

function tagOf(context: VariableContext, address: Address | undefined): VariableValue {
  const tag = address?.tag;
  return tag === undefined || tag.end === tag.start ? undefined : context.message.slice(tag);
}

/** `$fu $from $fU $fd $fn $ft` and `$tu $to $tU $td $tn $tt`. */
export function addressVariables(): Record<string, Variable> {
  const to = variablesOf('t', 'to', toAddress);
  return { ...variablesOf('f', 'from', fromAddress), ...to, 'to.user': to.tU as Variable };
}
