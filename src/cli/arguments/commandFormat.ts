import type { ServerProfile } from '../../server/profile.js';
import type { Format } from '../../server/pseudoVariables/reference.js';
import { DOLLAR } from '../../sip/characters.js';
import type { WantedVariable } from '../session/wantedVariables.js';
import { bytesOf } from './rawWords.js';

/**
 * A command string, taken apart as the server would when it starts. What reads pseudo-variables is loaded only for a
 * string that has a `$`: it is as much code as all that runs a command.
 * @throws what parseCommandString throws
 */
export async function commandFormat(text: string | Buffer, profile: ServerProfile): Promise<Format> {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  if (!bytes.includes(DOLLAR)) return { parts: bytes.length === 0 ? [] : [bytes] };
  const { parseCommandString } = await import('./pseudoVariableStrings.js');
  return parseCommandString(bytes, profile);
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
