/** A stretch of a message's bytes: from the byte at `start` up to, not including, the byte at `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Why and at which byte a grammar did not fit. */
export interface Malformed {
  readonly malformed: string;
  readonly at: number;
}

/** Whether a parser gave up. */
export function isMalformed<T extends object>(result: T | Malformed): result is Malformed {
  return (result as Partial<Malformed>).malformed !== undefined;
}
