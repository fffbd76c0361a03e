import { findServer } from '../../../../src/server/servers.js';
import { parseAddress } from '../../../../src/sip/headers/address/address.js';
import type { AddressRules } from '../../../../src/sip/headers/address/addressRules.js';
import { isMalformed, type Span } from '../../../../src/sip/span.js';

/** A To of three servers, and an address in the list of a P-Asserted-Identity (docs/servers.md §3, §14). */
const rulesOf: Record<string, AddressRules | undefined> = {
  openser: findServer('openser-1.1').to,
  opensips: findServer('opensips-2.4').to,
  kamailio: findServer('kamailio-6.1').to,
  'opensips-list': findServer('opensips-2.4').identities['p-asserted-identity'],
  'kamailio-list': findServer('kamailio-6.1').identities['p-asserted-identity'],
};

/**
 * An address by the rules of each, as `name|URI|parameters|tag`, `-` for what is not there, `@` and its place for what is
 * empty, and where the address ends; or what is wrong, and where.
 */
export function addressByRules(text: string): Record<string, string> {
  const read = (rules: AddressRules | undefined) => (rules === undefined ? 'no rules' : shown(text, rules));
  return Object.fromEntries(Object.entries(rulesOf).map(([name, rules]) => [name, read(rules)]));
}

/** What is expected of each: one for all of them, or one for each of the names before it. */
export function expectedByRules(expected: string | Readonly<Record<string, string>>): Record<string, string> {
  const all = typeof expected === 'string' ? { [Object.keys(rulesOf).join(' ')]: expected } : expected;
  const named = Object.entries(all).flatMap(([names, one]) => names.split(' ').map((name) => [name, one]));
  return Object.fromEntries(named);
}

function shown(text: string, rules: AddressRules): string {
  const bytes = Buffer.from(text, 'latin1');
  const address = parseAddress(bytes, 0, bytes.length, rules);
  if (isMalformed(address)) return `${address.malformed} at ${address.at}`;
  const show = (span: Span | undefined) => {
    if (span === undefined) return '-';
    return span.start === span.end ? `@${span.start}` : bytes.toString('latin1', span.start, span.end);
  };
  const { display, uri, parameters, tag, next } = address;
  const list = parameters.map(({ name, value }) => `${show(name)}=${show(value)}`).join(';');
  return `${show(display)}|${show(uri)}|${list}|${show(tag)} next ${next}`;
}
