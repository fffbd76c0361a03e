import { SipexecError } from '../../errors.js';
import { type CallToRun, prepareCall } from '../../exec/prepareCall.js';
import { commandEnd } from '../../exec/warnings/quoteContext.js';
import type { ServerProfile } from '../../server/profile.js';
import { serverRanges } from '../../server/serverRanges.js';
import { findServer, missingFunction, serverIds } from '../../server/servers.js';
import type { Warning } from '../../warnings.js';
import { arrive } from '../arrival/arrival.js';
import type { ServerSettings } from '../arrival/serverSettings.js';
import { execCall, type RequestedCall } from '../call/execCall.js';
import type { InputMessage } from '../input/inputMessage.js';
import type { NamedFile } from '../scripts/namedFiles.js';
import { serverNotNamed } from './serverNotNamed.js';
import { variablesRead } from './variablesRead.js';

/** One way in which a server would run a call differently. */
interface Difference {
  /** The sentence about it. In: the servers that differ so, named for people. */
  readonly says: (who: string) => string;
  /** The same for all servers that differ in the same way. */
  readonly key: string;
}

/** A call whose server nobody named, as `documented` runs it. */
export interface UnnamedCall {
  readonly requested: RequestedCall;
  readonly settings: ServerSettings;
  readonly message: InputMessage;
  readonly prepared: CallToRun;
  /** The command as its author wrote it, one character per byte, and the scripts that it names. */
  readonly authored: string;
  readonly scripts: readonly NamedFile[];
}

/**
 * Compares a call with what the released servers that have its function would do, for one message: what reaches the script,
 * the command line, and the variables that the command and its scripts read.
 * Out: one warning about the difference that most of them have, and which they are; undefined where all would do the same.
 */
export async function unnamedServerWarning(call: UnnamedCall): Promise<Warning | undefined> {
  const read = variablesRead(call.authored, call.scripts);
  const found = new Map<string, { difference: Difference; ids: string[] }>();
  let compared = 0;
  for (const profile of releasedServers()) {
    if (missingFunction(profile, call.requested.function) !== undefined) continue;
    compared += 1;
    for (const difference of await differencesTo(profile, call, read)) {
      const entry = found.get(difference.key);
      if (entry === undefined) found.set(difference.key, { difference, ids: [profile.id] });
      else entry.ids.push(profile.id);
    }
  }
  // The difference that most servers have is most likely one of the user's own server.
  const [commonest] = [...found.values()].sort((a, b) => b.ids.length - a.ids.length);
  if (commonest === undefined) return undefined;
  const who = commonest.ids.length === compared ? 'any released server' : serverRanges(commonest.ids);
  const message = `no server was named, and servers differ here: ${commonest.difference.says(who)}; name yours with --server`;
  return { code: serverNotNamed, message };
}

function releasedServers(): ServerProfile[] {
  return serverIds
    .map(findServer)
    .filter(({ family, id }) => family !== 'documented' && !id.endsWith('-dev'));
}

async function differencesTo(
  profile: ServerProfile,
  { requested, settings, message, prepared }: UnnamedCall,
  read: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const arrival = arrive(message, { ...settings, profile });
  if (arrival.kind !== 'script') {
    const why = arrival.kind === 'dropped' ? ` (${arrival.reason})` : '';
    return [{ key: `dropped${why}`, says: (who) => `this message never reaches the script of ${who}${why}` }];
  }
  let theirs: ReturnType<typeof prepareCall>;
  try {
    theirs = prepareCall(await execCall(requested, profile), arrival.message, profile, arrival.state);
  } catch (error) {
    if (!(error instanceof SipexecError)) throw error;
    const { message: why } = error;
    return [{ key: `start ${why}`, says: (who) => `this command keeps ${who} from starting (${why})` }];
  }
  if (theirs.outcome === 'refused') {
    const { reason } = theirs;
    return [
      { key: `refused ${reason}`, says: (who) => `nothing is run for this message by ${who} (${reason})` },
    ];
  }
  return [
    ...variableDifferences(prepared, theirs, read),
    ...commandDifferences(requested, profile, prepared, theirs),
  ];
}

function variableDifferences(
  mine: CallToRun,
  theirs: CallToRun,
  read: ReadonlyMap<string, string>,
): Difference[] {
  if (read.size > 0 && mine.environment.length > 0 && theirs.environment.length === 0) {
    const says = (who: string) => `no SIP_* variable is set by ${who} unless the setvars parameter is 1`;
    return [{ key: 'environment', says }];
  }
  return [...read].flatMap(([name, where]): Difference[] => {
    const [here, there] = [lastValue(name, mine), lastValue(name, theirs)];
    if (here === undefined ? there === undefined : there !== undefined && here.equals(there)) return [];
    if (there === undefined)
      return [{ key: `unset ${name}`, says: (who) => `${name}, which ${where} reads, is not set by ${who}` }];
    const value = shown(there);
    const instead = here === undefined ? 'not set here' : `not ${shown(here)}`;
    return [
      {
        key: `${name} ${value}`,
        says: (who) => `${name}, which ${where} reads, is ${value} by ${who}, ${instead}`,
      },
    ];
  });
}

/** What a shell passes on: of two entries of one name the last. */
function lastValue(name: string, { environment }: CallToRun): Buffer | undefined {
  return environment.findLast((entry) => entry.name === name)?.value;
}

function commandDifferences(
  requested: RequestedCall,
  profile: ServerProfile,
  mine: CallToRun,
  theirs: CallToRun,
): Difference[] {
  const [here, there] = [withoutUri(mine), withoutUri(theirs)];
  if (!here.equals(there)) {
    const from = firstDifference(here, there);
    const theirsNotMine = `${shown(there.subarray(from))}, not ${shown(here.subarray(from))}`;
    return [
      {
        key: `command ${theirsNotMine}`,
        says: (who) => `the command line of ${who} has ${theirsNotMine}, from byte ${from} on`,
      },
    ];
  }
  if (requested.function !== 'exec_dset' || !commandEnd(here).takesWord) return [];
  const uri = mine.commandLine.subarray(mine.commandBytes + 1).toString('latin1');
  const { dsetArgument } = profile.running;
  if (dsetArgument === 'in-quotes' && uri.includes("'\\''"))
    return [{ key: 'quotes', says: (who) => `the ' in the URI ends the quotes that ${who} appends it in` }];
  if (dsetArgument === 'bare' && !/^'?[\w@:.+,/=%-]*'?$/.test(uri))
    return [
      {
        key: 'bare',
        says: (who) =>
          `the URI is appended without quotes by ${who}, and the shell reads more than a word in it`,
      },
    ];
  return [];
}

/** The command without the URI that exec_dset appends. */
function withoutUri({ commandLine, commandBytes }: CallToRun): Buffer {
  return commandLine.subarray(0, commandBytes);
}

function firstDifference(one: Buffer, other: Buffer): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

const maxShownBytes = 40;

function shown(value: Buffer): string {
  const text = JSON.stringify(value.toString('latin1', 0, maxShownBytes));
  return value.length > maxShownBytes ? `${text.slice(0, -1)}…"` : text;
}
