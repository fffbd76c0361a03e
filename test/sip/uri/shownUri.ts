import { findServer } from '../../../src/server/servers.js';
import { isMalformed } from '../../../src/sip/span.js';
import { parseUri } from '../../../src/sip/uri/parseUri.js';

const parts = ['user', 'password', 'host', 'port', 'parameters', 'headers'] as const;

/** What a server takes the URI for, and the parts that it has, each with its name; or what is wrong, and where. */
export function shownUri(text: string, server: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const uri = parseUri(bytes, 0, bytes.length, findServer(server).uri);
  if (isMalformed(uri)) return `${uri.malformed} at ${uri.at}`;
  const shown = parts.flatMap((part) => {
    const span = uri[part];
    return span === undefined ? [] : [`${part} ${bytes.toString('latin1', span.start, span.end)}`];
  });
  return [uri.scheme, ...shown].join(', ');
}

export const uriServers = [
  'openser-1.1',
  'opensips-1.11',
  'opensips-2.4',
  'opensips-3.6',
  'kamailio-5.6',
  'kamailio-6.1',
];

/** What servers make of a URI, in the groups that the names of `expected` are: several results where a group does not agree. */
export function shownByGroups(
  text: string,
  expected: Readonly<Record<string, string>>,
): Record<string, string> {
  const groups = Object.keys(expected).map((names) => {
    const results = new Set(names.split(' ').map((server) => shownUri(text, server)));
    return [names, [...results].join(', or ')] as const;
  });
  return Object.fromEntries(groups);
}
