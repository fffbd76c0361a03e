import { COLON, spells } from '../characters.js';
import type { Malformed } from '../span.js';
import type { Uri } from './uri.js';
import { UriReader } from './uriReader.js';
import type { UriRules } from './uriRules.js';

/** What begins a URN that is parsed like a sip URI behind it, by the server's rule. */
const services = { 'service-like-sip': ['service:'], 'services-like-sip': ['service:', 'nena:service:'] };

/** Parses the URI from `start` to `end`. */
export function parseUri(bytes: Uint8Array, start: number, end: number, rules: UriRules): Uri | Malformed {
  const colon = bytes.indexOf(COLON, start);
  const schemeEnd = colon < 0 || colon > start + 5 ? start : colon;
  const scheme = rules.schemes.find((name) => spells(bytes, start, schemeEnd, name));
  if (scheme === undefined || end - start < 5) return { malformed: 'unknown URI scheme', at: start };
  const reader = new UriReader(bytes, end, rules, scheme);
  if (scheme !== 'urn' || rules.urn === 'like-sip' || rules.urn === 'as-host')
    return reader.read(schemeEnd + 1);
  const name = schemeEnd + 1;
  const service = services[rules.urn].find((word) =>
    spells(bytes, name, Math.min(name + word.length, end), word),
  );
  if (service === undefined) return { malformed: 'urn that names no service', at: name };
  return reader.read(name + service.length);
}
