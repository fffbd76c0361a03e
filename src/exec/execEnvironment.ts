import type { ServerState } from '../server/serverState.js';
import type { EnvironmentEntry } from './environmentEntry.js';

/**
 * The environment that OpenSIPS' exec() gives to its command: the values of an AVP as `OSIPS_EXEC_0`,
 * `OSIPS_EXEC_1`, …, the value set last first, since an AVP is a stack (servers.md §1, §7).
 */
export function execEnvironment(state: ServerState, avp = 'env'): EnvironmentEntry[] {
  const values = state.avps.filter(({ name }) => name === avp).map(({ value }) => value);
  return values.reverse().map((value, i) => ({ name: `OSIPS_EXEC_${i}`, value }));
}
