import { SipexecError } from '../../errors.js';

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

/** A promise that rejects when the user wants an end. */
export function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new InterruptedError(signal.reason as NodeJS.Signals));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
