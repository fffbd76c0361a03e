import { closeSync, openSync } from 'node:fs';
import type { StopSignal } from '../../stopSignal.js';
import { systemReason } from '../../systemReason.js';
import type { EnvironmentEntry } from '../environment.js';
import { writeInput } from './inputWriter.js';
import { checkLimits } from './limits.js';
import { PipeMaker } from './pipes/pipes.js';
import { ShellError } from './runShell.js';
import { exportLines, splitEnvironment } from './shellLaunch.js';

const GRACE_MS = 1_000;

/** How an interactive program ended. */
export interface InteractiveResult {
  readonly exitCode?: number | undefined;
  readonly signal?: NodeJS.Signals | undefined;
}

/**
 * Runs a program, for example a shell, on the user's own terminal with this environment.
 * @param stdin `terminal`: standard input is used up, and the terminal takes its place
 * @param stop aborted: the program is told that its terminal hangs up, and killed a second later
 * @throws TooLargeError, ShellError, PipeError
 */
export async function runInteractive(
  program: string,
  environment: readonly EnvironmentEntry[],
  stdin: 'inherit' | 'terminal',
  stop: StopSignal,
): Promise<InteractiveResult> {
  checkLimits(environment, Buffer.from(program));
  const { execa } = await import('execa');
  const { env, raw } = splitEnvironment(environment);
  const input = stdin === 'inherit' ? 'inherit' : openTerminal();
  const options = { env, extendEnv: false, reject: false, cleanup: false, buffer: false } as const;
  if (raw.size === 0) {
    const child = execa(program, { ...options, stdio: [input, 'inherit', 'inherit'] });
    return ended(program, await unlessStopped(child, stop));
  }
  // Bytes that are no UTF-8 pass through a script, which a first shell reads from descriptor 3.
  const pipes = new PipeMaker();
  const [pipe] = await pipes.take(['write']);
  pipes.close();
  if (pipe === undefined) throw new ShellError(`cannot start ${program}: no pipe`);
  writeInput(pipe.writeFd, exportLines(raw));
  const script = '. /dev/fd/3; exec 3<&-; exec "$0"';
  const child = execa('/bin/sh', ['-c', script, program], {
    ...options,
    stdio: [input, 'inherit', 'inherit', pipe.readFd as unknown as 'pipe'],
  });
  closeSync(pipe.readFd);
  return ended(program, await unlessStopped(child, stop));
}

/** Shells at a terminal ignore SIGTERM; a hangup ends them. */
async function unlessStopped<Result>(
  child: Promise<Result> & { kill(signal: NodeJS.Signals): boolean },
  stop: StopSignal,
): Promise<Result> {
  let kill: NodeJS.Timeout | undefined;
  const hangUp = () => {
    child.kill('SIGHUP');
    kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  };
  stop.addEventListener('abort', hangUp, { once: true });
  try {
    return await child;
  } finally {
    stop.removeEventListener('abort', hangUp);
    clearTimeout(kill);
  }
}

function openTerminal(): 'inherit' {
  try {
    return openSync('/dev/tty', 'r') as unknown as 'inherit';
  } catch {
    throw new ShellError(
      'no terminal to work on: standard input was the message, and /dev/tty cannot be opened',
    );
  }
}

function ended(
  program: string,
  result: {
    exitCode?: number | undefined;
    signal?: string | undefined;
    originalMessage?: string | undefined;
    code?: string | undefined;
  },
): InteractiveResult {
  if (result.exitCode === undefined && result.signal === undefined) {
    throw new ShellError(
      `cannot start ${program}: ${systemReason({ ...result, message: result.originalMessage ?? 'unknown error' })}`,
    );
  }
  return { exitCode: result.exitCode, signal: result.signal as NodeJS.Signals | undefined };
}
