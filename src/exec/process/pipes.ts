import { SipexecError } from '../../errors.js';
import { AnonymousPipes } from './anonymousPipes.js';
import { NamedPipes } from './namedPipes.js';

/** A pipe(7): what is written to `writeFd` comes out of `readFd`. Our end does not block, the child's does. */
export interface Pipe {
  readonly readFd: number;
  readonly writeFd: number;
}

/** Which end of a pipe this process keeps. */
export type OurEnd = 'read' | 'write';

/** A way of making pipes. */
export interface PipeSource {
  /** Starts what `take` will need. */
  prepare(): void;
  /** Makes one pipe for each of `ourEnds`. Undefined: this system does not have what the source needs. */
  take(ourEnds: readonly OurEnd[]): Promise<Pipe[] | undefined>;
  /** Gives back what the source holds of the system. */
  close(): void;
}

/** No pipe could be made. */
export class PipeError extends SipexecError {}

/**
 * Makes pipes for commands, as popen(3) does.
 *
 * Node joins a child with a socket, and a socket cannot be opened by name: `echo … >/dev/stderr` and
 * `cat /dev/stdin` fail there, although both work in a server. Node offers no pipe of its own.
 */
export class PipeMaker {
  private source: PipeSource = new AnonymousPipes();
  private queue: Promise<unknown> = Promise.resolve();

  /** Gets ready for the first pipes, so that whoever takes them need not wait. */
  prepare(): void {
    this.source.prepare();
  }

  /**
   * Makes one pipe for each of `ourEnds`, in that order. Calls may overlap.
   * @throws PipeError
   */
  take(ourEnds: readonly OurEnd[]): Promise<Pipe[]> {
    const taken = this.queue.then(() => this.takeNow(ourEnds));
    this.queue = taken.catch(() => {});
    return taken;
  }

  /** Frees what the maker holds. It can be used again afterwards. */
  close(): void {
    this.source.close();
  }

  private async takeNow(ourEnds: readonly OurEnd[]): Promise<Pipe[]> {
    if (ourEnds.length === 0) return [];
    const taken = await this.source.take(ourEnds);
    if (taken !== undefined) return taken;
    if (this.source instanceof NamedPipes) throw new PipeError('cannot make a pipe: mkfifo failed');
    this.source.close();
    this.source = new NamedPipes();
    return this.takeNow(ourEnds);
  }
}
