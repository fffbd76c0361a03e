import { AnonymousPipes } from './anonymousPipes.js';
import { HelperShell } from './helperShell.js';
import { NamedPipes } from './namedPipes.js';
import { type OurEnd, type Pipe, PipeError, type PipeSource } from './pipeSource.js';

export type { Pipe } from './pipeSource.js';

/**
 * Makes pipes for commands, as popen(3) does.
 *
 * Node joins a child with a socket, and a socket cannot be opened by name: `echo … >/dev/stderr` and
 * `cat /dev/stdin` fail there, although both work in a server. Node offers no pipe of its own.
 */
export class PipeMaker {
  /** Makes the pipes. It also gets to know what it has to tidy up if this process is killed. */
  readonly helper = new HelperShell();
  private source: PipeSource = new AnonymousPipes(this.helper);
  private queue: Promise<unknown> = Promise.resolve();

  /** Gets ready for the first pipes, so that whoever takes them need not wait. */
  prepare(): void {
    this.helper.start();
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
    this.helper.close();
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
