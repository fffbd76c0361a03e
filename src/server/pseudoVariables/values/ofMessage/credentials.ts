import { AT, COLON } from '../../../../sip/characters.js';
import { parseCredentials } from '../../../../sip/headers/digest.js';
import { isMalformed } from '../../../../sip/span.js';
import { fromOf } from '../../../message/from.js';
import type { Variable, VariableContext, VariableValue } from '../../context.js';
import { parsedUri, uriDomain, uriUser } from './uris.js';

/** A parameter of the request's credentials: those for the proxy, else those for the server. */
function credential(context: VariableContext, name: string): Buffer | 'none' | undefined {
  const { message, profile } = context;
  // ACK and CANCEL cannot be challenged, so the servers do not look at their credentials.
  const method = message.method?.toUpperCase();
  if (method === 'ACK' || method === 'CANCEL') return undefined;
  if (!message.readAll(['proxy-authorization', 'authorization'])) return undefined;
  const header = message.header('proxy-authorization') ?? message.header('authorization');
  if (header === undefined) return undefined;
  const credentials = parseCredentials(message.bytes, header.bodyStart, header.bodyEnd, profile.credentials);
  if (isMalformed(credentials)) return undefined;
  const value = credentials.parameters.get(name);
  return value === undefined ? 'none' : message.slice(value);
}

function credentialVariable(name: string, emptyAlways?: 'null'): Variable {
  return (context) => {
    const value = credential(context, name);
    if (value === undefined) return 'no-part';
    const bytes = value === 'none' ? Buffer.alloc(0) : value;
    const empty = emptyAlways ?? context.profile.pseudoVariables.emptyPart;
    return bytes.length === 0 && empty === 'null' ? undefined : bytes;
  };
}

/** The user name as a whole, or what stands before or after its `@`. */
function userName(part: 'whole' | 'user' | 'domain'): Variable {
  return (context) => {
    const name = credential(context, 'username');
    if (name === undefined) return 'no-part';
    const whole = name === 'none' ? Buffer.alloc(0) : name;
    // The servers do not split names of one or two bytes.
    const at = whole.length > 2 ? whole.indexOf(AT) : -1;
    const beforeAt = at < 0 ? whole : whole.subarray(0, at);
    const afterColon =
      context.profile.pseudoVariables.credentialUser === 'between-colon-and-at' && whole.length > 2;
    const user = afterColon ? beforeAt.subarray(beforeAt.indexOf(COLON) + 1) : beforeAt;
    const domain = at < 0 ? Buffer.alloc(0) : whole.subarray(at + 1);
    const value = part === 'whole' ? whole : part === 'user' ? user : domain;
    if (value.length > 0) return value;
    return context.profile.pseudoVariables.emptyPart === 'null' ? undefined : value;
  };
}

/**
 * The account's user. Credentials count only after the script has checked them, which it has not here, so it is
 * From's.
 */
function accountUser(context: VariableContext): VariableValue {
  const user = uriUser(parsedUri(fromUri(context), context.profile));
  return user === 'no-part' ? Buffer.alloc(0) : user;
}

function account(context: VariableContext): VariableValue {
  const from = parsedUri(fromUri(context), context.profile);
  if (from === undefined) return undefined;
  const bytesOf = (value: VariableValue) => (Buffer.isBuffer(value) ? value : Buffer.alloc(0));
  return Buffer.concat([bytesOf(uriUser(from)), Buffer.from('@'), bytesOf(uriDomain(from))]);
}

function fromUri(context: VariableContext): Buffer | undefined {
  const from = fromOf(context.message);
  return from === undefined || isMalformed(from) ? undefined : context.message.slice(from.uri);
}

/** `$au $ar` and their kin: what an Authorization or Proxy-Authorization header says. */
export function credentialVariables(): Record<string, Variable> {
  return {
    au: userName('user'),
    aU: userName('whole'),
    ad: userName('domain'),
    ar: credentialVariable('realm'),
    an: credentialVariable('nonce', 'null'),
    aa: credentialVariable('algorithm'),
    adu: credentialVariable('uri', 'null'),
    adc: credentialVariable('cnonce'),
    adn: credentialVariable('nonce'),
    ado: credentialVariable('opaque'),
    adr: credentialVariable('response'),
    'auth.alg': credentialVariable('algorithm'),
    'auth.cnonce': credentialVariable('cnonce'),
    'auth.nc': credentialVariable('nc'),
    'auth.nonce': credentialVariable('nonce'),
    'auth.opaque': credentialVariable('opaque'),
    'auth.qop': credentialVariable('qop'),
    'auth.resp': credentialVariable('response'),
    Au: account,
    AU: accountUser,
  };
}
