import type { ExecFunction, ServerProfile } from '../../server/profile.js';
import type { Warning } from '../../warnings.js';
import type { FunctionOutput } from '../functionOutput.js';
import type { ShellResult } from '../process/runShell.js';
import { type AppendedCommand, uriWarnings } from './uriWarnings.js';

/**
 * Warns of what a command's output and status show only in production: of exec_dset what `uriWarnings` finds; `no-avp` and
 * `avps-cut` of exec_avp; `unread-output` of exec_cmd; `status-ignored` of exec().
 */
export function outputWarnings(
  output: FunctionOutput,
  profile: ServerProfile,
  result: ShellResult,
  kind: ExecFunction,
  command: AppendedCommand,
): Warning[] {
  switch (kind) {
    case 'exec_dset':
      return uriWarnings(output.uriSet, profile, result, command);
    case 'exec_avp':
      return avpWarnings(output);
    case 'exec_cmd':
      return output.isPrintedUnread ? [{ code: 'unread-output', message: UNREAD }] : [];
    case 'exec':
      return ignoredStatus(result);
    case 'exec_msg':
      return [];
  }
}

const UNREAD =
  "the server closes exec_cmd's standard output without reading it: a command that prints can die of SIGPIPE there, now and then, and the function is false then";

function avpWarnings({ avps, hasMoreAvps }: FunctionOutput): Warning[] {
  if (hasMoreAvps) {
    return [{ code: 'avps-cut', message: `only the first ${avps.length} AVPs are kept; a server keeps all` }];
  }
  if (avps.length > 0) return [];
  const message =
    'the command printed no line to standard output: no AVP is set, and one of an earlier call keeps its value; what it prints to standard error is not read';
  return [{ code: 'no-avp', message }];
}

/** exec() of OpenSIPS is true whatever becomes of the command (servers.md §7). */
function ignoredStatus({ exitCode, signal, timedOut, cancelledBy }: ShellResult): Warning[] {
  if (timedOut || cancelledBy !== undefined || exitCode === 0) return [];
  const ended = signal === undefined ? `exited with status ${exitCode}` : `was killed by ${signal}`;
  const message = `the command ${ended}, and exec() returns true all the same: the script can only learn of it from what the command prints (exec()'s third argument)`;
  return [{ code: 'status-ignored', message }];
}
