import { type Address, parseAddress } from '../../sip/address.js';
import type { HeaderKind } from '../../sip/headerKind.js';
import { isMalformed } from '../../sip/span.js';
import type { Variable, VariableContext, VariableValue } from './context.js';
import { parsedUri, uriDomain, uriUser } from './uris.js';

/** The first address of the first header of a kind; undefined where there is none or it does not parse. */
function identity(context: VariableContext, kind: HeaderKind): Address | undefined {
  const { message, profile } = context;
  const header = message.header(kind);
  if (header === undefined) return undefined;
  if (profile.firstLookReadsAll.includes(kind) && !message.lookedFor.has(kind)) {
    message.lookedFor.add(kind);
    if (!message.read('end')) return undefined;
  }
  const end = Math.min(header.bodyEnd + 1, message.bytes.length);
  const address = parseAddress(
    message.bytes,
    header.bodyStart,
    end,
    profile.identities[kind] ?? profile.from,
  );
  return isMalformed(address) ? undefined : address;
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
