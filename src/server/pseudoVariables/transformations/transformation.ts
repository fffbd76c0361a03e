import type { ServerProfile } from '../../profile.js';
import type { VariableContext } from '../context.js';
import type { Argument } from './kamailio/syntax.js';

/** What a transformation works with beside the value: its arguments, already expanded, and the server. */
export interface TransformationCall {
  readonly arguments: readonly Buffer[];
  readonly context: VariableContext;
  /** The numbers that the arguments are; undefined for those that are text, even text of digits. */
  readonly argumentNumbers: readonly (bigint | undefined)[];
  /** The number that the value is; undefined where it is text, even text of digits. */
  readonly number?: bigint;
}

/** A value that is more than text. */
export interface TypedValue {
  readonly text: Buffer;
  /** The number that it is to a transformation that computes. */
  readonly number?: bigint;
  /** Why the text is only what the server most likely makes: something in its memory decides. */
  readonly guess?: string;
}

/** The server makes a value of it that is too long for every buffer, and refuses the string that it stands in. */
export type Overrun = 'overrun';

/** Makes another value of a value; undefined where the server gives up, which prints as nothing. */
export type Transformation = (
  value: Buffer,
  call: TransformationCall,
) => Buffer | TypedValue | Overrun | undefined;

/** One that makes text of all that it takes. */
export type TextTransformation = (value: Buffer, call: TransformationCall) => Buffer | undefined;

/** Transformations by their names, as `s.len`. */
export type TransformationTable = Readonly<Record<string, TextTransformation>>;

/** A transformation, the kinds of its arguments, and what it makes of a variable without a value. */
export interface TransformationRule {
  readonly parameters: Parameters;
  readonly transform: Transformation;
  /** The text that it makes of a variable without a value; where undefined, nothing comes of nothing. */
  readonly ofNothing?: string;
  /** Whether the server takes the arguments, where their kind alone does not decide it. */
  readonly accepts?: (given: readonly Argument[], profile: ServerProfile) => boolean;
}

/**
 * The arguments that a transformation takes: none; numbers; text; text of which the first byte counts; one byte; a
 * parameter's name or index with the byte that separates parameters, which may be missing; an expression up to the brace.
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
  | 'expression';

/** An argument as a whole number; undefined where it is none. */
export function numberArgument(call: TransformationCall, index: number): number | undefined {
  const text = call.arguments[index]?.toString('latin1').trim() ?? '';
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** An argument as latin1 text; empty where it is missing. */
export function textArgument(call: TransformationCall, index: number): string {
  return call.arguments[index]?.toString('latin1') ?? '';
}

/** Text, one character a byte, as a value. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** A number as a value. */
export function numberValue(number: number | bigint): TypedValue {
  return { text: bytesOf(String(number)), number: BigInt(number) };
}

/** A transformation of the value as text with one character a byte. */
export function onText(change: (text: string) => string): TextTransformation {
  return (value) => bytesOf(change(value.toString('latin1')));
}
