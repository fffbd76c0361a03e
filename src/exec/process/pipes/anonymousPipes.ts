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
  /** By the end that this process would keep. */
  private readonly spare: Record<OurEnd, Pipe[]> = { read: [], write: [] };
  private isFirst = true;

  constructor(helper: HelperShell) {
    this.helper = helper;
  }

  async take(ourEnds: readonly OurEnd[]): Promise<Pipe[] | undefined> {
    return this.takeSpare(ourEnds) ?? (await this.takeNew(ourEnds));
  }

  close(): void {
    for (const { readFd, writeFd } of [...this.spare.read.splice(0), ...this.spare.write.splice(0)]) {
      closeSync(readFd);
      closeSync(writeFd);
    }
  }

  private takeSpare(ourEnds: readonly OurEnd[]): Pipe[] | undefined {
    const { spare } = this;
    const suffices = (end: OurEnd) => ourEnds.filter((wanted) => wanted === end).length <= spare[end].length;
    if (!suffices('read') || !suffices('write')) return undefined;
    return ourEnds.map((end) => spare[end].shift() as Pipe);
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
      for (let i = ourEnds.length; i < ends.length; i++)
        this.spare[ends[i] as OurEnd].push(opened[i] as Pipe);
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
