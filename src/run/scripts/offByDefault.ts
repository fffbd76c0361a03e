import type { ServerProfile } from '../../server/profile.js';
import type { Warning } from '../../warnings.js';

/**
 * Warns (`setvars-default`) that a server sets no variables unless it is told to.
 * In: the server, and what follows from it for this call, where something does.
 */
export function offByDefault({ id }: ServerProfile, consequence = ''): Warning {
  const message = `${id} sets no variables by default: --setvars 1 (in a suite "setvars: true") where your configuration has modparam("exec", "setvars", 1)${consequence}`;
  return { code: 'setvars-default', message };
}
