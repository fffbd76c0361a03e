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
  /** What it makes of a variable without a value; undefined: still no value. */
  readonly ofNothing?: string;
  /** An argument without a value: counts as empty; undefined: the result has no value either. */
  readonly nullArguments?: 'empty';
  /** A further check of the arguments, beyond their kinds. */
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
