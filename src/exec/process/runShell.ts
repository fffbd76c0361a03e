import { type ChildProcess, spawn } from 'node:child_process';
import { SipexecError } from '../../errors.js';
import type { StopSignal } from '../../stopSignal.js';
import { systemReason } from '../../systemReason.js';
import type { EnvironmentEntry } from '../environment.js';
import { type LaunchWithin, launchWithin } from '../surroundings/launchWithin.js';
import type { Surroundings } from '../surroundings/surroundings.js';
import { Ending } from './ending.js';
import { writeInput } from './inputWriter.js';
import { checkLimits } from './limits.js';
import { commandStarts } from './optimizerPause.js';
import { OutputReader } from './outputReader.js';
import type { PipeMaker } from './pipes/pipes.js';
import { pipeNames } from './processTree.js';
import { shellLaunch } from './shellLaunch.js';
import { type OutputTaker, type OutputTarget, Stdio } from './stdio.js';

/** The shell itself could not be started. */
export class ShellError extends SipexecError {}

/** One command to run as popen(3) runs it. */
export interface ShellRun {
  readonly commandLine: Buffer;
  /** The whole environment, inherited variables first; later entries win. */
  readonly environment: readonly EnvironmentEntry[];
  /** Path of the shell; by default `/bin/sh`. */
  readonly shell?: string;
  /** The name by which the shell is called, its `$0`. */
  readonly argv0?: string;
  /** Folder, user, umask and so on; what is not given is inherited from this process. */
  readonly surroundings?: Surroundings;
  /** Bytes for standard input; without: /dev/null, which is what a daemon has. */
  readonly input?: Buffer;
  readonly stdout: OutputTarget;
  readonly stderr: OutputTarget;
  /** Milliseconds after which everything that the command started is ended; 0: never. */
  readonly timeoutMs: number;
  /** Aborted with the name of a signal as its reason: that signal is passed on to the command. */
  readonly cancel?: StopSignal;
  /** Called once, when the shell has been gone for a second and something still holds a stream that is read to its end. */
  onHeldOpen?(): void;
}

/** How a command ended. */
export interface ShellResult {
  readonly exitCode?: number;
  readonly signal?: NodeJS.Signals;
  readonly timedOut: boolean;
  /** The signal that was passed on, when the run was cancelled. */
  readonly cancelledBy?: NodeJS.Signals;
  readonly durationMs: number;
  /** How many bytes of the input went into the command's pipe, at least; absent where it had none. */
  readonly inputBytes?: number;
}

const HELD_OPEN_NOTICE_MS = 1_000;

/**
 * Runs a command line with `sh -c`, in a session and process group of its own, and waits as popen(3) and pclose(3) do.
 * @param pipes makes the pipes; may be shared by any number of runs
 * @throws TooLargeError when the system would refuse the environment or the command line (E2BIG)
 * @throws ShellError when the shell cannot be started
 * @throws SurroundingsError when a tool that makes the surroundings is missing
 * @throws PipeError when no pipe can be made
 */
export async function runShell(run: ShellRun, pipes: PipeMaker): Promise<ShellResult> {
  checkLimits(run.environment, run.commandLine);
  const launch = launchWithin(
    shellLaunch(run.environment, run.commandLine, run.shell, run.argv0),
    run.surroundings ?? {},
  );
  const stdio = await Stdio.open({ ...run, script: launch.script }, pipes);
  const readers = stdio.outputs.map(({ fd, taker }) => ({
    reader: new OutputReader(fd, (chunk) => taker.take(chunk)),
    until: taker.until,
  }));
  const names = pipeNames([...stdio.outputs, ...stdio.inputs].map(({ fd }) => fd));
  const startedAt = performance.now();
  // Not execa: it costs 25 ms to load, as much as all the rest, and everything that it adds to a child process
  // (streams, buffers, an orderly end) is done differently here, because a server does it differently.
  const ending = new Ending(names, run.timeoutMs, run.cancel);
  commandStarts();
  const child = start(launch, stdio, ending);
  const exit = exitOf(child);
  if (child.pid !== undefined) {
    pipes.helper.commandBegan(child.pid);
    ending.follow(child.pid);
  }
  stdio.closeChildEnds();
  const writings = stdio.inputs.map(({ fd, bytes }) => writeInput(fd, bytes));
  try {
    const result = await exit;
    if (child.pid === undefined || result instanceof Error) {
      throw new ShellError(
        `cannot start ${launch.file}: ${result instanceof Error ? systemReason(result) : 'no process'}`,
      );
    }
    await finishReading(readers, ending, run.onHeldOpen);
    ending.disarm();
    if (ending.reason !== undefined) await ending.complete;
    return {
      ...result,
      timedOut: ending.reason === 'timer',
      ...(ending.reason === undefined || ending.reason === 'timer' ? {} : { cancelledBy: ending.reason }),
      durationMs: performance.now() - startedAt,
      ...(run.input === undefined ? {} : { inputBytes: writings[0]?.writtenBytes() ?? 0 }),
    };
  } finally {
    ending.disarm();
    if (child.pid !== undefined) pipes.helper.commandEnded(child.pid);
    for (const { reader } of readers) reader.close();
    for (const { abandon } of writings) abandon();
  }
}

/** @throws ShellError where the system refuses at once; other reasons come as the child's `error` event */
function start(launch: LaunchWithin, stdio: Stdio, ending: Ending): ChildProcess {
  try {
    return spawn(launch.file, launch.args, {
      argv0: launch.argv0,
      env: launch.env,
      stdio: [...stdio.child],
      detached: true,
      ...(launch.workingDirectory === undefined ? {} : { cwd: launch.workingDirectory }),
    });
  } catch (error) {
    ending.disarm();
    stdio.closeChildEnds();
    throw new ShellError(`cannot start ${launch.file}: ${systemReason(error)}`);
  }
}

/** Resolves to how the child ended, or to why it could not be started. */
function exitOf(child: ChildProcess): Promise<Pick<ShellResult, 'exitCode' | 'signal'> | Error> {
  return new Promise((resolve) => {
    child.on('error', resolve);
    child.on('exit', (exitCode, signal) =>
      resolve(signal === null ? { exitCode: exitCode as number } : { signal }),
    );
  });
}

/** Waits for the output streams as a server's worker would, but not beyond an early end of the command. */
async function finishReading(
  readers: readonly { reader: OutputReader; until: OutputTaker['until'] }[],
  ending: Ending,
  onHeldOpen: (() => void) | undefined,
): Promise<void> {
  const toTheEnd = readers.filter(({ until }) => until === 'end-of-stream').map(({ reader }) => reader.done);
  const notice = setTimeout(() => onHeldOpen?.(), HELD_OPEN_NOTICE_MS);
  await Promise.race([Promise.all(toTheEnd), ending.complete]);
  clearTimeout(notice);
  await Promise.all(readers.map(({ reader }) => reader.drain()));
}
