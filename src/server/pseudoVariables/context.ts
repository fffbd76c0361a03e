import type { ServerProfile } from '../profile.js';
import type { ServerMessage } from '../serverMessage.js';
import type { ServerState } from '../serverState.js';

/** What a pseudo-variable is computed from. */
export interface VariableContext {
  readonly message: ServerMessage;
  readonly profile: ServerProfile;
  readonly state: ServerState;
}

/** The value of a pseudo-variable: bytes, or undefined where it is absent. */
export type VariableValue = Buffer | undefined;

/** Which of several values is meant: one by its number (negative: from the end), all of them, or the first. */
export type VariableIndex = number | 'all' | undefined;

/** Computes a pseudo-variable. `argument` is what stood in its parentheses, `index` what stood in brackets. */
export type Variable = (context: VariableContext, argument: string, index: VariableIndex) => VariableValue;

/** ASCII text as a value. */
export function textValue(text: string | number): Buffer {
  return Buffer.from(String(text), 'latin1');
}
