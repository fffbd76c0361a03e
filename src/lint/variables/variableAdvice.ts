import { nearestName } from '../../nearestName.js';
import type { ServerProfile } from '../../server/profile.js';
import { serverRanges } from '../../server/serverRanges.js';
import {
  CANONICAL_OF_COMPACT,
  canonicalHeaderNames,
  fixedNamesOf,
  releasedServers,
  wellKnownHeaderNames,
} from './exportedNames.js';

/** What is wrong with a variable's name: a code and a sentence with the way out. */
export interface VariableAdvice {
  readonly code: 'unset-variable' | 'unlikely-header';
  readonly message: string;
  /** The name that was most likely meant. */
  readonly instead?: string;
}

/** How many letters a header's name may be off to be taken for a misspelt one. */
const MAX_TYPOS = 2;

/** Names that the servers' manuals, or habit, make one expect. */
const EXPECTED_NAMES: Readonly<Record<string, string>> = { SIP_ORURI: 'SIP_ORUI' };
const EXPECTED_NAMES_WITHOUT_PREFIX: Readonly<Record<string, string>> = { ORURI: 'SIP_ORUI' };
/** Names that others set, too: USER is whoever runs the server. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['USER', 'TID', 'DID']);

/** Judges the names of environment variables that scripts read. */
export class VariableJudge {
  private readonly servers: readonly ServerProfile[];
  private readonly isOne: boolean;
  private readonly judged = new Map<string, VariableAdvice | undefined>();

  /** In: the server that the script is for; without it, what any released server sets is fine. */
  constructor(server?: ServerProfile) {
    this.servers = server === undefined ? releasedServers() : [server];
    this.isOne = server !== undefined;
  }

  /** Out: undefined where a server sets the variable, or where its name is not like one that servers set. */
  judge(name: string): VariableAdvice | undefined {
    if (!this.judged.has(name)) this.judged.set(name, this.judgeAnew(name));
    return this.judged.get(name);
  }

  /** The same of a name that is read from the environment: there it may lack its beginning, `printenv SRCIP`. */
  judgeRead(name: string): VariableAdvice | undefined {
    const known = this.servers.flatMap(fixedNamesOf);
    const isWithoutPrefix = AMBIGUOUS.has(name)
      ? false
      : known.includes(`SIP_${name}`) ||
        name in EXPECTED_NAMES_WITHOUT_PREFIX ||
        /^HF_[A-Z0-9_]+$/.test(name);
    if (!isWithoutPrefix) return this.judge(name);
    const instead = EXPECTED_NAMES_WITHOUT_PREFIX[name] ?? `SIP_${name}`;
    return unset(`${this.who()} sets ${name}; did you mean ${instead}?`, instead);
  }

  /** The same of a name that is looked for among the lines of `env`: a part of a variable's name finds that, too. */
  judgeSearch(name: string): VariableAdvice | undefined {
    if (name.endsWith('_') || this.servers.flatMap(fixedNamesOf).some((known) => known.includes(name)))
      return undefined;
    return this.judge(name);
  }

  private judgeAnew(name: string): VariableAdvice | undefined {
    if (/^OSIPS_EXEC_\d+$/.test(name)) return this.judgeExecVariable(name);
    if (!/^sip_/i.test(name)) return this.judgeStranger(name);
    if (!this.servers.some(({ environment }) => environment.variables === 'all')) return this.noneAtAll(name);
    return /^sip_hf_/i.test(name) ? this.judgeHeader(name) : this.judgeFixed(name);
  }

  /** Advice on a name that lacks one letter of one that servers set, `IP_USER`. Out: undefined for any other name. */
  private judgeStranger(name: string): VariableAdvice | undefined {
    const meant = this.servers.flatMap(fixedNamesOf).find((each) => lacksOneLetter(name, each));
    const header = /^(?:IP|SP|SI)_(HF_[A-Z0-9_]+)$/.exec(name)?.[1];
    const instead = meant ?? (header === undefined ? undefined : `SIP_${header}`);
    if (instead === undefined) return undefined;
    return unset(`${this.who()} sets ${name}; did you mean ${instead}?`, instead);
  }

