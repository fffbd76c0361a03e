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
  /** Whether bytes that it did not take may be from the middle of a message, because earlier bytes are missing. */
  readonly isSearching: boolean;
  /**
   * False while missing bytes cost no SIP message: during an HTTP handshake, as most HTTP connections never become a
   * WebSocket.
   */
  readonly mayHoldSip: boolean;
  /** Takes the complete messages or frames at `start` and returns how many bytes they had; -1: the content is of another kind. */
  read(bytes: Buffer, start: number, end: number, arrival: Arrival): number;
  /**
   * The bytes from `start` to `end` that `read` did not take are all that there is: the next ones are missing
   * from the capture, `cutBytes` of them by the snap length of the packet at hand, else by lost packets.
   */
  lose(bytes: Buffer, start: number, end: number, arrival: Arrival, cutBytes: number): void;
}
