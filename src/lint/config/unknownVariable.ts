import { readable } from '../../config/sourceFile.js';
import { SipexecError } from '../../errors.js';
import type { ServerProfile } from '../../server/profile.js';
import { parseFormat } from '../../server/pseudoVariables/format.js';
import { releasedServers } from '../variables/exportedNames.js';

/**
 * How the names of pseudo-variables begin that come with further modules: tm, dialog, htable, the databases, tls, presence,
 * the HTTP and JSON modules and so on. A server knows such a variable only if it loads the module, so none is reported.
 */
const OF_MODULES =
  /^(?:T_|TB$|TV$|DLG_|dlg|sht|dbr|sql|db_|tls|uac|http|json|jsonrpl|xml|rtjson|redis|mqk|evapi|erl_|ws_|msrp|rtp|sdp|gip|geoip|cnt|cfg_get|cfg_set|sipdump|siprec|b2b|rr_|rl_|lsock|lsoc|async|ltt|rdir|lrkp?_|prefix|tz|timef|utimef|time|avps?$|xavp|xavu|xavi|snd|rcv|auth|dns|nrt|nat|script|shv|var|sel|def|env|stat|hdr|acc|mi_|fs_|cc_|cgr|trace|tracing|ai_|isup|ruri|peer|pg_|th_|tps|sr_|HN$|RANDOM$|fU?l$|aXX$)/i;

/**
 * Finds a pseudo-variable that keeps the server from starting (`unknown-pseudo-variable`): one that it does not know, or
 * that is not written as it wants it. In: the reference as written.
 */
export function unknownVariable(
  written: string,
  name: string,
  profile: ServerProfile,
): { code: string; message: string } | undefined {
  const servers = profile.family === 'documented' ? releasedServers() : [profile];
  const problems = servers.map((server) => problemFor(written, server));
  const [problem] = problems;
  if (problem === undefined || problems.includes(undefined)) return undefined;
  const bare = /^[\w.]*/.exec(name)?.[0] ?? '';
  const isKnown = servers.some(
    ({ pseudoVariables: { names } }) => names.includes(bare) || names.includes(`${bare}()`),
  );
  const [head = ''] = bare.split('.');
  const isHeadKnown =
    head !== bare && servers.some(({ pseudoVariables }) => pseudoVariables.names.includes(head));
  if (!isKnown && !isHeadKnown && OF_MODULES.test(bare)) return undefined;
  const who = servers.length === 1 ? `${profile.id} refuses to start` : 'every server refuses to start';
  return { code: 'unknown-pseudo-variable', message: `${who}: ${readable(problem)}` };
}

function problemFor(written: string, server: ServerProfile): string | undefined {
  try {
    parseFormat(Buffer.from(written, 'latin1'), server);
    return undefined;
  } catch (error) {
    if (error instanceof SipexecError) return error.message;
    throw error;
  }
}
