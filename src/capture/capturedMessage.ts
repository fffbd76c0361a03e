import type { Place } from '../errors.js';
import type { Endpoint, Transport } from '../sip/endpoint.js';

/** A point in time of a capture: whole seconds since 1970-01-01T00:00:00Z, and nanoseconds within that second. */
export interface CaptureTime {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** One SIP message as it was found in an input, with what the input tells about its way. */
export interface CapturedMessage {
  /** Exactly the bytes of the message. The receiver may keep them: they are never overwritten later. */
  readonly bytes: Buffer;
  /** The frame of the capture, or the entry of a text, that completed the message; from 1. */
  readonly frame?: number;
  readonly time?: CaptureTime;
  readonly transport?: Transport;
  readonly source?: Endpoint;
  readonly destination?: Endpoint;
  /** How many bytes of its end the capture did not keep (a snap length); absent where the message is whole. */
  readonly missingBytes?: number;
  /** Where in the input the message begins, for text inputs and plain messages. */
  readonly place?: Place;
}

/** Something that a capture's reader had to give up, reported once for each kind and place. */
export interface CaptureProblem {
  /**
   * A stable name. Of capture files: `truncated-file`, `bad-header`, `bad-record` (the rest cannot be read),
   * `bad-interface`, `unknown-link-type`; of packets: `bad-length`, `cut-packet` (by the snap length), `bad-fragment`,
   * `lost-fragments`, `lost-segments`, `incomplete-message`, `compressed`. Readers of text have more.
   */
  readonly kind: string;
  /** One clear line for people. */
  readonly message: string;
  readonly place?: Place;
  readonly frame?: number;
  /**
   * `damage`, also when absent: a message of this input may be lost or cut. `elsewhere`: damage of what is no SIP.
   * `format`: the input is sound, but its format does not show everything.
   */
  readonly nature?: 'damage' | 'elsewhere' | 'format';
  /** The message that comes next is the one that was damaged. */
  readonly precedesMessage?: true;
}

/** What a capture's reader tells while it reads. */
export interface CaptureSink {
  message(message: CapturedMessage): void;
  problem(problem: CaptureProblem): void;
}

/**
 * Reads one input that arrives in pieces of any size. `push` hands every message that a piece completes to the
 * sink before it returns, so that a live capture is handled as it comes; `end` hands over what was still waiting.
 * Neither ever throws for what the input holds.
 */
export interface CaptureReader {
  push(chunk: Buffer): void;
  end(): void;
  /** Nothing has come for a moment: hands over what only the next bytes would prove to be complete, or to be what it seems. */
  idle?(): void;
  /** True once this reader ignores whatever still comes: the caller can stop reading the input, which may never end. */
  readonly hasGivenUp?: boolean;
}
