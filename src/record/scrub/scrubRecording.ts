import type { CapturedMessage } from '../../capture/capturedMessage.js';
import { SipexecError } from '../../errors.js';
import type { EnvironmentEntry } from '../../exec/environment.js';
import type { ServerProfile } from '../../server/profile.js';
import type { Endpoint } from '../../sip/endpoint.js';
import type { RecordedMessage } from '../messageOfRecording.js';
import { messageOfRecording } from '../messageOfRecording.js';
import type { Recording } from '../recording.js';
import { type VariablesAnew, variablesAnew } from '../verifyRecording.js';
import type { Scrubber } from './scrubber.js';

/** A recording in which nobody is named. */
export interface ScrubbedRecording {
  readonly recording: Recording;
  readonly message: RecordedMessage | undefined;
  /** What was replaced and cannot be held against anything, or was worked out anew: lines for people. */
  readonly notes: readonly string[];
}

/** Finds what a recording and its message name, before the first of them is scrubbed. */
export function learnRecording(
  recording: Recording,
  message: RecordedMessage | undefined,
  scrubber: Scrubber,
): void {
  scrubRecording(recording, message, scrubber, []);
}

/**
 * Replaces who and where in a recording: message, environment, arguments, output, folder and the server's arguments.
 * The command's own name stays, or it could not be run again.
 * In: the servers that may have made the recording.
 */
export function scrubRecording(
  recording: Recording,
  message: RecordedMessage | undefined,
  scrubber: Scrubber,
  profiles: readonly ServerProfile[],
): ScrubbedRecording {
  const captured = message?.origin === 'variables' ? undefined : message?.captured;
  const scrubbedMessage = captured && scrubCaptured(captured, scrubber);
  const grown = (scrubbedMessage?.bytes.length ?? 0) - (captured?.bytes.length ?? 0);
  const bodyGrown = captured === undefined ? 0 : grown - headGrown(captured.bytes, scrubbedMessage?.bytes);
  const isMessage = recording.function === 'exec_msg' && message?.origin === 'input';
  const { input } = recording;
  const [command, ...args] = recording.arguments;
  const uri = recording.function === 'exec_dset' ? args.pop() : undefined;
  const scrubbed: Recording = {
    ...recording,
    environment: recording.environment.map(({ name, value }) => ({
      name,
      value: scrubber.variable(name, value, bodyGrown),
    })),
    arguments: [
      command ?? Buffer.alloc(0),
      ...args.map((argument) => scrubber.command(argument)),
      ...(uri === undefined ? [] : [scrubber.text(uri)]),
    ],
    input: isMessage ? scrubbedMessage?.bytes : input && scrubber.text(input),
    workingDirectory: scrubber.text(Buffer.from(recording.workingDirectory)).toString(),
    serverArguments: recording.serverArguments.map((argument) => scrubber.command(argument)),
  };
  const anew =
    scrubbedMessage === undefined
      ? messageOfRecording(scrubbed)
      : ({ ...message, captured: scrubbedMessage } as RecordedMessage);
  const whole = withTransactionId(recording, message, scrubbed, anew, scrubber, profiles);
  const replaced = wholeTexts(recording, whole.recording);
  const [stdout, stderr] = [recording.stdout, recording.stderr].map((printed) =>
    scrubber.output(printed, replaced),
  ) as [Buffer, Buffer];
  return { ...whole, recording: { ...whole.recording, stdout, stderr } };
}

/** The input and the variables' values, which a command may print unchanged, each with its scrubbed text. */
function wholeTexts(before: Recording, after: Recording): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (old: Buffer | undefined, scrubbed: Buffer | undefined) => {
    if (old !== undefined && scrubbed !== undefined)
      texts.set(old.toString('latin1'), scrubbed.toString('latin1'));
  };
  for (const [i, { name, value }] of before.environment.entries())
    if (name.startsWith('SIP_')) add(value, after.environment[i]?.value);
  add(before.input, after.input);
  return texts;
}

/** A captured message with stand-ins, also for its addresses. */
export function scrubCaptured(captured: CapturedMessage, scrubber: Scrubber): CapturedMessage {
  const at = (endpoint: Endpoint | undefined) =>
    endpoint && { ...endpoint, ip: scrubber.text(Buffer.from(endpoint.ip)).toString() };
  const [source, destination] = [at(captured.source), at(captured.destination)];
  return {
    ...captured,
    bytes: scrubber.message(captured.bytes),
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
  };
}

function headGrown(before: Buffer, after: Buffer = before): number {
  return headLength(after) - headLength(before);
}

function headLength(bytes: Buffer): number {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  return end === null ? bytes.length : end.index + end[0].length;
}

function withTransactionId(
  recording: Recording,
  message: RecordedMessage | undefined,
  scrubbed: Recording,
  scrubbedMessage: RecordedMessage | undefined,
  scrubber: Scrubber,
  profiles: readonly ServerProfile[],
): ScrubbedRecording {
  const isSet = recording.environment.some(({ name, value }) => name === 'SIP_TID' && value.length > 0);
  if (!isSet || profiles.length === 0) return { recording: scrubbed, message: scrubbedMessage, notes: [] };
  const anew = message && scrubbedMessage && anewOf(recording, message, scrubbed, scrubbedMessage, profiles);
  const environment = scrubbed.environment.map((entry, i) => {
    const old = recording.environment[i]?.value;
    const [before, after] = [anew?.before.get(entry.name), anew?.after.get(entry.name)];
    if (old !== undefined && before?.equals(old) && after !== undefined) return { ...entry, value: after };
    return entry.name === 'SIP_TID' ? { ...entry, value: scrubber.hash(entry.value) } : entry;
  });
  const note =
    anew === undefined
      ? 'SIP_TID is a hash of what was replaced: other digits stand for it, which agree with no message'
      : `SIP_TID is a hash of what was replaced: worked out anew, as ${anew.server} does`;
  const withId = { ...scrubbed, environment, arguments: withUri(recording, scrubbed.arguments, environment) };
  const isRebuilt = message?.origin === 'variables';
  return {
    recording: withId,
    message: isRebuilt ? messageOfRecording(withId) : scrubbedMessage,
    notes: [note],
  };
}

/** The URI that exec_dset appends is the variable's, too. */
function withUri(
  { function: name, arguments: old, environment: before }: Recording,
  made: readonly Buffer[],
  environment: readonly EnvironmentEntry[],
): readonly Buffer[] {
  const at = before.findLastIndex((entry) => entry.name === 'SIP_RURI');
  const value = environment[at]?.value;
  if (name !== 'exec_dset' || value === undefined || !before[at]?.value.equals(old.at(-1) as Buffer))
    return made;
  return [...made.slice(0, -1), value];
}

function anewOf(
  recording: Recording,
  message: RecordedMessage,
  scrubbed: Recording,
  scrubbedMessage: RecordedMessage,
  profiles: readonly ServerProfile[],
): VariablesAnew | undefined {
  try {
    return variablesAnew(recording, message, { recording: scrubbed, message: scrubbedMessage }, profiles);
  } catch (error) {
    // What is no SIP has no transaction.
    if (error instanceof SipexecError) return undefined;
    throw error;
  }
}
