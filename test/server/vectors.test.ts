import { describe, expect, test } from 'vitest';
import { prepareCall } from '../../src/exec/prepareCall.js';
import type { ExecFunction, ServerProfile } from '../../src/server/profile.js';
import { expandFormat } from '../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import { receiveMessage } from '../../src/server/receiveMessage.js';
import type { ServerMessage } from '../../src/server/serverMessage.js';
import type { ServerState } from '../../src/server/serverState.js';
import { findServer, serverIds } from '../../src/server/servers.js';
import { type RecordedRun, recordedRuns, recordingsExist } from './recordedRuns.js';

/** What a run is compared in. */
const aspects = [
  'outcome',
  'environment',
  'input',
  'dset command line',
  'after dset',
  'pseudo-variables',
] as const;
type Aspect = (typeof aspects)[number];

/** Disagreements that stay, by server and recorded run, with the reason why the recording is right and we are not. */
const knownDisagreements: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

interface Comparison {
  readonly aspect: Aspect;
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
}

const printed = ['sip:one@dset.example.com', 'sip:two@dset.example.com;transport=tcp'];

function stateOf(run: RecordedRun): ServerState {
  const { source, destination } = run;
  return { source, destination, transport: 'udp', route: 'request', setvars: true, avps: [], vars: [] };
}

function print(text: string, message: ServerMessage, profile: ServerProfile, state: ServerState): string {
  const expansion = expandFormat(parseFormat(Buffer.from(text), profile), message, profile, state);
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.reason;
}

function prepare(name: ExecFunction, message: ServerMessage, profile: ServerProfile, state: ServerState) {
  return prepareCall(
    { function: name, command: parseFormat(Buffer.from('COMMAND'), profile) },
    message,
    profile,
    state,
  );
}

/** Replays a run in the order of the recording's script: the pseudo-variables first, then the exec functions. */
function* replay(run: RecordedRun, profile: ServerProfile): Generator<Comparison> {
  const state = stateOf(run);
  const received = receiveMessage(profile, run.message);
  const reached = received.outcome === 'script' ? received.message : undefined;
  if (reached === undefined) {
    yield { aspect: 'outcome', what: '', ours: 'dropped', theirs: run.outcome };
    return;
  }
  for (const [name, theirs] of Object.entries(run.pseudoVariables)) {
    const text = name.startsWith('(') ? `$${name}` : `$(${name})`;
    yield {
      aspect: 'pseudo-variables',
      what: `$${name}`,
      ours: print(text, reached, profile, state),
      theirs,
    };
  }
  const msg = prepare('exec_msg', reached, profile, state);
  yield { aspect: 'outcome', what: '', ours: msg.outcome, theirs: run.outcome };
  if (msg.outcome === 'ran' && run.environment !== null) {
    const ours = msg.environment.map(({ name, value }) => [name, value.toString('latin1')]);
    yield {
      aspect: 'environment',
      what: '',
      ours: JSON.stringify(ours),
      theirs: JSON.stringify(run.environment),
    };
  }
  if (msg.outcome === 'ran' && run.input !== undefined) {
    const ours = msg.input?.toString('latin1') ?? '';
    const theirs = run.input === 'message' ? run.message.toString('latin1') : run.input;
    yield {
      aspect: 'input',
      what: '',
      ours: withoutFinalNul(ours, profile),
      theirs: withoutFinalNul(theirs, profile),
    };
  }
  const dset = prepare('exec_dset', reached, profile, state);
  if (dset.outcome === 'ran' && run.dsetCommandLine !== undefined) {
    const ours = dset.commandLine.toString('latin1');
    yield { aspect: 'dset command line', what: '', ours, theirs: run.dsetCommandLine };
  }
  if (run.afterDset !== undefined) yield* compareAfterDset(run, reached, profile, state);
}

/** A server that takes a NUL off the datagram's end hands over one byte less: "message" means that, too. */
function withoutFinalNul(input: string, profile: ServerProfile): string {
  return profile.reception.trailingNul === 'one-removed' ? input.replace(/\0$/, '') : input;
}

function* compareAfterDset(
  run: RecordedRun,
  message: ServerMessage,
  profile: ServerProfile,
  before: ServerState,
): Generator<Comparison> {
  const theirs = run.afterDset as NonNullable<RecordedRun['afterDset']>;
  const [requestUri, ...branches] = printed.map((uri) => Buffer.from(uri));
  // Recorded only where the shell came to run the command: what it printed then counts, whatever the status was.
  const hasPrinted = run.dsetCommandLine !== undefined && requestUri !== undefined;
  const state = hasPrinted ? { ...before, requestUri, branches } : before;
  const branchVariable = profile.pseudoVariables.names.includes('br') ? '$br' : '$(branch(uri)[*])';
  const variables = { requestUri: '$ru', branches: branchVariable, destinationSet: '$ds' };
  for (const [key, text] of Object.entries(variables)) {
    const ours = print(text, message, profile, state);
    yield { aspect: 'after dset', what: text, ours, theirs: theirs[key as keyof typeof theirs] };
  }
}

interface Tally {
  agree: number;
  all: number;
}

/** Replays all runs of a server: how many comparisons of each aspect agree, and those that do not. */
function tally(server: string): {
  tallies: Map<Aspect, Tally>;
  disagreements: { id: string; text: string }[];
} {
  const profile = findServer(server);
  const tallies = new Map<Aspect, Tally>(aspects.map((aspect) => [aspect, { agree: 0, all: 0 }]));
  const disagreements: { id: string; text: string }[] = [];
  for (const run of recordedRuns(server)) {
    for (const { aspect, what, ours, theirs } of replay(run, profile)) {
      const counts = tallies.get(aspect) as Tally;
      counts.all += 1;
      if (ours === theirs) counts.agree += 1;
      else
        disagreements.push({
          id: run.id,
          text: `${aspect} ${what}: ours ${show(ours)}, theirs ${show(theirs)}`,
        });
    }
  }
  return { tallies, disagreements };
}

function show(text: string): string {
  const shown = JSON.stringify(text);
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}

const title = recordingsExist
  ? 'recorded runs of real servers'
  : 'recorded runs of real servers (skipped: ../shared/vectors is not there)';

describe.skipIf(!recordingsExist)(title, () => {
  test.for(serverIds.filter((id) => id !== 'documented'))('%s does what the real one did', (server) => {
    const { tallies, disagreements } = tally(server);
    const counts = aspects.map((aspect) => {
      const { agree, all } = tallies.get(aspect) as Tally;
      return `${aspect} ${agree} of ${all}`;
    });
    console.log(`${server}: ${counts.join(', ')}`);
    const known = knownDisagreements[server] ?? {};
    const unexplained = disagreements.filter(({ id }) => !(id in known));
    for (const { id, text } of disagreements)
      console.log(`  ${id}: ${text}${id in known ? ` (${known[id]})` : ''}`);
    expect(unexplained.map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
    const outdated = Object.keys(known).filter(
      (id) => !disagreements.some((disagreement) => disagreement.id === id),
    );
    expect(outdated).toEqual([]);
    expect(tallies.get('outcome')?.all).toBeGreaterThan(1000);
  });
});
