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
  /** Where OpenSIPS puts what it makes. */
  readonly workspace: Workspace;
}

/** A value that is more than text. */
export interface TypedValue {
  readonly text: Buffer;
  /** The number that it is to a transformation that computes. */
  readonly number?: bigint;
  /** Why the text is only what the server most likely makes: something in its memory decides. */
  readonly guess?: string;
}

/**
 * What becomes of the string that the value stands in: the server makes a value that is too long for every buffer, and
 * refuses the string; or it does not survive.
 */
export type Overrun = 'overrun' | 'crash';

/** No value, which prints as that of a variable without one. */
export type Null = 'null';

/** Makes another value of a value; undefined where the server gives up. */
export type Transformation = (
  value: Buffer,
  call: TransformationCall,
) => Buffer | TypedValue | Overrun | Null | undefined;

/** One that makes text of all that it takes. */
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
