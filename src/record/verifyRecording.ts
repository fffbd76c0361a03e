import { prepareCall } from '../exec/prepareCall.js';
import { receiveMessage } from '../server/message/receiveMessage.js';
import type { ServerProfile } from '../server/profile.js';
import type { ServerState } from '../server/serverState.js';
import { type RecordedMessage, seenVariables } from './messageOfRecording.js';
import type { Recording } from './recording.js';

/** One thing in which a recording and a profile differ. */
export interface RecordingDifference {
  /** A variable's name, `input`, `last argument` or `outcome`. */
  readonly what: string;
  /** The first byte that differs, from 0. */
  readonly offsetBytes: number;
  /** Undefined: there is none. */
  readonly recorded: Buffer | undefined;
  readonly expected: Buffer | undefined;
}

/** What came of holding one recording against one profile. */
export interface Verdict {
  readonly server: string;
  /** What could be compared. */
  readonly checks: readonly string[];
  readonly differences: readonly RecordingDifference[];
}

/** What a message made of the variables still tells: these are worked out from several headers, not copied. */
const workedOut: readonly string[] = [
  'SIP_TID',
  'SIP_DID',
  'SIP_USER',
  'SIP_OUSER',
  'SIP_RURI',
  'SIP_ORUI',
  'SIP_ORURI',
];

/**
 * Works out what a server would give to the command for a message, and compares it with what a real one gave.
 * What only the server knew (the source of a message without a capture, a rewritten request URI, setvars) is taken
 * from the recording itself.
 */
export function verifyRecording(
  recording: Recording,
  message: RecordedMessage,
  profile: ServerProfile,
): Verdict {
  const verdict = verifyMessage(recording, message, profile);
  if (message.origin !== 'variables' || verdict.differences.length === 0) return verdict;
  // A message made of variables has its method from CSeq, which may name another one. SIP_TID depends on whether the method is
  // INVITE, ACK or CANCEL, so one of each kind is tried as well.
  const others = ['INVITE', 'BYE'].map((method) => withMethod(message, method));
  return (
    others
      .map((other) => verifyMessage(recording, other, profile))
      .find(({ differences }) => differences.length === 0) ?? verdict
  );
}

/** What a server makes of a message, and of the same message with other words in it. */
export interface VariablesAnew {
  readonly server: string;
  readonly before: ReadonlyMap<string, Buffer>;
  readonly after: ReadonlyMap<string, Buffer>;
}

/**
 * Variables are parts of the message, or worked out from it, as SIP_TID, which is a hash: where the message changes,
 * they change as the server would have it.
 * In: a recording and its message, and both with other words in them.
 * Out: of the first of these servers that had made the recorded SIP_TID; undefined where none had.
 */
export function variablesAnew(
  recording: Recording,
  message: RecordedMessage,
  other: { readonly recording: Recording; readonly message: RecordedMessage },
  profiles: readonly ServerProfile[],
): VariablesAnew | undefined {
  const recorded = seenVariables(recording.environment).get('SIP_TID');
  if (recorded === undefined) return undefined;
  const methods = message.origin === 'variables' ? [undefined, 'INVITE', 'BYE'] : [undefined];
  for (const profile of profiles) {
    for (const method of methods) {
      const before = expectedVariables(recording, withMethod(message, method), profile);
      if (before?.get('SIP_TID')?.equals(recorded) !== true) continue;
      const after = expectedVariables(other.recording, withMethod(other.message, method), profile);
      if (after !== undefined) return { server: profile.id, before, after };
    }
  }
  return undefined;
}

function withMethod(message: RecordedMessage, method: string | undefined): RecordedMessage {
  if (method === undefined) return message;
  const { bytes } = message.captured;
  const captured = { bytes: Buffer.concat([Buffer.from(method), bytes.subarray(bytes.indexOf(' '))]) };
  return { origin: message.origin, captured };
}

/** The variables that a profile makes of a message; undefined where nothing would run. */
function expectedVariables(
  recording: Recording,
  { captured }: RecordedMessage,
  profile: ServerProfile,
): ReadonlyMap<string, Buffer> | undefined {
  if (!profile.functions.includes(recording.function)) return undefined;
  const received = receiveMessage(profile, captured.bytes);
  if (received.outcome !== 'script') return undefined;
  const call = { function: recording.function, command: { parts: [] } };
  const state = stateOf(recording, seenVariables(recording.environment), captured);
  const prepared = prepareCall(call, received.message, profile, state);
  return prepared.outcome === 'refused' ? undefined : seenVariables(prepared.environment);
}

