/**
 * Reads the strings of a command line that refer to pseudo-variables. Most calls have none: where start-up counts, see
 * commandFormat.ts.
 */
import type { ServerProfile } from '../../server/profile.js';
import { parseFormat, UnknownPseudoVariableError } from '../../server/pseudoVariables/format.js';
import type { Format } from '../../server/pseudoVariables/reference.js';
import type { WantedVariable } from '../session/wantedVariables.js';
import { bytesOf } from './rawWords.js';
import { UsageError } from './usageError.js';

/**
 * Takes a command string apart as the server would when it starts.
 * @throws UnknownPseudoVariableError and the like, whose place is in the string
 * @throws UsageError for `$SIP_…`, which is meant for the shell but never gets there
 */
export function parseCommandString(text: string | Buffer, profile: ServerProfile): Format {
  try {
    return parseFormat(typeof text === 'string' ? bytesOf(text) : text, profile);
  } catch (error) {
    const name = error instanceof UnknownPseudoVariableError ? error.variableName : '';
    if (!/^(SIP_|OSIPS_EXEC_)/.test(name)) throw error;
    throw new UsageError(
      `$${name} in the command string is taken for a pseudo-variable, which no server knows; write $$${name} for the command's environment variable`,
    );
  }
}

/**
 * Parses `--pv 'ru,fU,hdr(Via)'`: names with commas between them; a comma within brackets belongs to the name.
 * @throws UnknownPseudoVariableError
 */
export function parseWanted(list: string, profile: ServerProfile): WantedVariable[] {
  const names = list.match(/(?:[^,()[\]{}]|\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|\{[^}]*\})+/g) ?? [];
  return names.map((text) => {
    const name = text.trim().replace(/^\$/, '');
    return { name, format: parseFormat(Buffer.from(`$${name}`), profile) };
  });
}
