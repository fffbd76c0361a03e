import type { Place } from '../../errors.js';
import type { InputMessage } from './inputMessage.js';

/**
 * Where in the input a place in one of its messages is: a line of the file for plain messages; for a message of a
 * capture the frame, or the line where a text has it, and the message's own line.
 * In: the message; a place in its bytes, lines from 1; without one, the message itself is the place.
 */
export function placeInMessage({ input, captured }: InputMessage, place: Place | undefined): Place {
  const { frame, place: start } = captured;
  if (frame === undefined) {
    const line = (start?.line ?? 1) + (place?.line ?? 1) - 1;
    return { input, line };
  }
  const where = start?.line === undefined ? `${input} frame ${frame}` : `${input}:${start.line}`;
  return { input: place?.line === undefined ? where : `${where}, line ${place.line} of the message` };
}
