import { isUtf8 } from 'node:buffer';
import { shellWord } from '../../exec/process/shellQuote.js';
import { type RecordedMessage, seenVariables } from '../../record/messageOfRecording.js';
import type { Recording } from '../../record/recording.js';
import type { CaseFunction } from '../suite.js';

/** What a suite says of one recorded call. */
export interface RecordedCase {
  readonly function: CaseFunction;
  /** As a routing script would have it: no pseudo-variable is in it. */
  readonly command: string;
  /** The message's bytes; undefined: the recording tells of none. */
  readonly message: Buffer | undefined;
  /** Keys of the server's state. */
  readonly state: Readonly<Record<string, unknown>>;
  /** The daemon's environment. */
  readonly env: ReadonlyMap<string, string>;
  readonly durationMs: number;
}

/** Set by each shell for itself. */
const ofShells: readonly string[] = ['_', 'SHLVL', 'PWD', 'OLDPWD'];

/** Out: the case; a sentence, where a suite, which is text, cannot hold what was recorded. */
export function caseOfRecording(
  recording: Recording,
  message: RecordedMessage | undefined,
): RecordedCase | string {
  const seen = seenVariables(recording.environment);
  const isDset = recording.function === 'exec_dset';
  const words = isDset ? recording.arguments.slice(0, -1) : recording.arguments;
  if (words.length === 0) return 'exec_dset without a URI as its last argument';
  if (![...recording.arguments, seen.get('SIP_RURI') ?? Buffer.alloc(0)].every(isUtf8))
    return 'its command or URI is no UTF-8';
  return {
    function: recording.function.replace(/^exec_/, '') as CaseFunction,
    command: commandText(words, recording.workingDirectory),
    message: message?.captured.bytes,
    state: stateOf(recording, message, seen),
    env: daemonEnvironment(recording),
    durationMs: recording.durationMs,
  };
}

/** Words that a shell takes as they are; a path from the folder that the server ran in is looked up there. */
function commandText(words: readonly Buffer[], folder: string): string {
  const [first] = words;
  const isRelative = first?.includes('/') && first[0] !== 0x2f;
  const line = words.map(shellWord).join(' ');
  const whole = isRelative ? `cd ${shellWord(Buffer.from(folder))} && ${line}` : line;
  return whole.replaceAll('$', '$$$$');
}

function stateOf(
  recording: Recording,
  message: RecordedMessage | undefined,
  seen: ReadonlyMap<string, Buffer>,
): Record<string, unknown> {
  const [current, original] = [seen.get('SIP_RURI'), seen.get('SIP_ORUI') ?? seen.get('SIP_ORURI')];
  const isRewritten = current !== undefined && original !== undefined && !current.equals(original);
  const appended = recording.function === 'exec_dset' ? recording.arguments.at(-1) : undefined;
  const ruri = isRewritten ? current : current === undefined ? appended : undefined;
  const { source, transport } = message?.captured ?? {};
  const sourceIp = source?.ip ?? seen.get('SIP_SRCIP')?.toString('latin1');
  const values = recording.environment
    .filter(({ name, value }) => name.startsWith('OSIPS_EXEC_') && isUtf8(value))
    .map(({ value }) => value.toString());
  const { input } = recording;
  return {
    ...(sourceIp === undefined ? {} : { src: sourceIp.includes(':') ? `[${sourceIp}]` : sourceIp }),
    ...(transport === undefined ? {} : { transport }),
    ...(ruri === undefined || ruri.length === 0 ? {} : { ruri: ruri.toString() }),
    ...(recording.function === 'exec' || recording.function === 'exec_cmd'
      ? {}
      : { setvars: seen.size > 0 ? 1 : 0 }),
    // An AVP is a stack: what was set last is the first.
    ...(values.length === 0 ? {} : { avp: { env: values.reverse() } }),
    ...(recording.function === 'exec' && input !== undefined && input.length > 0 && isUtf8(input)
      ? { stdin: input.toString().replaceAll('$', '$$$$') }
      : {}),
  };
}

function daemonEnvironment({ environment }: Recording): Map<string, string> {
  return new Map(
    environment
      .filter(({ name, value }) => isUtf8(Buffer.from(name, 'latin1')) && isUtf8(value))
      .filter(({ name }) => !/^(?:SIP_|OSIPS_EXEC_)/.test(name) && !ofShells.includes(name))
      .map(({ name, value }) => [name, value.toString()]),
  );
}
