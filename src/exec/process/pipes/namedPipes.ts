import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, constants, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../../../systemReason.js';
import { makeTemporaryFolder } from '../../../temporaryFolder.js';
import { type OurEnd, type Pipe, PipeError, type PipeSource } from './pipeSource.js';

/** Pipes from mkfifo(1) that lose their names once both ends are open. Works on every POSIX system. */
export class NamedPipes implements PipeSource {
  close(): void {
    // It makes each pipe for whoever takes it.
  }

  async take(ourEnds: readonly OurEnd[]): Promise<Pipe[] | undefined> {
    let directory: string | undefined;
    try {
      directory = makeTemporaryFolder('pipes');
      const names = ourEnds.map((_, i) => join(directory as string, String(i)));
      const mkfifo = spawnSync('mkfifo', names, { stdio: 'ignore' });
      if (mkfifo.error !== undefined) throw mkfifo.error;
      if (mkfifo.status !== 0) return undefined;
      // The umask may deny us the right to open the pipes. Not with `mkfifo -m`: GNU's needs /proc for that.
      for (const name of names) chmodSync(name, 0o600);
      return names.map((name, i) => openBothEnds(name, ourEnds[i] as OurEnd));
    } catch (error) {
      throw new PipeError(`cannot make a pipe: ${systemReason(error)}`);
    } finally {
      if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
    }
  }
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
