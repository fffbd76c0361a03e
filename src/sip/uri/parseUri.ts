import { COLON, spells } from '../characters.js';
import type { Malformed } from '../span.js';
import type { Uri } from './uri.js';
import { UriReader } from './uriReader.js';
import type { UriRules } from './uriRules.js';

const urnService = 'service:';

/** Parses the URI from `start` to `end`. */
export function parseUri(bytes: Uint8Array, start: number, end: number, rules: UriRules): Uri | Malformed {
  const colon = bytes.indexOf(COLON, start);
  const schemeEnd = colon < 0 || colon > start + 5 ? start : colon;
  const scheme = rules.schemes.find((name) => spells(bytes, start, schemeEnd, name));
  if (scheme === undefined || end - start < 5) return { malformed: 'unknown URI scheme', at: start };
  const reader = new UriReader(bytes, end, rules, scheme);
  if (scheme !== 'urn' || rules.urn !== 'service-like-sip') return reader.read(schemeEnd + 1);
  const service = schemeEnd + 1 + urnService.length;
  if (!spells(bytes, schemeEnd + 1, Math.min(service, end), urnService))
    return { malformed: 'urn that names no service', at: schemeEnd + 1 };
  return reader.read(service);
}
