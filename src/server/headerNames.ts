import type { HeaderKind } from '../sip/headerKind.js';
import type { ServerProfile } from './profile.js';

/** What a server makes of a header's name. */
export interface HeaderNameFacts {
  readonly kind: HeaderKind;
  /** Headers with the same group are one header to the server. */
  readonly group: string;
  /** The name of the variable, `SIP_HF_` included, when this header is its group's first. */
  readonly variable: string;
}

/** Names repeat from message to message, so that looking them up once pays; strangers' names must not fill memory. */
const mostRemembered = 1000;
const remembered = new WeakMap<ServerProfile, Map<string, HeaderNameFacts>>();

/** What the server makes of the header name `name` (latin1, as written). */
export function headerNameFacts(profile: ServerProfile, name: string): HeaderNameFacts {
  let known = remembered.get(profile);
  if (known === undefined) {
    known = new Map();
    remembered.set(profile, known);
  }
  let facts = known.get(name);
  if (facts === undefined) {
    if (known.size >= mostRemembered) known.clear();
    facts = makeFacts(profile, name);
    known.set(name, facts);
  }
  return facts;
}

function makeFacts(profile: ServerProfile, name: string): HeaderNameFacts {
  const lower = name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const known = profile.headers.blankBeforeColon === 'kept' ? withoutBlanks(lower) : lower;
  const kind = Object.hasOwn(profile.headers.kinds, known) ? profile.headers.kinds[known] : undefined;
  const canonical = kind === undefined ? undefined : profile.environment.canonicalNames[kind];
  return {
    kind: kind ?? 'other',
    group: kind ?? otherGroup(lower),
    variable: `SIP_HF_${canonical ?? variableName(name)}`,
  };
}

/** Servers that keep blanks before the colon see past them for the names they know; a compact one needs a space. */
function withoutBlanks(lower: string): string {
  const word = lower.replace(/[ \t]+$/, '');
  return word.length === 1 && lower[1] === '\t' ? lower : word;
}

/** The servers compare unknown names with strncasecmp(3), which sees nothing behind a NUL but the length. */
function otherGroup(lower: string): string {
  const nul = lower.indexOf('\0');
  return nul < 0 ? lower : `${lower.slice(0, nul)}\0${lower.length}`;
}

/** The header's name in capitals; every byte that is no letter or digit becomes `_`. */
function variableName(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '_').toUpperCase();
}
