import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemReason } from '../../../systemReason.js';
import { type OurEnd, type Pipe, PipeError, type PipeSource } from './pipeSource.js';

/** Pipes from mkfifo(1) that lose their names once both ends are open. Works on every POSIX system. */
export class NamedPipes implements PipeSource {
  prepare(): void {}

  async take(ourEnds: readonly OurEnd[]): Promise<Pipe[] | undefined> {
    let directory: string | undefined;
    try {
      directory = mkdtempSync(join(tmpdir(), 'sipexec-'));
      const names = ourEnds.map((_, i) => join(directory as string, String(i)));
      const mkfifo = spawnSync('mkfifo', ['-m', '600', ...names], { stdio: 'ignore' });
      if (mkfifo.error !== undefined) throw mkfifo.error;
      if (mkfifo.status !== 0) return undefined;
      return names.map((name, i) => openBothEnds(name, ourEnds[i] as OurEnd));
    } catch (error) {
      throw new PipeError(`cannot make a pipe: ${systemReason(error)}`);
    } finally {
      if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
    }
  }

  close(): void {}
}

/** The order matters: a blocking end can be opened only when its other end is open already. */
function openBothEnds(name: string, ourEnd: OurEnd): Pipe {
  const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;
  const nonBlockingReadFd = openSync(name, O_RDONLY | O_NONBLOCK);
  if (ourEnd === 'read') return { readFd: nonBlockingReadFd, writeFd: openSync(name, O_WRONLY) };
  const writeFd = openSync(name, O_WRONLY | O_NONBLOCK);
  const readFd = openSync(name, O_RDONLY);
  closeSync(nonBlockingReadFd);
  return { readFd, writeFd };
}
