import type { CaptureProblem } from '../../capture/capturedMessage.js';
import { type Place, SipexecError } from '../../errors.js';
import { bytesOf } from '../../rawWords.js';
import { visible } from './visible.js';

/** A line of sipexec's own for standard error, control characters escaped. In: words of the command line may be in it. */
export function remarkLine(text: string): string {
  return `sipexec: ${visible(bytesOf(text), 'line')}\n`;
}

/** The one line that an error gets: `sipexec: invite.sip:7: what: why`, control characters escaped. */
export function errorLine(error: SipexecError, place: Place | undefined = error.place): string {
  return remarkLine(`${placeText(place)}${error.message}`);
}

/**
 * A place as a prefix: `invite.sip:7: `; empty where there is none. A place without an input is in a string of the
 * command line, and its bytes are counted from 1.
 */
export function placeText(place: Place | undefined): string {
  if (place === undefined) return '';
  const parts = [place.input ?? 'input', place.line].filter((part) => part !== undefined);
  if (place.input === undefined && place.line === undefined)
    return place.offsetBytes === undefined ? '' : `byte ${place.offsetBytes + 1} of the string: `;
  return `${parts.join(':')}: `;
}

/** The line that a problem of a capture gets. */
export function problemLine(problem: CaptureProblem, input: string): string {
  const place = problem.place === undefined ? `${input}: ` : placeText({ input, ...problem.place });
  return remarkLine(`${place}${problem.message}`);
}

/** An error that no part of the program expects: the system refuses something, or the program has a defect. */
export function unexpectedError(error: unknown): SipexecError {
  const { code, message } = error as NodeJS.ErrnoException;
  const what = code === undefined ? 'unexpected error, please report it' : 'the system refuses';
  return new SipexecError(`${what}: ${message}`);
}
