import type { ServerMessage } from '../message/serverMessage.js';
import type { ServerProfile } from '../profile.js';
import type { ServerState } from '../serverState.js';

/** What a pseudo-variable is computed from. */
export interface VariableContext {
  readonly message: ServerMessage;
  readonly profile: ServerProfile;
  readonly state: ServerState;
  /**
   * Replaces the pseudo-variables of another string, which a transformation holds; undefined where the server would
   * not print it, `endless` where too many strings are taken apart within each other. Throws where the server does not know a variable of it.
   */
  readonly expand: (text: Buffer) => Buffer | 'endless' | undefined;
}

/**
 * The value of a pseudo-variable: bytes; `no-part` where what it belongs to is there but has no such part, which some
 * servers print as nothing; or undefined where there is nothing at all.
 */
export type VariableValue = Buffer | 'no-part' | undefined;

/** Which of several values is meant: one by its number (negative: from the end), all of them, or the first. */
export type VariableIndex = number | 'all' | undefined;

/** Computes a pseudo-variable. `argument` is what stood in its parentheses, `index` what stood in brackets. */
export type Variable = (context: VariableContext, argument: string, index: VariableIndex) => VariableValue;

/** ASCII text as a value. */
export function textValue(text: string | number): Buffer {
  return Buffer.from(String(text), 'latin1');
}

/** Variables that have the same value for every message. */
export function constant(text: string): Variable {
  const value = Buffer.from(text, 'latin1');
  return () => value;
}
