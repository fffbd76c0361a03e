import type { Arrival, MessageOutput, Route } from '../messageOutput.js';

/** One direction of a connection, as those who read its content see it. */
export interface StreamPlace {
  readonly output: MessageOutput;
  readonly route: Route;
}

/**
 * Reads the content of one direction of a connection. It is offered all bytes that it has not taken yet, each
 * time more have come; `arrival` is the packet that brought the last of them.
 */
export interface StreamContent {
  /** Whether what it did not take may be the middle of something, as bytes before it are missing. */
  readonly isSearching: boolean;
  /** False as long as nothing of SIP can be lost: in the handshake of HTTP, which most connections of HTTP are all of. */
  readonly mayHoldSip: boolean;
  /** Takes the complete units at `start` and returns how many bytes that were; -1: this is no such content. */
  read(bytes: Buffer, start: number, end: number, arrival: Arrival): number;
  /**
   * The bytes from `start` to `end` that `read` did not take are all that there is: the next ones are missing
   * from the capture, `cutBytes` of them by the snap length of the packet at hand, else by lost packets.
   */
  lose(bytes: Buffer, start: number, end: number, arrival: Arrival, cutBytes: number): void;
}
