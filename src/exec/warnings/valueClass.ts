import type { ServerProfile } from '../../server/profile.js';

/**
 * What a pseudo-variable may print: nothing that a shell minds, in quotes or without them; what the script gave it; or
 * any bytes of a message.
 */
export type ValueClass = 'harmless' | 'of-script' | 'of-message';

/** A reference to a pseudo-variable, as far as the shell is concerned. */
export interface VariableParts {
  /** `rU`, `hdr`. */
  readonly name: string;
  /** What stands in its parentheses. */
  readonly argument: string | undefined;
  /** The last of its transformations, `s.len`. */
  readonly transformation: string | undefined;
}

/** Takes `$rU`, `$hdr(X)`, `$(hdr(X)[1]{s.len})` apart. In: the reference as written. */
export function variableParts(written: string): VariableParts {
  const inner = written.startsWith('$(') ? written.slice(2).replace(/\)$/, '') : written.slice(1);
  const name = /^[\w.]*/.exec(inner)?.[0] ?? '';
  const brace = inner.indexOf('{');
  const head = brace === -1 ? inner : inner.slice(0, brace);
  const opening = head.indexOf('(');
  const closing = head.lastIndexOf(')');
  const last = brace === -1 ? -1 : inner.lastIndexOf('{');
  return {
    name,
    argument: opening !== -1 && closing > opening ? head.slice(opening + 1, closing) : undefined,
    transformation: last === -1 ? undefined : inner.slice(last + 1).replace(/\}$/, ''),
  };
}

/** Numbers, addresses of sockets, protocols, times and what else a server makes itself, whatever the message holds. */
const OF_SERVER: ReadonlySet<string> = new Set(
  (
    'si src_ip sp Ri Rp RAi RAp Rn Ru Rut RAu RAut fs rp op dp cl mi ml mf mF mt bf bF sf sF pp pr proto rs rc retcode ' +
    'Tf Ts Tb TF TS sas sid su conid rmid ruid rz ru_q rUl tUl fUl cfg_line cfg_file log_level xlog_level route ' +
    'route.name msg.is_request msg.type'
  ).split(' '),
);

/** The same of those with an argument, and what whoever runs the server has set. */
const OF_SERVER_WITH_ARGUMENT: ReadonlySet<string> = new Set(
  'C K version time snd sndto socket_in socket_out hdrc expires stat def env cfg_get'.split(' '),
);

/** Those that are harmless with one argument only. */
const HARMLESS_CALLS: ReadonlySet<string> = new Set(
  'via0(port) via1(port) viaZ(port) msg(len) nh(p)'.split(' '),
);

/** Transformations that make numbers, hashes, or letters and digits of any value. */
const HARMLESS_STEP =
  /^(?:s\.(?:len|md5|sha\d+|crc32|corehash|numeric|encode\.(?:hexa|base58|base64\w*)|b64encode|urlencode\.param)|uri\.port|param\.count|csv\.count|nameaddr\.len)$/;

/** `{re.subst,/[^A-Za-z0-9]//g}`: takes out everything but letters, digits and what no shell minds. */
const CLEANING_STEP = /^re\.subst,\/\[\^(?:A-Z|a-z|0-9|[._+@:-])+\]\/\/g$/;

/** `{re.subst,/'//g}`, as the manual of OpenSIPS has it: takes out every single quote. */
const UNQUOTING_STEP = /^re\.subst,\/'\/\/g$/;

/**
 * Tells whether a value has had its single quotes taken out, so that it is safe between single quotes. In: the reference
 * as written.
 */
export function hasNoQuote(written: string): boolean {
  return UNQUOTING_STEP.test(variableParts(written).transformation ?? '');
}

const OF_SCRIPT: ReadonlySet<string> = new Set('var avp xavp xavu xavi shv sht dbr'.split(' '));

/**
 * Tells what a pseudo-variable may print. Measured: every byte of a request was replaced by a quote, for every server,
 * and what has never shown one is harmless.
 * In: the reference as written.
 */
export function valueClassOf(written: string, profile: ServerProfile): ValueClass {
  const { name, argument, transformation } = variableParts(written);
  if (transformation !== undefined) {
    const [step = ''] = transformation.split(',');
    // OpenSIPS prints what it cannot take for a number as it is.
    if (step === 's.int' && profile.transformations.dialect === 'kamailio') return 'harmless';
    if (HARMLESS_STEP.test(step) || CLEANING_STEP.test(transformation)) return 'harmless';
  }
  if (argument === undefined && OF_SERVER.has(name)) return 'harmless';
  if (argument !== undefined && OF_SERVER_WITH_ARGUMENT.has(name)) return 'harmless';
  if (HARMLESS_CALLS.has(`${name}(${argument})`)) return 'harmless';
  if ((name === 'rd' || name === 'od') && profile.uri.hostBytes === 'checked') return 'harmless';
  return OF_SCRIPT.has(name) ? 'of-script' : 'of-message';
}
