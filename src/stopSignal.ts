/**
 * Tells that whoever started the work wants an end of it: an AbortSignal, or what the program makes of the signals that it gets.
 * Where signals of the system are behind it, they are heard only while somebody listens here; at other times the
 * system's own action ends the process. So whoever waits listens, and nobody listens for longer than that.
 */
export interface StopSignal {
  readonly aborted: boolean;
  /** The name of the signal to pass on, once aborted. */
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  /** Work begins that may take long without a pause. Where others wait, their commands are ended in an orderly way after it. */
  busy?(): void;
  /** What comes may block for ever, although others may be waiting: until the next wait no signal could be heard. */
  blocking?(): void;
}

/** Aborted as soon as one of two is. */
export function eitherOf(one: StopSignal, other: StopSignal): StopSignal {
  return {
    get aborted() {
      return one.aborted || other.aborted;
    },
    get reason() {
      return one.aborted ? one.reason : other.reason;
    },
    addEventListener(type, listener, options) {
      for (const signal of [one, other]) signal.addEventListener(type, listener, options);
    },
    removeEventListener(type, listener) {
      for (const signal of [one, other]) signal.removeEventListener(type, listener);
    },
    busy() {
      one.busy?.();
      other.busy?.();
    },
    blocking() {
      one.blocking?.();
      other.blocking?.();
    },
  };
}

/**
 * Listens from the next turn of the event loop on, since what is there by then, as the next piece of a file is, was not
 * waited for. Out: what ends the listening.
 */
export function whileWaiting(signal: StopSignal, listener: () => void): () => void {
  const turn = setImmediate(() => {
    if (signal.aborted) listener();
    else signal.addEventListener('abort', listener, { once: true });
  });
  return () => {
    clearImmediate(turn);
    signal.removeEventListener('abort', listener);
  };
}
