import type { InputMessage } from '../../run/input/inputMessage.js';

/** Where the messages of a list go, one after another. */
export interface ListOutput {
  add(message: InputMessage): void;
  /** The input pauses: what can be shown is shown now. */
  pause(): void;
  end(): void;
}
