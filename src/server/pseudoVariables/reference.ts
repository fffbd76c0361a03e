import type { Variable, VariableIndex } from './context.js';
import type { Transformation } from './transformations/transformation.js';

/** A command or other string, taken apart into literal bytes and references to pseudo-variables. */
export interface Format {
  readonly parts: readonly (Buffer | Reference)[];
  /**
   * Takes apart a string that a transformation comes to when it runs; a format without references needs no such reader,
   * which is not loaded for it. Throws as `parseFormat` does.
   */
  readonly readString?: (text: Buffer) => Format;
}

/** A reference to a pseudo-variable. */
export interface Reference {
  /** As it stands in the string: `$(hdr(Via)[1])`. */
  readonly text: string;
  /** The variable's name without `$` and argument. */
  readonly name: string;
  readonly argument: string;
  readonly index: VariableIndex;
  readonly variable: Variable;
  /** Only a running server knows its value; here it has none. */
  readonly isOnlyForServer: boolean;
  /** The transformations in braces, in the order of their use. */
  readonly steps: readonly TransformationStep[];
  /** Where the `$` stands in the string. */
  readonly offsetBytes: number;
}

/** A transformation as it stands in a reference; its arguments may be references themselves. */
export interface TransformationStep {
  readonly transformation: Transformation;
  readonly arguments: readonly Argument[];
  /** What it makes of a variable without a value; undefined: still no value. */
  readonly ofNothing?: string | undefined;
  /** An argument without a value: counts as empty; undefined: the result has no value either. */
  readonly nullArguments?: 'empty' | undefined;
}

/** An argument of a transformation as written: text, or a pseudo-variable. */
export type Argument = Buffer | Reference;
