import { SipexecError } from '../../../errors.js';

/** A pipe(7): what is written to `writeFd` comes out of `readFd`. Our end does not block, the child's does. */
export interface Pipe {
  readonly readFd: number;
  readonly writeFd: number;
}

/** Which end of a pipe this process keeps. */
export type OurEnd = 'read' | 'write';

/** A way of making pipes. */
export interface PipeSource {
  /** Makes one pipe for each of `ourEnds`. Undefined: this system does not have what the source needs. */
  take(ourEnds: readonly OurEnd[]): Promise<Pipe[] | undefined>;
  /** Closes the pipes that it has ready and nobody took. */
  close(): void;
}

/** No pipe could be made. */
export class PipeError extends SipexecError {}
