import type { ServerProfile } from '../../server/profile.js';
import type { Format } from '../../server/pseudoVariables/reference.js';
import { DOLLAR } from '../../sip/characters.js';
import type { WantedVariable } from './wantedVariables.js';

/**
 * A command string, taken apart as the server would when it starts. What reads pseudo-variables is loaded only for a
 * string that has a `$`: it is as much code as all that runs a command.
 * @throws what parseCommandString throws
 */
export async function commandFormat(command: Buffer, profile: ServerProfile): Promise<Format> {
  if (!command.includes(DOLLAR)) return rawFormat(command);
  const { parseCommandString } = await import('./pseudoVariableStrings.js');
  return parseCommandString(command, profile);
}

/** A command string that the server hands to the shell as it is. */
export function rawFormat(command: Buffer): Format {
  return { parts: command.length === 0 ? [] : [command] };
}

/**
 * The variables that `--pv` names.
 * @throws what parseWanted throws
 */
export async function wantedVariables(
  list: string | undefined,
  profile: ServerProfile,
): Promise<readonly WantedVariable[]> {
  if (list === undefined) return [];
  const { parseWanted } = await import('./pseudoVariableStrings.js');
  return parseWanted(list, profile);
}
