import type { EnvironmentEntry } from '../exec/environment.js';

/**
 * The variables of a call as the command sees them, by name.
 *
 * Of several entries of one name a shell keeps the last (servers.md §1). What the daemon's environment holds under
 * the names of the module (`SIP_*`, `OSIPS_EXEC_*`) stays where it is not replaced; its other variables are left out.
 */
export function seenEnvironment(
  daemonEnvironment: readonly EnvironmentEntry[],
  block: readonly EnvironmentEntry[],
): EnvironmentEntry[] {
  const seen = new Map<string, EnvironmentEntry>();
  for (const entry of daemonEnvironment)
    if (/^(SIP|OSIPS_EXEC)_/.test(entry.name)) seen.set(entry.name, entry);
  for (const entry of block) seen.set(entry.name, entry);
  return [...seen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
