import type { ServerProfile } from '../../server/profile.js';
import { variableParts } from './valueClass.js';

/** An environment variable that a command can use instead of a pseudo-variable. */
export interface NearestVariable {
  readonly name: string;
  /** What it holds: the very same, the whole header that the value is a part of, or the whole URI. */
  readonly holds: 'the-same' | 'whole-header' | 'whole-uri';
}

/** The header that variables show a part of: the first letters of their names. */
const HEADER_OF_PART: Readonly<Record<string, string>> = {
  fu: 'from',
  from: 'from',
  fU: 'from',
  fd: 'from',
  fn: 'from',
  ft: 'from',
  tu: 'to',
  to: 'to',
  'to.user': 'to',
  tU: 'to',
  td: 'to',
  tn: 'to',
  cs: 'cseq',
  di: 'diversion',
  dir: 'diversion',
  dip: 'diversion',
  rt: 'refer-to',
  re: 'remote-party-id',
  ai: 'p-asserted-identity',
  pu: 'p-preferred-identity',
  pU: 'p-preferred-identity',
  pd: 'p-preferred-identity',
  pn: 'p-preferred-identity',
  au: 'authorization',
  aU: 'authorization',
  ar: 'authorization',
  ad: 'authorization',
  an: 'authorization',
  aa: 'authorization',
  adu: 'authorization',
  'auth.nonce': 'authorization',
  'auth.resp': 'authorization',
};

/** The headers that variables show whole. */
const WHOLE_HEADER: Readonly<Record<string, string>> = {
  ci: 'call-id',
  ct: 'contact',
  cT: 'content-type',
  ua: 'user-agent',
};

const OF_CURRENT_URI: ReadonlySet<string> = new Set('rd rp rP'.split(' '));
const OF_ORIGINAL_URI: ReadonlySet<string> = new Set('od op oP'.split(' '));

/**
 * Finds the environment variable that holds what a pseudo-variable prints, or the least of the message that has it
 * within (servers.md §1). In: the reference as written. Out: undefined where no variable holds it.
 */
export function nearestVariable(written: string, profile: ServerProfile): NearestVariable | undefined {
  const { name, argument, transformation } = variableParts(written);
  const found = ofName(name, argument, profile);
  if (found === undefined || transformation === undefined) return found;
  // The variable has the value before it was transformed.
  return { name: found.name, holds: found.name.startsWith('SIP_HF_') ? 'whole-header' : 'whole-uri' };
}

function ofName(
  name: string,
  argument: string | undefined,
  profile: ServerProfile,
): NearestVariable | undefined {
  if (argument !== undefined) {
    const isHeader = (name === 'hdr' || name === 'hfl') && /^[A-Za-z0-9-]+$/.test(argument);
    return isHeader ? { name: headerVariable(argument, profile), holds: 'the-same' } : undefined;
  }
  const [originalUri = 'SIP_ORUI'] = profile.environment.originalUriNames;
  if (name === 'rU') return { name: 'SIP_USER', holds: 'the-same' };
  if (name === 'oU') return { name: 'SIP_OUSER', holds: 'the-same' };
  if (name === 'ru' || name === 'ruri') return { name: 'SIP_RURI', holds: 'the-same' };
  if (name === 'ou' || name === 'ouri') return { name: originalUri, holds: 'the-same' };
  if (name === 'tt') return { name: 'SIP_DID', holds: 'the-same' };
  if (OF_CURRENT_URI.has(name)) return { name: 'SIP_RURI', holds: 'whole-uri' };
  if (OF_ORIGINAL_URI.has(name)) return { name: originalUri, holds: 'whole-uri' };
  const whole = WHOLE_HEADER[name];
  if (whole !== undefined) return { name: headerVariable(whole, profile), holds: 'the-same' };
  const part = HEADER_OF_PART[name];
  return part === undefined ? undefined : { name: headerVariable(part, profile), holds: 'whole-header' };
}

/** The variable of a header, by the header's name or compact form. */
function headerVariable(header: string, { headers, environment }: ServerProfile): string {
  const kind = headers.kinds[header.toLowerCase()];
  const canonical = kind === undefined ? undefined : environment.canonicalNames[kind];
  return `SIP_HF_${canonical ?? header.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}
