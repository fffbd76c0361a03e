import type { ServerMessage } from '../server/message/serverMessage.js';
import type { ExecFunction, ServerProfile } from '../server/profile.js';
import type { ServerState } from '../server/serverState.js';
import type { StopSignal } from '../stopSignal.js';
import type { Warning } from '../warnings.js';
import { type CallTrace, LineTrace } from './callTrace.js';
import { type EnvironmentEntry, isOffByDefault } from './environment.js';
import type { ExecResult, Ran } from './execResult.js';
import { FunctionOutput } from './functionOutput.js';
import { unsafeCall } from './injection/unsafeCall.js';
import { KeptOutput, type KeptStream } from './keptOutput.js';
import { type CallToRun, type ExecCall, prepareCall } from './prepareCall.js';
import type { PipeMaker } from './process/pipes/pipes.js';
import { runShell, type ShellResult, type ShellRun } from './process/runShell.js';
import type { OutputTaker, OutputTarget } from './process/stdio.js';
import { type Surroundings, surroundingsRecord } from './surroundings/surroundings.js';
import { notStarted } from './warnings/notStarted.js';
import { outputWarnings } from './warnings/outputWarnings.js';
import { serverHazards } from './warnings/serverHazards.js';
import { unsetReferences } from './warnings/unsetReferences.js';
import { uriAsCommand } from './warnings/uriWarnings.js';
import { whyReturned } from './whyReturned.js';

/** What a shell takes for PATH where there is none (dash). */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** How commands are run: what belongs to the daemon and to whoever watches, not to one message. */
export interface RunOptions {
  /** The daemon's own environment, which the command inherits. */
  readonly daemonEnvironment: readonly EnvironmentEntry[];
  readonly shell?: string;
  readonly surroundings: Surroundings;
  /** The exec timer in milliseconds; 0: none. */
  readonly timeoutMs: number;
  readonly cancel?: StopSignal;
  /** Whether the result has a trace of what the call did, step by step. */
  readonly isTraced?: boolean;
  /** Keep what the command prints, for a report. */
  readonly keepOutput: boolean;
  /** Where output goes that the server does not process and nobody keeps. */
  readonly otherOutput:
    | Extract<OutputTarget, { kind: 'descriptor' | 'null' }>
    | { readonly kind: 'show'; show(chunk: Buffer): void };
  readonly pipes: PipeMaker;
  /** Whether a call is run although a part of the message would run as shell. */
  readonly runInjected?: boolean;
  /** Called right before the command is started. */
  onStart?(prepared: CallToRun): void;
  /** Called once when a command that has exited leaves something behind that keeps the server waiting. */
  onHeldOpen?(): void;
}

/**
 * Runs one call for one message, and makes of its output and status what the server makes of them
 * (exec-module.md "The functions", servers.md §4 to §7).
 * @throws TooLargeError, ShellError, PipeError
 */
export async function runCall(
  call: ExecCall,
  message: ServerMessage,
  profile: ServerProfile,
  state: ServerState,
  options: RunOptions,
): Promise<ExecResult> {
  const before = {
    server: profile.id,
    function: call.function,
    requestUri: state.requestUri ?? message.requestUri,
  };
  const prepared = prepareCall(call, message, profile, {
    ...state,
    daemonEnvironment: options.daemonEnvironment,
  });
  if (prepared.outcome === 'refused') return { ...before, ...prepared, returnCode: -1, branches: [] };
  const injected = options.runInjected === true ? undefined : unsafe(prepared, profile, options);
  if (injected !== undefined) {
    const { commandLine, environment } = prepared;
    const isUri = call.function === 'exec_dset' && injected.value === 'the request URI';
    const warnings = [
      ...(isUri ? uriAsCommand(prepared) : []),
      ...prepared.warnings,
      ...referenceWarnings(prepared, options),
    ];
    const { reason } = injected;
    const nothing = { returnCode: -1, branches: [] } as const;
    return { ...before, outcome: 'unsafe', reason, injected, commandLine, environment, ...nothing, warnings };
  }

  const surroundings = surroundingsRecord(options.surroundings, options.daemonEnvironment);
  options.onStart?.(prepared);
  const kept = new KeptOutput();
  const lines = options.isTraced ? new LineTrace() : undefined;
  const output = new FunctionOutput(call, profile, lines);
  const stdout = stdoutTarget(call.function, output, options, kept.stdout);
  const stderr = otherTarget(options, kept.stderr);
  const result = await runShell(shellRun(prepared, profile, stdout, stderr, options), options.pipes);
  output.end();
  const [requestUri = before.requestUri, ...branches] = output.uriSet.uris;
  return {
    ...before,
    outcome: 'ran',
    commandLine: prepared.commandLine,
    environment: prepared.environment,
    surroundings,
    ...endOf(result, options.timeoutMs),
    returnCode: returnCodeOf(call.function, result, output),
    requestUri,
    branches,
    avps: output.avps,
    ...(lines === undefined ? {} : { trace: traceOf(call.function, prepared, result, output, lines) }),
    ...(options.keepOutput ? { stdout: kept.stdout.bytes, stderr: kept.stderr.bytes } : {}),
    warnings: [
      ...prepared.warnings,
      ...(isOffByDefault(profile, state.setvars) ? [] : referenceWarnings(prepared, options)),
      ...startWarnings(prepared, result, options),
      ...outputWarnings(output, profile, result, call.function, { ...prepared, uri: before.requestUri }),
      ...serverHazards(call.function, profile),
      ...kept.warnings,
    ],
  };
}

