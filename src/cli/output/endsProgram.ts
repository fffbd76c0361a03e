import { interruptionOf } from '../input/interruption.js';
import { outputFailure } from './outputStream.js';

/** Whether what was thrown concerns the whole program, and not one file of several: an interruption, a failing output. */
export function endsProgram(error: unknown): boolean {
  return interruptionOf(error) !== undefined || outputFailure(error) !== undefined;
}
