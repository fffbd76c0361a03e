import { SipexecError } from '../../errors.js';
import type { StopSignal } from '../../stopSignal.js';
import { whileWaiting } from '../../stopSignal.js';

/** The user wanted an end while an input was read as a whole: nothing of it is of use. */
export class InterruptedError extends SipexecError {
  constructor(readonly interruptedBy: NodeJS.Signals) {
    super(`interrupted by ${interruptedBy}`);
  }
}

/** The signal, where that is why something was thrown. (By a property: parts of the program have copies of the class.) */
export function interruptionOf(error: unknown): NodeJS.Signals | undefined {
  return error instanceof SipexecError ? (error as Partial<InterruptedError>).interruptedBy : undefined;
}

/** Waits for something, but no longer than until the user wants an end. @throws InterruptedError, and what the other throws */
export function unlessInterrupted<Value>(waited: Promise<Value>, signal: StopSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new InterruptedError(signal.reason as NodeJS.Signals));
    const stopListening = whileWaiting(signal, stop);
    waited.then(resolve, reject).finally(stopListening);
  });
}
