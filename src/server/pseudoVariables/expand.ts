import type { ExecFunction, ServerProfile } from '../profile.js';
import type { ServerMessage } from '../serverMessage.js';
import type { ServerState } from '../serverState.js';
import { textValue, type VariableContext, type VariableValue } from './context.js';
import { type Format, parseFormat, type Reference } from './format.js';

/** Where a variable's value landed in an expanded string, in bytes; `name` is the reference as written. */
export interface ExpansionSpan {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** It is a variable of the script that has no value. */
  readonly isUnset?: boolean;
}

/** A string with its pseudo-variables replaced, or why the server would not run it. */
export type Expansion =
  | { readonly outcome: 'expanded'; readonly bytes: Buffer; readonly spans: readonly ExpansionSpan[] }
  | { readonly outcome: 'refused'; readonly reason: string };

/**
 * Replaces the pseudo-variables of a string by their values for this message. With `execFunction` the string is that
 * function's command, and the server's limit on its length applies.
 */
export function expandFormat(
  format: Format,
  message: ServerMessage,
  profile: ServerProfile,
  state: ServerState,
  execFunction?: ExecFunction,
): Expansion {
  const context: VariableContext = { message, profile, state };
  const pieces: Buffer[] = [];
  const spans: ExpansionSpan[] = [];
  let length = 0;
  for (const part of format.parts) {
    let piece = Buffer.isBuffer(part) ? part : printed(part, context);
    if (runsOn(format, profile, execFunction)) piece = withWhatFollows(piece, message.bytes);
    if (!Buffer.isBuffer(part)) {
      const span = { name: part.text, start: length, end: length + piece.length };
      spans.push(isUnset(part, context) ? { ...span, isUnset: true } : span);
    }
    pieces.push(piece);
    length += piece.length;
  }
  const longest = longestBytes(profile, execFunction);
  if (length > longest) {
    return {
      outcome: 'refused',
      reason: `the expanded command has ${length} bytes; the server takes ${longest}`,
    };
  }
  return { outcome: 'expanded', bytes: Buffer.concat(pieces), spans };
}

function isUnset(reference: Reference, context: VariableContext): boolean {
  const isOfScript = reference.name === 'avp' || reference.name === 'var';
  return isOfScript && reference.variable(context, reference.argument, reference.index) === undefined;
}

/** Whether the server hands the shell a string that it forgot to end (servers.md §5). */
function runsOn(format: Format, profile: ServerProfile, execFunction: ExecFunction | undefined): boolean {
  if (profile.running.loneVariable === 'value' || execFunction === undefined || execFunction === 'exec')
    return false;
  return format.parts.length === 1 && !Buffer.isBuffer(format.parts[0]);
}

/** A value that lies in the message, with all that follows it there up to a NUL. */
function withWhatFollows(value: Buffer, bytes: Buffer): Buffer {
  const start = value.byteOffset - bytes.byteOffset;
  const lies =
    value.buffer === bytes.buffer && start >= 0 && start + value.length <= bytes.length && value.length > 0;
  if (!lies) return value;
  const nul = bytes.indexOf(0, start);
  return bytes.subarray(start, nul < 0 ? bytes.length : nul);
}

/** The value of a reference as the server prints it; absent values print as `<null>` or nothing. */
function printed(reference: Reference, context: VariableContext): Buffer {
  let value: VariableValue = reference.variable(context, reference.argument, reference.index);
  for (const step of reference.steps) {
    if (!Buffer.isBuffer(value)) break;
    const stepArguments = step.arguments.map((argument) => expandedArgument(argument, context));
    value = step.transformation(value, { arguments: stepArguments, context });
  }
  if (Buffer.isBuffer(value)) return value;
  // Nothing, or what a transformation does not fit, is transformed to nothing.
  if (reference.steps.length > 0) return Buffer.alloc(0);
  const nothing = value === 'no-part' && context.profile.pseudoVariables.absentPart === 'nothing';
  return textValue(nothing ? '' : '<null>');
}

/** An argument of a transformation: text, or one pseudo-variable. */
function expandedArgument(argument: Buffer, context: VariableContext): Buffer {
  if (argument[0] !== 0x24) return argument;
  const [part] = parseFormat(argument, context.profile).parts;
  return part === undefined || Buffer.isBuffer(part) ? argument : printed(part, context);
}

function longestBytes(profile: ServerProfile, execFunction: ExecFunction | undefined): number {
  const limits = profile.running.longestCommandBytes;
  if (execFunction === undefined) return Number.POSITIVE_INFINITY;
  return execFunction === 'exec_msg' ? limits.exec_msg : limits.other;
}
