import type { ServerProfile } from '../../profile.js';
import type { Argument } from '../reference.js';
import type { Transformation } from './transformation.js';

/** Transformations by their names, as `s.len`. */
export type TransformationTable = Readonly<Record<string, TransformationRule>>;

/** Whether the server accepts a string with pseudo-variables when it starts. */
export type ParsesFormat = (text: Buffer) => boolean;

/** A transformation, the kinds of its arguments, and what it makes of a variable without a value. */
export interface TransformationRule {
  readonly parameters: Parameters;
  readonly transform: Transformation;
  /** The text that it makes of a variable without a value; where undefined, nothing comes of nothing. */
  readonly ofNothing?: string;
  /** What comes of an argument without a value: nothing at all, or it is taken for an empty one. */
  readonly nullArguments?: 'empty';
  /** Whether the server takes the arguments, where their kind alone does not decide it. */
  readonly accepts?: (given: readonly Argument[], profile: ServerProfile, parses: ParsesFormat) => boolean;
}

/**
 * The arguments that a transformation takes: none; numbers; text; text of which the first byte counts; one byte; a
 * parameter's name or index with the byte that separates parameters, which may be missing; an expression up to the brace;
 * a word; a word and a number, which may be missing; what to fill with, and a number.
 */
export type Parameters =
  | 'none'
  | 'number'
  | 'number-or-none'
  | 'two-numbers'
  | 'number-and-byte'
  | 'text'
  | 'two-texts'
  | 'first-byte'
  | 'name-and-separator'
  | 'number-and-separator'
  | 'separator'
  | 'expression'
  | 'word'
  | 'word-and-number-or-none'
  | 'filling';
