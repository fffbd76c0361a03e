import type { NotRun, Ran, Unsafe } from '../../exec/execResult.js';

/** The result of a call as text: the result for standard output, and remarks for standard error, a line each. */
export interface ExecText {
  readonly result: readonly Buffer[];
  readonly remarks: readonly string[];
}

/** Says that nothing ran, and why: `kamailio-6.1 drops the message before the script: no Via header`. */
export function notRunText({ outcome, reason, server, function: name }: NotRun | Unsafe): string {
  if (outcome === 'unsafe') return `unsafe, and not run: ${reason}`;
  return outcome === 'dropped' ? droppedText(server, reason) : `${name} fails and runs nothing: ${reason}`;
}

/** Says that a message never reaches the script, and why. In: the server by its id. */
export function droppedText(server: string, reason: string): string {
  return `${server} drops the message before the script: ${reason}`;
}

/** Says what became of a call that ran (cli.md, "Output"). */
export function execText(result: Ran): ExecText {
  switch (result.function) {
    case 'exec_dset':
      return { result: uriSet(result), remarks: failure(result) };
    case 'exec_avp':
      return { result: result.avps.map(([, value]) => value), remarks: failure(result) };
    default:
      return { result: [Buffer.from(endingText(result))], remarks: [] };
  }
}

/** How a command ended: `exit status 3`, `killed by SIGTERM`, `timed out after 2 s`. */
export function endingText(result: Ran): string {
  if (result.timedOut) return `timed out after ${(result.execTimerMs ?? result.durationMs) / 1000} s`;
  if (result.signal !== undefined) return `killed by ${result.signal}`;
  return `exit status ${result.exitCode}`;
}

/** The new URI set; empty where the command printed no URI. */
function uriSet(result: Ran): Buffer[] {
  const hasUri = !result.warnings.some(({ code }) => code === 'no-uri');
  return hasUri ? [result.requestUri, ...result.branches] : [];
}

function failure(result: Ran): string[] {
  if (result.returnCode === 1) return [];
  return [`${endingText(result)}: ${result.function} returns false`];
}
