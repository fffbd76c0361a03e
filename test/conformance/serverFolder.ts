import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const leftover = /^sipexec-(?:kamailio|opensips)-(\d+)-/;

/** The file in a server's folder that holds its process id. */
export const pidFile = 'server.pid';

/**
 * Makes a folder for a server to run in, named after it and this process, and removes those of test runs that were cut short
 * before they could, together with their servers.
 */
export async function makeServerFolder(server: string): Promise<string> {
  removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `sipexec-${server}-${process.pid}-`));
  // The server runs as nobody, and so do the commands: what a message makes the shell do must not matter.
  await chmod(folder, 0o777);
  return folder;
}

/** Removes a server's folder with all that is in it. */
export function removeServerFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const maker = leftover.exec(name)?.[1];
    if (maker === undefined || isAlive(Number(maker))) continue;
    const folder = join(tmpdir(), name);
    try {
      endServerOf(folder);
      removeServerFolder(folder);
    } catch {
      // Somebody else's, who has to do it.
    }
  }
}

/** Ends the server that still runs in the folder of a test run that is over. */
function endServerOf(folder: string): void {
  try {
    const pid = Number(readFileSync(join(folder, pidFile), 'latin1'));
    if (readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(folder)) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended, as it should.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
