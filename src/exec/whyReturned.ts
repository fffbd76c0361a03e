import type { ExecFunction } from '../server/profile.js';
import type { FunctionOutput } from './functionOutput.js';
import type { ShellResult } from './process/runShell.js';

/** Says why a function returned what it did (exec-module.md "The functions", servers.md §4 to §7). */
export function whyReturned(kind: ExecFunction, result: ShellResult, { uriSet }: FunctionOutput): string {
  if (result.timedOut) return 'the exec timer ended the command';
  if (kind === 'exec') return 'exec() is true whatever becomes of its command';
  if (result.cancelledBy !== undefined) return `the run was interrupted by ${result.cancelledBy}`;
  if (result.signal !== undefined) return `the command was killed by ${result.signal}`;
  if (result.exitCode !== 0) return `the command exited with status ${result.exitCode}`;
  if (kind !== 'exec_dset') return 'the command exited with status 0';
  if (uriSet.isOverfull) return 'the command printed more URIs than the server takes';
  const count = uriSet.uris.length;
  if (count === 0) return 'the command printed no URI';
  return `the command printed ${count === 1 ? 'a URI' : `${count} URIs`} and exited with status 0`;
}
