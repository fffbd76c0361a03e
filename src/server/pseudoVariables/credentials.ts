import { parseCredentials } from '../../sip/digest.js';
import { isMalformed } from '../../sip/span.js';
import { fromOf } from '../from.js';
import type { Variable, VariableContext, VariableValue } from './context.js';
import { parsedUri, uriDomain, uriUser } from './uris.js';

const AT = 0x40;

/** A parameter of the request's credentials: those for the proxy, else those for the server. */
function credential(context: VariableContext, name: string): Buffer | 'none' | undefined {
  const { message } = context;
  const header = message.header('proxy-authorization') ?? message.header('authorization');
  if (header === undefined) return undefined;
  const credentials = parseCredentials(message.bytes, header.bodyStart, header.bodyEnd);
  if (isMalformed(credentials)) return undefined;
  const value = credentials.parameters.get(name);
  return value === undefined ? 'none' : message.slice(value);
}

function credentialVariable(name: string): Variable {
  return (context) => {
    const value = credential(context, name);
    if (value === undefined) return 'no-part';
    return value === 'none' ? Buffer.alloc(0) : value;
  };
}

/** The user name without the domain that may follow it. */
function userName(context: VariableContext): VariableValue {
  const name = credential(context, 'username');
  if (name === undefined || name === 'none') return 'no-part';
  const at = name.indexOf(AT);
  return at < 0 ? name : name.subarray(0, at);
}

/** The domain in the user name. */
function userDomain(context: VariableContext): VariableValue {
  const name = credential(context, 'username');
  if (name === undefined) return undefined;
  const at = name === 'none' ? -1 : name.indexOf(AT);
  return at < 0 ? Buffer.alloc(0) : (name as Buffer).subarray(at + 1);
}

/** Who the bill goes to: the authenticated user, or who From names. */
function accountUser(context: VariableContext): VariableValue {
  const name = userName(context);
  if (Buffer.isBuffer(name)) return name;
  return uriUser(parsedUri(fromUri(context), context.profile));
}

function account(context: VariableContext): VariableValue {
  const realm = credential(context, 'realm');
  const user = accountUser(context);
  const domain = Buffer.isBuffer(realm) ? realm : uriDomain(parsedUri(fromUri(context), context.profile));
  if (!Buffer.isBuffer(domain)) return undefined;
  return Buffer.concat([Buffer.isBuffer(user) ? user : Buffer.alloc(0), Buffer.from('@'), domain]);
}

function fromUri(context: VariableContext): Buffer | undefined {
  const from = fromOf(context.message);
  return from === undefined || isMalformed(from) ? undefined : context.message.slice(from.uri);
}

/** `$au $ar` and their kin: what an Authorization or Proxy-Authorization header says. */
export function credentialVariables(): Record<string, Variable> {
  return {
    au: credentialVariable('username'),
    aU: userName,
    ad: userDomain,
    ar: credentialVariable('realm'),
    an: credentialVariable('nonce'),
    aa: credentialVariable('algorithm'),
    adu: credentialVariable('uri'),
    'auth.nonce': credentialVariable('nonce'),
    'auth.resp': credentialVariable('response'),
    Au: account,
    AU: accountUser,
  };
}
