import type { ExecResult, Ran } from '../exec/execResult.js';

/** What a call came to, as text: the result for standard output, and remarks for standard error, a line each. */
export interface ExecText {
  readonly result: readonly Buffer[];
  readonly remarks: readonly string[];
}

/** Says what became of a call (cli.md, "Output"). */
export function execText(result: ExecResult): ExecText {
  if (result.outcome === 'ran') return ranText(result);
  const what =
    result.outcome === 'dropped'
      ? `${result.server} drops the message before the script`
      : `${result.function} fails and runs nothing`;
  return { result: [], remarks: [`${what}: ${result.reason}`] };
}

function ranText(result: Ran): ExecText {
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
  if (result.timedOut) return `timed out after ${Number((result.durationMs / 1000).toFixed(1))} s`;
  if (result.signal !== undefined) return `killed by ${result.signal}`;
  return `exit status ${result.exitCode}`;
}

/** The URI set that the call has made; nothing where it made none. */
function uriSet(result: Ran): Buffer[] {
  const hasUri = !result.warnings.some(({ code }) => code === 'no-uri');
  return hasUri ? [result.requestUri, ...result.branches] : [];
}

function failure(result: Ran): string[] {
  if (result.returnCode === 1) return [];
  return [`${endingText(result)}: ${result.function} returns false`];
}
