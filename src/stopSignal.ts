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
  /**
   * To be called before work that may compute for long. Where nobody listens, a signal then ends the process at once; where
   * somebody does, it is handled after that work.
   */
  busy?(): void;
  /** To be called before what may block for ever: from then on a signal ends the process at once, even where somebody listens. */
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
 * Listens from the next turn of the event loop on: what comes before that, such as the next piece of a file, was not waited
 * for, and needs no listener. Out: a function that ends the listening.
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
