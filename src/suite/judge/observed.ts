import type { ExecResult, Ran } from '../../exec/execResult.js';

/** The new URI set, the new request URI first; empty where the command printed none. */
export function urisOf(result: ExecResult): readonly Buffer[] {
  if (result.outcome !== 'ran' || result.warnings.some(({ code }) => code === 'no-uri')) return [];
  return [result.requestUri, ...result.branches];
}

/** The variables that the call added, by name: of several of one name a shell keeps the last (servers.md §1). */
export function variablesOf(result: Ran): ReadonlyMap<string, Buffer> {
  return new Map(result.environment.map(({ name, value }) => [name, value]));
}

/** The codes of all warnings, each once, sorted. */
export function warningCodes(result: ExecResult): string[] {
  return [...new Set(result.warnings.map(({ code }) => code))].sort();
}

/** The exit status, or the name of the signal that ended the command. */
export function exitStatusOf(result: Ran): number | string | undefined {
  return result.signal ?? result.exitCode;
}
