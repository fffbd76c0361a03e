import type { ServerMessage } from '../message/serverMessage.js';
import type { ExecFunction, ServerProfile } from '../profile.js';
import type { ServerState } from '../serverState.js';
import { textValue, type VariableContext } from './context.js';
import { placeInMessage } from './placeInMessage.js';
import type { Format, Reference } from './reference.js';
import { transformed } from './transformations/transform.js';
import type { Overrun } from './transformations/transformation.js';
import { isUnset } from './values/ofServer/scriptVariables.js';

/** Where a variable's value landed in an expanded string, in bytes; `name` is the reference as written. */
export interface ExpansionSpan {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** It is a variable of the script that has no value. */
  readonly isUnset?: boolean;
  /** Why the server may print something else. */
  readonly guess?: string;
}

/** A string with its pseudo-variables replaced, or why the server would not run it. */
export type Expansion =
  | { readonly outcome: 'expanded'; readonly bytes: Buffer; readonly spans: readonly ExpansionSpan[] }
  | {
      readonly outcome: 'refused';
      readonly reason: string;
      /** Strings of it name each other without end, or nearly so. */
      readonly isEndless?: boolean;
    };

/** How many strings may be taken apart within one, by transformations that evaluate what they hold, and how deep. */
const MAX_EVALUATIONS = 100_000;
const MAX_EVALUATION_DEPTH = 64;

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
  return expandWithin({ count: 0, depth: 0 }, format, message, profile, state, execFunction);
}

function expandWithin(
  evaluations: { count: number; depth: number },
  format: Format,
  message: ServerMessage,
  profile: ServerProfile,
  state: ServerState,
  execFunction?: ExecFunction,
): Expansion {
  const context: VariableContext = { message, profile, state, expand };
  function expand(text: Buffer): Buffer | 'endless' | undefined {
    if (++evaluations.count > MAX_EVALUATIONS || evaluations.depth >= MAX_EVALUATION_DEPTH) return 'endless';
    const inner = format.readString?.(text) ?? { parts: [text] };
    evaluations.depth++;
    try {
      const expansion = expandWithin(evaluations, inner, message, profile, state);
      if (expansion.outcome === 'expanded') return expansion.bytes;
      return expansion.isEndless ? 'endless' : undefined;
    } finally {
      evaluations.depth--;
    }
  }
  const pieces: Buffer[] = [];
  const spans: ExpansionSpan[] = [];
  let length = 0;
  for (const part of format.parts) {
    const value = Buffer.isBuffer(part) ? { text: part } : printed(part, context);
    if (typeof value === 'string')
      return {
        outcome: 'refused',
        reason: refusal(value, part as Reference, profile),
        ...(value === 'endless' ? { isEndless: true } : {}),
      };
    let piece = value.text;
    if (runsOn(format, profile, execFunction)) piece = withWhatFollows(piece, message.bytes);
    if (!Buffer.isBuffer(part)) {
      spans.push({
        name: part.text,
        start: length,
        end: length + piece.length,
        ...(isUnset(part, context) ? { isUnset: true } : {}),
        ...(value.guess === undefined ? {} : { guess: value.guess }),
      });
    }
    pieces.push(piece);
    length += piece.length;
  }
  const maxBytes = maxBytesOf(profile, execFunction);
  if (length > maxBytes) {
    return {
      outcome: 'refused',
      reason: `the expanded command has ${length} bytes; the server takes ${maxBytes}`,
    };
  }
  return { outcome: 'expanded', bytes: Buffer.concat(pieces), spans };
}

/** Whether the server forgets to put an end to the command string (servers.md §5). */
function runsOn(format: Format, profile: ServerProfile, execFunction: ExecFunction | undefined): boolean {
  if (profile.running.loneVariable === 'value' || execFunction === undefined || execFunction === 'exec')
    return false;
  return format.parts.length === 1 && !Buffer.isBuffer(format.parts[0]);
}

/** A value that is part of the message, together with everything behind it up to a NUL. */
function withWhatFollows(value: Buffer, bytes: Buffer): Buffer {
  const start = value.length > 0 ? placeInMessage(value, bytes) : undefined;
  if (start === undefined) return value;
  const nul = bytes.indexOf(0, start);
  return bytes.subarray(start, nul < 0 ? bytes.length : nul);
}

/** How a reference prints. */
interface Printed {
  readonly text: Buffer;
  readonly guess?: string | undefined;
}

function refusal(kind: Overrun, { text }: Reference, { id }: ServerProfile): string {
  if (kind === 'endless')
    return `${text} evaluates strings that name each other: more than ${MAX_EVALUATION_DEPTH} deep, or ${MAX_EVALUATIONS} in all`;
  return kind === 'crash'
    ? `${text} crashes ${id} with this value`
    : `${id} reads past the end of the value of ${text}, and what it reads is too long to print`;
}

/** The value of a reference as the server prints it; absent values print as `<null>` or nothing. */
function printed(reference: Reference, context: VariableContext): Printed | Overrun {
  const value = reference.variable(context, reference.argument, reference.index);
  if (reference.steps.length > 0) {
    const result = transformed(value, reference, context);
    return result === 'null' ? { text: textValue('<null>') } : (result ?? { text: Buffer.alloc(0) });
  }
  if (Buffer.isBuffer(value)) return { text: value };
  const nothing = value === 'no-part' && context.profile.pseudoVariables.absentPart === 'nothing';
  return {
    text: textValue(nothing ? '' : '<null>'),
    guess: reference.isOnlyForServer ? 'only a running server knows its value' : undefined,
  };
}

function maxBytesOf(profile: ServerProfile, execFunction: ExecFunction | undefined): number {
  const limits = profile.running.maxCommandBytes;
  if (execFunction === undefined) return Number.POSITIVE_INFINITY;
  return execFunction === 'exec_msg' ? limits.exec_msg : limits.other;
}
