/** One variable of an environment: its name, one byte a character, and its value, without NUL. */
export interface EnvironmentEntry {
  readonly name: string;
  readonly value: Buffer;
}
