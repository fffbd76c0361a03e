import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { OurEnd, Pipe, PipeSource } from './pipeSource.js';

type Helper = ChildProcessByStdio<Writable, Readable, null>;

/** A POSIX shell has descriptors 3 to 9 for redirections (POSIX.1-2017 XCU 2.7). */
const FIRST_FD = 3;
const MAX_PIPES = 7;

/**
 * Pipes from a helper shell: a here-document is a pipe in dash and in later versions of bash, and /proc lets us
 * open both its ends. Needs Linux.
 */
export class AnonymousPipes implements PipeSource {
  private helper: Helper | undefined;

  prepare(): void {
    if (process.platform === 'linux') this.helper ??= startHelper();
  }

  async take(ourEnds: readonly OurEnd[]): Promise<Pipe[] | undefined> {
    this.prepare();
    const { helper } = this;
    if (helper === undefined || ourEnds.length > MAX_PIPES || !(await answered(helper))) return undefined;
    try {
      return openAll(ourEnds, helper.pid as number);
    } catch {
      return undefined;
    } finally {
      // The helper's own read ends must go, or a command would never notice that we stopped reading.
      helper.stdin.write('\n');
    }
  }

  close(): void {
    this.helper?.kill('SIGKILL');
    this.helper = undefined;
  }
}

/** Out: undefined where no process can be started now, or its streams cannot be opened. */
function startHelper(): Helper | undefined {
  const fds = Array.from({ length: MAX_PIPES }, (_, i) => FIRST_FD + i);
  const open = `exec ${fds.map((fd) => `${fd}<<E`).join(' ')}`;
  const close = `exec ${fds.map((fd) => `${fd}<&-`).join(' ')}`;
  const script = `while read -r x; do ${open}\n${'E\n'.repeat(MAX_PIPES)}echo; read -r x; ${close}; done`;
  let helper: Helper;
  try {
    helper = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'], env: {} });
  } catch {
    return undefined;
  }
  helper.on('error', () => {});
  if (helper.pid === undefined) return undefined;
  helper.stdin.on('error', () => {});
  keepAlive(helper, false);
  return helper;
}

/** Asks the helper for pipes and waits for its line. */
function answered(helper: Helper): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (answer: boolean) => {
      helper.stdout.off('data', onData);
      helper.off('exit', onExit);
      keepAlive(helper, false);
      resolve(answer);
    };
    const onData = () => settle(true);
    const onExit = () => settle(false);
    helper.stdout.on('data', onData);
    helper.on('exit', onExit);
    if (helper.pid === undefined || helper.exitCode !== null) return settle(false);
    keepAlive(helper, true);
    helper.stdin.write('\n');
  });
}

/** An idle helper must not keep the program from ending. */
function keepAlive(helper: Helper, wanted: boolean): void {
  // Both streams are sockets, which have ref() and unref() beyond what their type tells.
  for (const handle of [helper, helper.stdin as unknown as Socket, helper.stdout as unknown as Socket]) {
    if (wanted) handle.ref();
    else handle.unref();
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
