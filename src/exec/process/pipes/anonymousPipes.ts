import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { FIRST_FD, type HelperShell, MAX_PIPES } from './helperShell.js';
import type { OurEnd, Pipe, PipeSource } from './pipeSource.js';

/**
 * Pipes from the helper shell: a here-document is a pipe in dash and in later versions of bash, and /proc lets us
 * open both its ends. Needs Linux.
 *
 * The helper has seven ready each time it is asked. From the second time on, those that were not asked for are kept for
 * the next commands, which then need not wait for it; whoever runs one command opens no more than that one needs.
 */
export class AnonymousPipes implements PipeSource {
  private readonly helper: HelperShell;
  private readonly spare: { end: OurEnd; pipe: Pipe }[] = [];
  private isFirst = true;

  constructor(helper: HelperShell) {
    this.helper = helper;
  }

  async take(ourEnds: readonly OurEnd[]): Promise<Pipe[] | undefined> {
    return this.takeSpare(ourEnds) ?? (await this.takeNew(ourEnds));
  }

  close(): void {
    for (const { pipe } of this.spare.splice(0)) {
      closeSync(pipe.readFd);
      closeSync(pipe.writeFd);
    }
  }

  private takeSpare(ourEnds: readonly OurEnd[]): Pipe[] | undefined {
    const left = [...this.spare];
    const taken: Pipe[] = [];
    for (const wanted of ourEnds) {
      const at = left.findIndex(({ end }) => end === wanted);
      const [found] = at < 0 ? [] : left.splice(at, 1);
      if (found === undefined) return undefined;
      taken.push(found.pipe);
    }
    this.spare.splice(0, this.spare.length, ...left);
    return taken;
  }

  private async takeNew(ourEnds: readonly OurEnd[]): Promise<Pipe[] | undefined> {
    const { helper } = this;
    if (process.platform !== 'linux' || ourEnds.length > MAX_PIPES) return undefined;
    if (!(await helper.openPipes())) return undefined;
    // The next commands will need pipes in the same directions as this one.
    const sets = this.isFirst ? 1 : Math.floor(MAX_PIPES / ourEnds.length);
    const ends = Array.from({ length: sets }, () => ourEnds).flat();
    this.isFirst = false;
    try {
      const opened = openAll(ends, helper.pid as number);
      const kept = opened.slice(ourEnds.length);
      this.spare.push(...kept.map((pipe, i) => ({ pipe, end: ends[ourEnds.length + i] as OurEnd })));
      return opened.slice(0, ourEnds.length);
    } catch {
      return undefined;
    } finally {
      helper.closePipes();
    }
  }
}

function openAll(ourEnds: readonly OurEnd[], helperPid: number): Pipe[] {
  const opened: number[] = [];
  const open = (fd: number, flags: number) => {
    const ours = openSync(`/proc/${helperPid}/fd/${fd}`, flags);
    opened.push(ours);
    if (!fstatSync(ours).isFIFO()) throw new Error('a here-document is no pipe in this shell');
    return ours;
  };
  const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;
  try {
    return ourEnds.map((end, i) => ({
      readFd: open(FIRST_FD + i, end === 'read' ? O_RDONLY | O_NONBLOCK : O_RDONLY),
      writeFd: open(FIRST_FD + i, end === 'write' ? O_WRONLY | O_NONBLOCK : O_WRONLY),
    }));
  } catch (error) {
    for (const fd of opened) closeSync(fd);
    throw error;
  }
}
