import { FunctionOutput } from '../../src/exec/functionOutput.js';
import { type ExecCall, prepareCall } from '../../src/exec/prepareCall.js';
import { receiveMessage } from '../../src/server/message/receiveMessage.js';
import type { ServerMessage } from '../../src/server/message/serverMessage.js';
import type { ExecFunction, ServerProfile } from '../../src/server/profile.js';
import { expandFormat } from '../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import type { Format } from '../../src/server/pseudoVariables/reference.js';
import type { ServerState } from '../../src/server/serverState.js';
import type { RecordedRun } from './recordedRuns.js';

/** What a run is compared in. */
export const aspects = [
  'outcome',
  'environment',
  'environment after dset',
  'input',
  'dset command line',
  'after dset',
  'avps',
  'return codes',
  'pseudo-variables',
] as const;

export interface Comparison {
  readonly aspect: (typeof aspects)[number];
  /** Which variable or function, where the aspect has several. */
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
}

/** What the command printed that exec_dset ran, and the one of exec_avp. */
const printedUris = ['sip:one@dset.example.com', 'sip:two@dset.example.com;transport=tcp'];
const printedAvps = ['one', 'two'];

/** The variables that hold the server's ports: they were printed in another run than the message's record is of. */
const ofOtherRun = new Set(['sut', 'sp', 'Rp']);

/** Replays a run in the order of the recording's script: the pseudo-variables first, then the exec functions. */
export function* replay(run: RecordedRun, profile: ServerProfile): Generator<Comparison> {
  const state = stateOf(run);
  const received = receiveMessage(profile, run.message);
  const reached = received.outcome === 'script' ? received.message : undefined;
  if (reached === undefined) {
    yield { aspect: 'outcome', what: '', ours: 'dropped', theirs: run.outcome };
    return;
  }
  for (const [name, theirs] of Object.entries(run.pseudoVariables ?? {})) {
    const text = name.startsWith('(') ? `$${name}` : `$(${name})`;
    const ours = print(text, reached, profile, state);
    const inBoth = isOfLaterRecording(run) && ofOtherRun.has(name);
    yield {
      aspect: 'pseudo-variables',
      what: `$${name}`,
      ours: inBoth ? withoutPort(ours) : ours,
      theirs: inBoth ? withoutPort(theirs) : theirs,
    };
  }
  const msg = prepare('exec_msg', reached, profile, state);
  yield { aspect: 'outcome', what: '', ours: msg.outcome, theirs: run.outcome };
  if (msg.outcome === 'ran' && run.environment !== null)
    yield { aspect: 'environment', what: '', ours: block(msg), theirs: JSON.stringify(run.environment) };
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

function stateOf(run: RecordedRun): ServerState {
  const { source, destination } = run;
  return { source, destination, transport: 'udp', route: 'request', setvars: true, avps: [], vars: [] };
}

/** The later recordings have the AVPs, too, and printed the variables in a run of its own. */
function isOfLaterRecording(run: RecordedRun): boolean {
  return run.avps !== undefined || /^(t5|feat|mut|issue|repo)-/.test(run.id);
}

function withoutPort(text: string): string {
  return text.replace(/\d+(?=;|$)/, 'PORT');
}

function print(text: string, message: ServerMessage, profile: ServerProfile, state: ServerState): string {
  let format: Format;
  try {
    format = parseFormat(Buffer.from(text), profile);
  } catch (error) {
    return (error as Error).message;
  }
  const expansion = expandFormat(format, message, profile, state);
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.reason;
}

function callOf(name: ExecFunction, profile: ServerProfile): ExecCall {
  return { function: name, command: parseFormat(Buffer.from('COMMAND'), profile) };
}

function prepare(name: ExecFunction, message: ServerMessage, profile: ServerProfile, state: ServerState) {
  return prepareCall(callOf(name, profile), message, profile, state);
}

function block({ environment }: { environment: readonly { name: string; value: Buffer }[] }): string {
  return JSON.stringify(environment.map(({ name, value }) => [name, value.toString('latin1')]));
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
  const [requestUri, ...branches] = printedUris.map((uri) => Buffer.from(uri));
  // Recorded only where the shell came to run the command: what it printed then counts, whatever the status was.
  const hasPrinted = run.dsetCommandLine !== undefined && requestUri !== undefined;
  const state = hasPrinted ? { ...before, requestUri, branches } : before;
  const branchVariable = profile.pseudoVariables.names.includes('br') ? '$br' : '$(branch(uri)[*])';
  const variables = { requestUri: '$ru', branches: branchVariable, destinationSet: '$ds' };
  for (const [key, text] of Object.entries(variables)) {
    const ours = print(text, message, profile, state);
    yield { aspect: 'after dset', what: text, ours, theirs: theirs[key as keyof typeof theirs] };
  }
  const avp = prepare('exec_avp', message, profile, state);
  if (avp.outcome === 'ran' && run.environmentOfAvpAfterDset !== undefined) {
    const environment = JSON.stringify(run.environmentOfAvpAfterDset);
    yield { aspect: 'environment after dset', what: '', ours: block(avp), theirs: environment };
  }
  if (run.avps !== undefined) {
    const ours = avp.outcome === 'ran' ? avpsOf(profile) : printedAvps.map(() => '<null>');
    yield { aspect: 'avps', what: '', ours: JSON.stringify(ours), theirs: JSON.stringify(run.avps) };
    yield* compareReturnCodes(run, message, profile, before);
  }
}

/** What exec_avp makes of its command's output. */
function avpsOf(profile: ServerProfile): string[] {
  const output = new FunctionOutput(callOf('exec_avp', profile), profile);
  output.take(Buffer.from(printedAvps.map((line) => `${line}\n`).join('')));
  output.end();
  return output.avps.map(([, value]) => value.toString('latin1'));
}

const functionsByShortName = {
  msg: 'exec_msg',
  dset: 'exec_dset',
  avp: 'exec_avp',
  cmd: 'exec_cmd',
} as const;

/** Functions of commands that exited 0: true, unless the server refused to run them. */
function* compareReturnCodes(
  run: RecordedRun,
  message: ServerMessage,
  profile: ServerProfile,
  state: ServerState,
): Generator<Comparison> {
  for (const [short, name] of Object.entries(functionsByShortName)) {
    const isThere = profile.functions.includes(name);
    const ran = isThere && prepare(name, message, profile, state).outcome === 'ran';
    yield {
      aspect: 'return codes',
      what: name,
      ours: isThere ? (ran ? '1' : '-1') : 'no such function',
      theirs: run.returnCodes?.[short] ?? 'no such function',
    };
  }
}