  private judgeExecVariable(name: string): VariableAdvice | undefined {
    if (this.servers.some(({ functions }) => functions.includes('exec'))) return undefined;
    return unset(`${this.who()} sets ${name}: only exec() of OpenSIPS does`);
  }

  private noneAtAll(name: string): VariableAdvice {
    const [server] = this.servers as [ServerProfile];
    const message = `${server.id} sets no SIP_* variables at all, ${name} neither: pass values with exec()'s environment argument, as OSIPS_EXEC_0 and so on`;
    return unset(message);
  }

  private judgeFixed(name: string): VariableAdvice | undefined {
    const known = [...new Set(this.servers.flatMap(fixedNamesOf))];
    if (known.includes(name)) return undefined;
    const expected = EXPECTED_NAMES[name];
    const instead = expected !== undefined && known.includes(expected) ? expected : nearestName(name, known);
    return unset(`${this.who()} sets ${name}${this.adviceFor(instead)}`, instead);
  }

  private judgeHeader(name: string): VariableAdvice | undefined {
    const header = name.slice('SIP_HF_'.length);
    const capitals = header.toUpperCase().replace(/[^A-Z0-9]/g, '_');
    if (name !== `SIP_HF_${capitals}`) {
      return unset(
        `${this.who()} sets ${name}: names are in capitals${this.adviceFor(`SIP_HF_${capitals}`)}`,
        `SIP_HF_${capitals}`,
      );
    }
    if (header === '') {
      return unset(
        'SIP_HF_ is no variable, and SIP_HF_* no pattern for variables; list them with: env | grep ^SIP_HF_',
      );
    }
    const canonical = canonicalHeaderNames(this.servers);
    const compact = CANONICAL_OF_COMPACT[header];
    if (compact !== undefined && canonical.has(compact)) {
      return unset(
        `${this.who()} sets ${name}: a header in compact form has its long name${this.adviceFor(`SIP_HF_${compact}`)}`,
        `SIP_HF_${compact}`,
      );
    }
    const bare = (text: string) => text.replaceAll('_', '');
    const same = [...canonical].find((known) => known !== header && bare(known) === bare(header));
    if (same !== undefined)
      return unset(`${this.who()} sets ${name}${this.adviceFor(`SIP_HF_${same}`)}`, `SIP_HF_${same}`);
    return unlikelyHeader(header);
  }

  private who(): string {
    return this.isOne ? `${(this.servers[0] as ServerProfile).id} never` : 'no released server';
  }

  private adviceFor(instead: string | undefined): string {
    if (instead === undefined) return '';
    const setting = this.servers
      .filter((profile) => fixedNamesOf(profile).includes(instead))
      .map(({ id }) => id);
    const which = this.isOne || setting.length === 0 ? '' : `, which ${serverRanges(setting)} set`;
    return `; use ${instead}${which}`;
  }
}

function unset(message: string, instead?: string): VariableAdvice {
  return { code: 'unset-variable', message, ...(instead === undefined ? {} : { instead }) };
}

/** Whether a name is another with one letter left out. */
function lacksOneLetter(name: string, whole: string): boolean {
  if (name.length + 1 !== whole.length) return false;
  let same = 0;
  while (same < name.length && name[same] === whole[same]) same++;
  return name.slice(same) === whole.slice(same + 1);
}

/** Advice on a header that no standard knows and whose name is nearly that of one that standards have. */
function unlikelyHeader(header: string): VariableAdvice | undefined {
  const known = wellKnownHeaderNames();
  if (header.length < 5 || /^X_/.test(header) || known.includes(header)) return undefined;
  const nearest = nearestName(header, known);
  if (nearest === undefined || distanceIsOver(MAX_TYPOS, header, nearest)) return undefined;
  const message = `SIP_HF_${header} is set only for a header of that name, which no standard knows; did you mean SIP_HF_${nearest}?`;
  return { code: 'unlikely-header', message };
}

/** Whether two names differ in more than so many letters, told by what they share at both ends. */
function distanceIsOver(most: number, a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end > most;
}
