import { accessSync } from 'node:fs';
import { constants } from 'node:os';
import type { EnvironmentEntry } from '../exec/environment.js';
import type { Ran } from '../exec/execResult.js';
import { FunctionOutput } from '../exec/functionOutput.js';
import { KeptOutput, KeptStream } from '../exec/keptOutput.js';
import type { PipeMaker } from '../exec/process/pipes/pipes.js';
import { runShell } from '../exec/process/runShell.js';
import { shellQuote } from '../exec/process/shellQuote.js';
import type { OutputTarget } from '../exec/process/stdio.js';
import type { ServerProfile } from '../server/profile.js';
import type { StopSignal } from '../stopSignal.js';
import type { Recording } from './recording.js';

/** What a recorded call came to then, and what it comes to now. */
export interface Replay {
  readonly before: Ran;
  readonly after: Ran;
  /** What could not be had as it was. */
  readonly remarks: readonly string[];
}

export interface ReplayOptions {
  /** In the recorded command's place: what `sh -c` is given, the URI of exec_dset behind it. */
  readonly command: Buffer | undefined;
  readonly profile: ServerProfile;
  readonly timeoutMs: number;
  readonly cancel: StopSignal;
  readonly pipes: PipeMaker;
}

/** Limits that a shell can set, by the name that /proc gives them. */
const limitOptions: Readonly<Record<string, { readonly letter: string; readonly unitBytes: number }>> = {
  'Max cpu time': { letter: 't', unitBytes: 1 },
  'Max file size': { letter: 'f', unitBytes: 512 },
  'Max open files': { letter: 'n', unitBytes: 1 },
};

/**
 * Runs the recorded command, or another one in its place, with the recorded environment, arguments and input, in its
 * folder and with its umask and limits where they can be had.
 * @throws TooLargeError, ShellError, PipeError
 */
export async function replayRecording(recording: Recording, options: ReplayOptions): Promise<Replay> {
  const { profile } = options;
  const kept = new KeptOutput();
  const folder = existing(recording.workingDirectory);
  const kind = recording.function;
  const until = kind === 'exec_dset' || kind === 'exec_avp' ? 'end-of-stream' : 'exit';
  const keep = (stream: KeptStream): OutputTarget => ({
    kind: 'take',
    until,
    take(chunk) {
      stream.take(chunk);
      return 'more';
    },
  });
  const commandLine = commandLineOf(recording, options.command);
  const result = await runShell(
    {
      commandLine: Buffer.concat([surroundings(recording), commandLine]),
      environment: recording.environment,
      ...(folder === undefined ? {} : { surroundings: { workingDirectory: folder } }),
      ...(recording.input === undefined ? {} : { input: recording.input }),
      stdout: keep(kept.stdout),
      stderr: keep(kept.stderr),
      timeoutMs: options.timeoutMs,
      cancel: options.cancel,
    },
    options.pipes,
  );
  const exitCode = result.signal === undefined ? result.exitCode : 128 + constants.signals[result.signal];
  return {
    before: recordedResult(recording, profile),
    after: resultOf(recording, profile, {
      commandLine,
      ...(exitCode === undefined ? {} : { exitCode }),
      timedOut: result.timedOut,
      ...(result.timedOut ? { execTimerMs: options.timeoutMs } : {}),
      durationMs: result.durationMs,
      stdout: kept.stdout.bytes,
      stderr: kept.stderr.bytes,
    }),
    remarks: [
      ...(folder === undefined
        ? [`its folder ${recording.workingDirectory} is not there: run in this one`]
        : []),
      ...recording.gaps,
    ],
  };
}

/** The call's result on the server. Its status is the one that a shell shows, in which a signal is a number above 128. */
export function recordedResult(recording: Recording, profile: ServerProfile): Ran {
  return resultOf(recording, profile, {
    commandLine: joined(recording.arguments),
    exitCode: recording.exitStatus,
    durationMs: recording.durationMs,
    stdout: asKept(recording.stdout),
    stderr: asKept(recording.stderr),
  });
}

/** As much of a recorded stream as is kept of a replayed one, so that the two can be compared. */
function asKept(recorded: Buffer): Buffer {
  const stream = new KeptStream();
  stream.take(recorded);
  return stream.bytes;
}

function existing(folder: string): string | undefined {
  try {
    accessSync(folder);
    return folder;
  } catch {
    return undefined;
  }
}

/** Every word quoted: nothing that was recorded runs as shell. */
function commandLineOf(recording: Recording, command: Buffer | undefined): Buffer {
  if (command === undefined) return joined(recording.arguments);
  if (recording.function !== 'exec_dset') return command;
  const last = recording.arguments.at(-1) as Buffer;
  return Buffer.concat([command, Buffer.from(' '), shellQuote(last)]);
}

function joined(words: readonly Buffer[]): Buffer {
  return Buffer.concat(words.flatMap((word, i) => [Buffer.from(i === 0 ? '' : ' '), shellQuote(word)]));
}

/** A line for the shell that sets umask and limits; a limit that cannot be had stays as it is. */
function surroundings({ umask, limits }: Recording): Buffer {
  const parts = umask === undefined ? [] : [`umask ${umask}`];
  for (const [name, { letter, unitBytes }] of Object.entries(limitOptions)) {
    const limit = limits.get(name);
    if (limit !== undefined) parts.push(`ulimit -S -${letter} ${Math.ceil(limit / unitBytes)} 2>/dev/null`);
  }
  return Buffer.from(parts.length === 0 ? '' : `${parts.join('; ')}\n`);
}

/** What the server makes of a command's output and status (servers.md §4 to §7). */
function resultOf(
  recording: Recording,
  profile: ServerProfile,
  ended: Pick<Ran, 'commandLine' | 'durationMs'> & Partial<Ran> & { readonly stdout: Buffer },
): Ran {
  const kind = recording.function;
  const output = new FunctionOutput({ function: kind, command: { parts: [] } }, profile);
  if (output.isRead) {
    output.take(ended.stdout);
    output.end();
  }
  const uri = lastOf(recording.environment, 'SIP_RURI') ?? Buffer.alloc(0);
  const [requestUri = uri, ...branches] = output.uriSet.uris;
  const hasUris = output.uriSet.uris.length > 0 && !output.uriSet.isOverfull;
  const isTrue = kind === 'exec' || (ended.exitCode === 0 && (kind !== 'exec_dset' || hasUris));
  return {
    server: profile.id,
    function: kind,
    outcome: 'ran',
    environment: recording.environment,
    timedOut: false,
    ...ended,
    returnCode: isTrue ? 1 : -1,
    requestUri,
    branches,
    avps: output.avps,
    warnings: [],
  };
}

function lastOf(environment: readonly EnvironmentEntry[], name: string): Buffer | undefined {
  return environment.findLast((entry) => entry.name === name)?.value;
}
