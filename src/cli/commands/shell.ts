import { SipexecError } from '../../errors.js';
import { environmentOf } from '../../exec/environment.js';
import { runInteractive } from '../../exec/process/runInteractive.js';
import { arrive } from '../../run/arrival/arrival.js';
import { inputName } from '../../run/input/chunks.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { serverArguments } from '../arguments/serverArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { readMessages } from '../input/readMessages.js';
import { problemLine } from '../output/errorLine.js';

/** No shell can be given this message's environment. */
class ShellEnvironmentError extends SipexecError {}

/** `sipexec shell`: the user's own shell with the environment of the first selected request. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const server = serverArguments(args, io);
  let found: InputMessage | undefined;
  await readMessages(args, io, {
    message(message) {
      if (!message.isReply) found ??= message;
    },
    problem: (problem, input) => io.stderr.write(problemLine(problem, input)),
  });
  if (found === undefined) throw new UsageError('no request was found or selected');
  const arrival = arrive(found, server);
  if (arrival.kind !== 'script') {
    throw new ShellEnvironmentError(
      `${server.profile.id} never runs a script for this message${arrival.kind === 'dropped' ? `: ${arrival.reason}` : ''}`,
    );
  }
  const environment = environmentOf(arrival.message, server.profile, arrival.state);
  if (environment.outcome === 'refused')
    throw new ShellEnvironmentError(`no environment: ${environment.reason}`);
  const daemon = server.daemonEnvironment;
  const shell = daemon.find(({ name }) => name === 'SHELL')?.value.toString() || '/bin/sh';
  io.stderr.write(
    `sipexec: ${shell} with ${environment.entries.length} variables of message ${found.index}; exit ends it\n`,
  );
  io.stderr.flush();
  io.interrupt.leaveInterrupts?.();
  const end = await runInteractive(
    shell,
    [...daemon, ...environment.entries],
    found.input === inputName('-') ? 'terminal' : 'inherit',
    io.interrupt,
  );
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  return end.signal === undefined ? (end.exitCode ?? ExitStatus.failed) : statusOfSignal(end.signal);
}
