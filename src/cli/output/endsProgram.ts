import { interruptionOf } from '../input/interruption.js';
import { outputFailure } from './outputStream.js';

/** Whether an error ends the whole program, rather than the work on one of several files: an interruption, a failing output. */
export function endsProgram(error: unknown): boolean {
  return interruptionOf(error) !== undefined || outputFailure(error) !== undefined;
}
