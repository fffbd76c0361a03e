import type { ServerMessage } from '../../server/message/serverMessage.js';
import type { ServerProfile } from '../../server/profile.js';
import { expandFormat } from '../../server/pseudoVariables/expand.js';
import type { Format } from '../../server/pseudoVariables/reference.js';
import type { ServerState } from '../../server/serverState.js';

/** A pseudo-variable whose value a report is to show. */
export interface WantedVariable {
  /** As given, without the `$`. */
  readonly name: string;
  readonly format: Format;
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
