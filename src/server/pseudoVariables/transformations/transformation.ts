import type { VariableContext } from '../context.js';
import type { Workspace } from './workspace.js';

/** What a transformation works with beside the value: its arguments, already expanded, and the server. */
export interface TransformationCall {
  readonly arguments: readonly Buffer[];
  readonly context: VariableContext;
  /** The numbers that the arguments are; undefined for those that are text, even text of digits. */
  readonly argumentNumbers: readonly (bigint | undefined)[];
  /** The number that the value is; undefined where it is text, even text of digits. */
  readonly number?: bigint;
  /** The buffer that OpenSIPS puts results in. */
  readonly workspace: Workspace;
}

/** A value with its text and what else is known of it. */
export interface TypedValue {
  readonly text: Buffer;
  /** The value as a number, where the server has it as one. */
  readonly number?: bigint;
  /** Why the server may print something else: it depends on what its memory holds. */
  readonly guess?: string;
}

/**
 * Results that end the whole string. `overrun`: the server reads past the value and refuses the string as too long.
 * `crash`: the server crashes. `endless`: it evaluates strings that name each other without end.
 */
export type Overrun = 'overrun' | 'crash' | 'endless';

/** No value: prints as a variable without a value does. */
export type Null = 'null';

/** Computes a new value from a value; undefined where it fails. */
export type Transformation = (
  value: Buffer,
  call: TransformationCall,
) => Buffer | TypedValue | Overrun | Null | undefined;

/** One whose result is always text. */
export type TextTransformation = (value: Buffer, call: TransformationCall) => Buffer | undefined;

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