function verifyMessage(
  recording: Recording,
  { captured, origin }: RecordedMessage,
  profile: ServerProfile,
): Verdict {
  const seen = seenVariables(recording.environment);
  const verdict = (checks: readonly string[], differences: readonly RecordingDifference[]): Verdict => ({
    server: profile.id,
    checks,
    differences,
  });
  if (!profile.functions.includes(recording.function))
    return verdict(['outcome'], [outcome(`${profile.id} has no ${recording.function}()`)]);
  const received = receiveMessage(profile, captured.bytes);
  if (received.outcome !== 'script') {
    const reason = received.outcome === 'dropped' ? received.reason : 'it is a reply';
    return verdict(['outcome'], [outcome(`the message never reaches the script: ${reason}`)]);
  }
  const call = { function: recording.function, command: { parts: [] } };
  const prepared = prepareCall(call, received.message, profile, stateOf(recording, seen, captured));
  if (prepared.outcome === 'refused')
    return verdict(['outcome'], [outcome(`the function runs nothing: ${prepared.reason}`)]);

  const expected = seenVariables(prepared.environment);
  const isChecked = (name: string) => origin !== 'variables' || isWorkedOut(name, seen, expected);
  const names = [...new Set([...seen.keys(), ...expected.keys()])].filter(isChecked);
  const differences = names.flatMap((name) => compare(name, seen.get(name), expected.get(name)));
  const checks = ['outcome', origin === 'variables' ? names.join(', ') : 'environment'];
  if (origin === 'input') {
    checks.push('input');
    differences.push(...compare('input', recording.input, prepared.input));
  }
  const uri = seen.get('SIP_RURI');
  if (recording.function === 'exec_dset' && uri !== undefined && isPlain(uri, profile)) {
    checks.push('last argument');
    differences.push(...compare('last argument', recording.arguments.at(-1), uri));
  }
  return verdict(checks, differences);
}

/** What the server knew beside the message. */
export function stateOf(
  recording: Recording,
  seen: ReadonlyMap<string, Buffer>,
  { source, destination, transport }: RecordedMessage['captured'],
): ServerState {
  const local = { ip: '127.0.0.1', port: 5060 };
  const current = seen.get('SIP_RURI');
  const original = seen.get('SIP_ORUI') ?? seen.get('SIP_ORURI');
  const isRewritten = current !== undefined && original !== undefined && !current.equals(original);
  return {
    source: source ?? { ip: seen.get('SIP_SRCIP')?.toString('latin1') ?? local.ip, port: local.port },
    destination: destination ?? local,
    transport: transport ?? 'udp',
    ...(isRewritten ? { requestUri: current } : {}),
    setvars: seen.has('SIP_RURI') || seen.has('SIP_HF_VIA'),
    daemonEnvironment: recording.environment,
    route: 'request',
    avps: [],
    vars: [],
  };
}

/** A To tag that runs on to the end of the message (servers.md §3) cannot be worked out without the message. */
function isWorkedOut(
  name: string,
  seen: ReadonlyMap<string, Buffer>,
  expected: ReadonlyMap<string, Buffer>,
): boolean {
  if (!workedOut.includes(name)) return false;
  return name !== 'SIP_DID' || ![seen, expected].some((side) => side.get(name)?.includes(10));
}

/** Whether the URI reaches the command as it is: a quote ends the server's own quotes. */
function isPlain(uri: Buffer, { running }: ServerProfile): boolean {
  if (running.dsetArgument === 'shell-quoted') return true;
  if (running.dsetArgument === 'in-quotes') return !uri.includes("'");
  return /^[\w.:@+%/=-]+$/.test(uri.toString('latin1'));
}

function outcome(reason: string): RecordingDifference {
  return {
    what: 'outcome',
    offsetBytes: 0,
    recorded: Buffer.from('the command ran'),
    expected: Buffer.from(reason),
  };
}

function compare(
  what: string,
  recorded: Buffer | undefined,
  expected: Buffer | undefined,
): RecordingDifference[] {
  if (recorded !== undefined && expected !== undefined && recorded.equals(expected)) return [];
  const [a, b] = [recorded ?? Buffer.alloc(0), expected ?? Buffer.alloc(0)];
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return [{ what, offsetBytes: at, recorded, expected }];
}
