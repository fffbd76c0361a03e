import type { ServerProfile } from '../../server/profile.js';
import { expandFormat } from '../../server/pseudoVariables/expand.js';
import { type Format, parseFormat } from '../../server/pseudoVariables/format.js';
import type { ServerMessage } from '../../server/serverMessage.js';
import type { ServerState } from '../../server/serverState.js';

/** A pseudo-variable whose value a report is to show. */
export interface WantedVariable {
  /** As given, without the `$`. */
  readonly name: string;
  readonly format: Format;
}

/**
 * Parses `--pv 'ru,fU,hdr(Via)'`: names with commas between them; a comma within brackets belongs to the name.
 * @throws UnknownPseudoVariableError
 */
export function parseWanted(list: string | undefined, profile: ServerProfile): WantedVariable[] {
  const names = (list ?? '').match(/(?:[^,()[\]{}]|\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|\{[^}]*\})+/g) ?? [];
  return names.map((text) => {
    const name = text.trim().replace(/^\$/, '');
    return { name, format: parseFormat(Buffer.from(`$${name}`), profile) };
  });
}

/** The values, by name, as the server prints them. */
export function valuesOf(
  wanted: readonly WantedVariable[],
  message: ServerMessage,
  profile: ServerProfile,
  state: ServerState,
): readonly (readonly [name: string, value: Buffer])[] {
  return wanted.flatMap(({ name, format }) => {
    const expansion = expandFormat(format, message, profile, state);
    return expansion.outcome === 'expanded' ? [[name, expansion.bytes] as const] : [];
  });
}