function shellRun(
  prepared: CallToRun,
  profile: ServerProfile,
  stdout: OutputTarget,
  stderr: OutputTarget,
  { daemonEnvironment, shell, surroundings, timeoutMs, cancel, onHeldOpen }: RunOptions,
): ShellRun {
  return {
    commandLine: prepared.commandLine,
    environment: [...daemonEnvironment, ...prepared.environment],
    ...(shell === undefined ? { argv0: profile.running.shellName } : { shell }),
    surroundings,
    ...(prepared.input === undefined ? {} : { input: prepared.input }),
    stdout,
    stderr,
    timeoutMs,
    ...(cancel === undefined ? {} : { cancel }),
    ...(onHeldOpen === undefined ? {} : { onHeldOpen }),
  };
}

function unsafe(prepared: CallToRun, profile: ServerProfile, { daemonEnvironment }: RunOptions) {
  return unsafeCall(
    prepared,
    profile,
    daemonEnvironment.map(({ name }) => name),
  );
}

/** How the command ended. In: the exec timer in milliseconds. */
function endOf(
  { exitCode, signal, timedOut, cancelledBy, durationMs }: ShellResult,
  timeoutMs: number,
): Pick<Ran, 'exitCode' | 'signal' | 'timedOut' | 'execTimerMs' | 'interruptedBy' | 'durationMs'> {
  return {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(signal === undefined ? {} : { signal }),
    timedOut,
    ...(timedOut ? { execTimerMs: timeoutMs } : {}),
    ...(cancelledBy === undefined ? {} : { interruptedBy: cancelledBy }),
    durationMs,
  };
}

function stdoutTarget(
  kind: ExecFunction,
  output: FunctionOutput,
  options: RunOptions,
  kept: KeptStream,
): OutputTarget {
  if (output.isRead) {
    const take: OutputTaker['take'] = (chunk) => {
      if (options.keepOutput) kept.take(chunk);
      return output.take(chunk);
    };
    return { kind: 'take', until: 'end-of-stream', take };
  }
  return kind === 'exec_cmd' ? unreadTarget(output) : otherTarget(options, kept);
}

/** Kamailio closes the pipe of exec_cmd without reading, and races with the command (servers.md §7): here it is read. */
function unreadTarget(output: FunctionOutput): OutputTarget {
  const take: OutputTaker['take'] = () => {
    output.isPrintedUnread = true;
    return 'more';
  };
  return { kind: 'take', until: 'exit', take };
}

function otherTarget(options: RunOptions, kept: KeptStream): OutputTarget {
  const { otherOutput, keepOutput } = options;
  if (!keepOutput && otherOutput.kind !== 'show') return otherOutput;
  const take: OutputTaker['take'] = (chunk) => {
    if (keepOutput) kept.take(chunk);
    if (otherOutput.kind === 'show') otherOutput.show(chunk);
    return 'more';
  };
  return { kind: 'take', until: 'exit', take };
}

function traceOf(
  kind: ExecFunction,
  { input }: CallToRun,
  result: ShellResult,
  output: FunctionOutput,
  lines: LineTrace,
): CallTrace {
  const { inputBytes } = result;
  return {
    ...(input === undefined || inputBytes === undefined
      ? {}
      : { input: { writtenBytes: inputBytes, offeredBytes: input.length } }),
    ...(output.isRead ? { output: lines } : {}),
    why: whyReturned(kind, result, output),
  };
}

function returnCodeOf(kind: ExecFunction, result: ShellResult, output: FunctionOutput): 1 | -1 {
  // exec() of OpenSIPS is true whatever becomes of the command (servers.md §7).
  if (kind === 'exec') return result.timedOut ? -1 : 1;
  if (result.exitCode !== 0 || result.timedOut || result.cancelledBy !== undefined) return -1;
  if (kind !== 'exec_dset') return 1;
  return output.uriSet.uris.length > 0 && !output.uriSet.isOverfull ? 1 : -1;
}

/** Why the shell did not find or start the command. */
function startWarnings(prepared: CallToRun, { exitCode }: ShellResult, options: RunOptions): Warning[] {
  const environment = [...options.daemonEnvironment, ...prepared.environment];
  const path = environment.findLast(({ name }) => name === 'PATH')?.value.toString() ?? DEFAULT_PATH;
  const { workingDirectory = process.cwd(), rootDirectory } = options.surroundings;
  if (rootDirectory !== undefined) return [];
  const warning = notStarted(prepared.commandLine, exitCode, { path, workingDirectory });
  return warning === undefined ? [] : [warning];
}

function referenceWarnings(prepared: CallToRun, options: RunOptions): Warning[] {
  const names = new Set([...options.daemonEnvironment, ...prepared.environment].map(({ name }) => name));
  return unsetReferences(prepared.commandLine, prepared.spans, names);
}
