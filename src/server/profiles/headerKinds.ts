import type { HeaderKind } from '../../sip/headerKind.js';

/** Header names by what they mean: a long name is the name of its kind, a compact form that of another. */
function kindsOf(
  longNames: readonly HeaderKind[],
  compactForms: Readonly<Record<string, HeaderKind>> = {},
): Readonly<Record<string, HeaderKind>> {
  return { ...Object.fromEntries(longNames.map((name) => [name, name])), ...compactForms };
}

/** The kinds that every measured server knows, by the names' lower case. */
// biome-ignore format: a list
export const kindsOfAll = kindsOf([
    'accept', 'accept-language', 'allow', 'authorization', 'call-id', 'contact', 'content-disposition', 'content-length', 'content-type', 'cseq',
    'diversion', 'event', 'expires', 'from', 'max-forwards', 'organization', 'priority', 'proxy-authorization', 'proxy-require', 'record-route',
    'refer-to', 'remote-party-id', 'require', 'route', 'session-expires', 'subject', 'supported', 'to', 'unsupported', 'user-agent', 'via',
  ], { i: 'call-id', m: 'contact', l: 'content-length', c: 'content-type', o: 'event', f: 'from', x: 'session-expires', k: 'supported', t: 'to', v: 'via' });

/** What OpenSIPS knows beside them. */
// biome-ignore format: a list
export const kindsOfOpensips = {
  ...kindsOfAll,
  ...kindsOf([
    'min-expires', 'min-se', 'p-asserted-identity', 'p-preferred-identity', 'path', 'privacy', 'retry-after',
  ]),
};

/** What Kamailio knows beside them (servers.md §1.2). */
// biome-ignore format: a list
export const kindsOfKamailio = {
  ...kindsOfAll,
  ...kindsOf([
    'accept-contact', 'allow-events', 'call-info', 'content-encoding', 'date', 'identity', 'identity-info', 'min-expires', 'min-se',
    'p-asserted-identity', 'p-preferred-identity', 'path', 'privacy', 'proxy-authenticate', 'reason', 'referred-by', 'reject-contact',
    'request-disposition', 'retry-after', 'server', 'sip-if-match', 'subscription-state', 'www-authenticate',
  ], { a: 'accept-contact', u: 'allow-events', e: 'content-encoding', y: 'identity', r: 'refer-to', b: 'referred-by', j: 'reject-contact', d: 'request-disposition', s: 'subject' }),
};

/** Every compact form that IANA registers. */
export const kindsOfIana: Readonly<Record<string, HeaderKind>> = { ...kindsOfKamailio, n: 'identity-info' };

/** The kinds whose variable has one name in every server; CALLID without its hyphen (servers.md §1.2). */
export const canonicalNamesOfAll: Readonly<Partial<Record<HeaderKind, string>>> = {
  via: 'VIA',
  'content-type': 'CONTENT_TYPE',
  from: 'FROM',
  'call-id': 'CALLID',
  supported: 'SUPPORTED',
  'content-length': 'CONTENT_LENGTH',
  contact: 'CONTACT',
  to: 'TO',
  event: 'EVENT',
};

/** Canonical names for every header with a compact form. */
export const canonicalNamesOfIana: Readonly<Partial<Record<HeaderKind, string>>> = {
  ...canonicalNamesOfAll,
  'accept-contact': 'ACCEPT_CONTACT',
  'referred-by': 'REFERRED_BY',
  'request-disposition': 'REQUEST_DISPOSITION',
  'content-encoding': 'CONTENT_ENCODING',
  'reject-contact': 'REJECT_CONTACT',
  'identity-info': 'IDENTITY_INFO',
  'refer-to': 'REFER_TO',
  subject: 'SUBJECT',
  'allow-events': 'ALLOW_EVENTS',
  'session-expires': 'SESSION_EXPIRES',
  identity: 'IDENTITY',
};
