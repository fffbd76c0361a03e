import { closeSync, openSync } from 'node:fs';
import type { Pipe } from './pipes/pipeSource.js';
import type { PipeMaker } from './pipes/pipes.js';

/** Where one of the command's output streams goes. */
export type OutputTarget =
  /** Straight to this descriptor of ours. */
  { readonly kind: 'descriptor'; readonly fd: number } | { readonly kind: 'null' } | OutputTaker;

/**
 * An output stream that is read as it comes. `take` answers `stop` when it wants no more: the pipe is closed then,
 * as a server closes it. `until` says how long it is read: to the end of the stream, whoever holds it, as pclose(3)
 * makes a server wait; or until the shell has exited and what was written by then has been taken.
 */
export interface OutputTaker {
  readonly kind: 'take';
  readonly until: 'end-of-stream' | 'exit';
  take(chunk: Buffer): 'more' | 'stop';
}

/** What a command gets as its descriptors. */
export interface StdioWish {
  /** Bytes for standard input; without: /dev/null. */
  readonly input?: Buffer | undefined;
  readonly stdout: OutputTarget;
  readonly stderr: OutputTarget;
  /** The script of a bridge: it takes descriptor 0, and the command's input moves to descriptor 3. */
  readonly script?: Buffer | undefined;
}

/** The descriptors of one command. Whoever holds this closes both kinds of ends, each once. */
export class Stdio {
  /** Descriptors 0, 1, 2 for the child, and 3 for a bridge. */
  readonly child: readonly number[];
  readonly outputs: readonly { readonly fd: number; readonly taker: OutputTaker }[];
  readonly inputs: readonly { readonly fd: number; readonly bytes: Buffer }[];
  private readonly childEnds: number[];

  /** Opens everything. @throws PipeError */
  static async open(wish: StdioWish, pipes: PipeMaker): Promise<Stdio> {
    const takers = [wish.stdout, wish.stderr].filter((target) => target.kind === 'take');
    const feeds = [wish.input, wish.script].filter((bytes) => bytes !== undefined);
    const taken = await pipes.take([
      ...takers.map(() => 'read' as const),
      ...feeds.map(() => 'write' as const),
    ]);
    return new Stdio(wish, taken, takers, feeds);
  }

  private constructor(
    wish: StdioWish,
    taken: readonly Pipe[],
    takers: readonly OutputTaker[],
    feeds: readonly Buffer[],
  ) {
    const ofTakers = taken.slice(0, takers.length);
    const ofFeeds = taken.slice(takers.length);
    this.outputs = takers.map((taker, i) => ({ taker, fd: (ofTakers[i] as Pipe).readFd }));
    this.inputs = feeds.map((bytes, i) => ({ bytes, fd: (ofFeeds[i] as Pipe).writeFd }));
    this.childEnds = [...ofTakers.map((pipe) => pipe.writeFd), ...ofFeeds.map((pipe) => pipe.readFd)];

    const null_ = (mode: 'r' | 'w') => {
      const fd = openSync('/dev/null', mode);
      this.childEnds.push(fd);
      return fd;
    };
    const outputFds = ofTakers.map((pipe) => pipe.writeFd);
    const feedFds = ofFeeds.map((pipe) => pipe.readFd);
    const place = (target: OutputTarget): number => {
      if (target.kind === 'descriptor') return target.fd;
      return target.kind === 'null' ? null_('w') : (outputFds.shift() as number);
    };
    const input = wish.input === undefined ? null_('r') : (feedFds.shift() as number);
    const [out, err] = [place(wish.stdout), place(wish.stderr)];
    const script = feedFds.shift();
    this.child = script === undefined ? [input, out, err] : [script, out, err, input];
  }

  /** The child has its own copies now, and a pipe ends only when nobody else holds it. */
  closeChildEnds(): void {
    for (const fd of this.childEnds.splice(0)) closeSync(fd);
  }
}
