import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { FIRST_FD, type HelperShell, MAX_PIPES } from './helperShell.js';
import type { OurEnd, Pipe, PipeSource } from './pipeSource.js';

/**
 * Pipes from the helper shell: a here-document is a pipe in dash and in later versions of bash, and /proc lets us
 * open both its ends. Needs Linux.
 */
export class AnonymousPipes implements PipeSource {
  private readonly helper: HelperShell;

  constructor(helper: HelperShell) {
    this.helper = helper;
  }

  async take(ourEnds: readonly OurEnd[]): Promise<Pipe[] | undefined> {
    const { helper } = this;
    if (process.platform !== 'linux' || ourEnds.length > MAX_PIPES) return undefined;
    if (!(await helper.openPipes())) return undefined;
    try {
      return openAll(ourEnds, helper.pid as number);
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
