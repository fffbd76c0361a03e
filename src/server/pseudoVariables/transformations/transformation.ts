import type { VariableContext } from '../context.js';

/** What a transformation works with beside the value: its arguments, already expanded, and the server. */
export interface TransformationCall {
  readonly arguments: readonly Buffer[];
  readonly context: VariableContext;
}

/** Makes another value of a value; undefined where the server gives up, which prints as nothing. */
export type Transformation = (value: Buffer, call: TransformationCall) => Buffer | undefined;

/** Transformations by their names, as `s.len`. */
export type TransformationTable = Readonly<Record<string, Transformation>>;

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
