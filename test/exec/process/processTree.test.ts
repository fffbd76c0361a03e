import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Ending } from '../../../src/exec/process/ending.js';
import { ProcessTree, pipeNames } from '../../../src/exec/process/processTree.js';
import { RunningProcesses } from '../../../src/exec/process/runningProcesses.js';

let started: ChildProcess[] = [];
afterEach(() => {
  for (const { pid } of started) {
    try {
      process.kill(-(pid as number), 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  started = [];
});

/** Starts a shell that leads a group and session of its own. Out: its process id, and what it prints first. */
async function leader(script: string, shell = 'sh'): Promise<{ pid: number; printed: string }> {
  const child = spawn(shell, ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  const printed = await new Promise((resolve) => child.stdout.once('data', resolve));
  return { pid: child.pid as number, printed: String(printed).trim() };
}

/** What /proc tells of a process: its state, as proc(5) has it; undefined where it is no more. */
function stateOf(pid: number): string | undefined {
  try {
    return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];
  } catch {
    return undefined;
  }
}
const untilGone = (pid: number) =>
  expect.poll(() => [undefined, 'Z'].includes(stateOf(pid)), { timeout: 60_000 }).toBe(true);

/** A new look at /proc: one serves for some milliseconds. */
function lookAgain(): RunningProcesses {
  (RunningProcesses as unknown as { latest: undefined }).latest = undefined;
  return RunningProcesses.now();
}

const isLinux = process.platform === 'linux';
const noBash = spawnSync('bash', ['--version']).status !== 0;
const why = isLinux ? (noBash ? ' (skipped: no bash here)' : '') : ' (skipped: no /proc here)';

describe.skipIf(why !== '')(`what a command has started${why}`, () => {
  /** What each prints is the process that is to be reached. */
  test.each([
    ['the shell itself', 'echo $$; exec sleep 1000'],
    ['a child of its', 'sleep 1000 & echo $!; wait'],
    ['one in a group of its own', 'set -m; sleep 1000 & echo $!; wait'],
    ['one in a session of its own', "setsid sh -c 'echo $$; exec sleep 1000' & wait"],
    ['the child of such a one', "setsid sh -c 'sleep 1000 & echo $!; wait' & wait"],
    ['one that is stopped', 'sleep 1000 & kill -STOP $!; echo $!; wait'],
    ['one whose parent has ended, in the group', '(sleep 1000 & echo $!); sleep 1000'],
    [
      'one whose parent has ended, in the session',
      'set -m; (set +m; sleep 1000 >/dev/null & echo $!) | cat; sleep 1000',
    ],
  ])('is reached by a signal: %s', async (_name, script) => {
    const { pid, printed } = await leader(script, 'bash');
    const tree = new ProcessTree(pid, new Set());
    lookAgain();
    expect([tree.isAlive(), tree.isAnythingLeft()]).toEqual([true, true]);
    tree.signal('SIGTERM');
    await untilGone(Number(printed));
    await untilGone(pid);
    lookAgain();
    expect([tree.isAlive(), tree.isAnythingLeft()]).toEqual([false, false]);
  });

  test('is not alive where it has ended and only its parent has not asked for it yet', async () => {
    // In a group of its own; a parent that is stopped asks for nothing.
    const { pid: parent, printed } = await leader('set -m; sleep 1000 & echo $!; wait', 'bash');
    const pid = Number(printed);
    process.kill(parent, 'SIGSTOP');
    await expect.poll(() => stateOf(parent), { timeout: 60_000 }).toBe('T');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => stateOf(pid), { timeout: 60_000 }).toBe('Z');
    expect(process.kill(-pid, 0)).toBe(true);
    lookAgain();
    expect(new ProcessTree(pid, new Set()).isAlive()).toBe(false);
  });

  test('is left as long as somebody holds its pipe, and is reached there', async () => {
    const { pid } = await leader('echo; exec sleep 1000');
    const { pid: holder } = await leader('sleep 1000 | sleep 1001 & echo; wait');
    const pipe = () => {
      const readers = lookAgain().entries.filter(({ parent }) => parent === holder);
      return readers.map((one) => readlinkSync(`/proc/${one.pid}/fd/0`)).find((to) => to.startsWith('pipe:'));
    };
    await expect.poll(pipe, { timeout: 60_000 }).toBeDefined();
    const held = pipe() as string;
    const readers = [...RunningProcesses.now().holders(held)].sort((a, b) => a - b);
    expect(RunningProcesses.now().holders('pipe:[none]')).toEqual([]);
    expect(readers.length).toBe(2);

    const tree = new ProcessTree(pid, new Set(['pipe:[none]', held]));
    process.kill(pid, 'SIGKILL');
    await untilGone(pid);
    lookAgain();
    expect([tree.isAlive(), tree.isAnythingLeft()]).toEqual([false, true]);
    tree.signal('SIGTERM');
    for (const reader of readers) await untilGone(reader);
  });

  test('is nobody else', async () => {
    const [mine, other] = [await leader('echo; exec sleep 1000'), await leader('echo; exec sleep 1000')];
    lookAgain();
    new ProcessTree(mine.pid, new Set()).signal('SIGTERM');
    await untilGone(mine.pid);
    expect(stateOf(other.pid)).toMatch(/[SRD]/);
  });
});

describe.skipIf(!isLinux)(`the processes that run${isLinux ? '' : ' (skipped: no /proc here)'}`, () => {
  test('are told with parent, group and session, whatever their names; this one and zombies are left out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'processes-'));
    try {
      const odd = join(folder, 'a) S 1 (b');
      symlinkSync('/bin/sh', odd);
      const { pid, printed } = await leader('echo $$; : ; sleep 1000 & wait', odd);
      expect(printed).toBe(String(pid));
      const { entries } = lookAgain();
      expect(entries.find((one) => one.pid === pid)).toEqual({
        pid,
        parent: process.pid,
        group: pid,
        session: pid,
      });
      expect(entries.some((one) => one.pid === process.pid)).toBe(false);
      expect(entries.every((one) => Number.isInteger(one.pid) && one.pid > 0)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('are looked at once for all who ask within 15 ms', () => {
    const { now } = performance;
    let at = now.call(performance) + 1_000;
    performance.now = () => at;
    try {
      const first = RunningProcesses.now();
      at += 14;
      expect(RunningProcesses.now()).toBe(first);
      at += 1;
      const second = RunningProcesses.now();
      expect(second).not.toBe(first);
      // Their pipes are looked up when somebody asks, and that look is the fresh one.
      at += 10;
      second.holders('pipe:[none]');
      at += 14;
      expect(RunningProcesses.now()).toBe(second);
      at += 1;
      expect(RunningProcesses.now()).not.toBe(second);
    } finally {
      performance.now = now;
    }
    // The looks of another time are of no use to anybody.
    lookAgain();
  });

  test('have pipes by the names that the system gives them', async () => {
    const { pid } = await leader('echo; exec sleep 1000');
    const own = readdirSync('/proc/self/fd').map(Number);
    const names = own.flatMap((fd) => {
      try {
        return [[fd, readlinkSync(`/proc/self/fd/${fd}`)] as const];
      } catch {
        return [];
      }
    });
    const pipes = names.filter(([, name]) => name.startsWith('pipe:'));
    expect([...pipeNames(pipes.map(([fd]) => fd))].sort()).toEqual(
      [...new Set(pipes.map(([, name]) => name))].sort(),
    );
    expect(stateOf(pid)).toBeDefined();
  });
});

describe.skipIf(!isLinux)(`the early end of a command${isLinux ? '' : ' (skipped: no /proc here)'}`, () => {
  /** Timers of one length run in the order in which they were made, and what Node hears of meanwhile comes right behind. */
  const afterTimer = async (milliseconds: number) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    for (let i = 0; i < 2; i++) await new Promise((resolve) => setImmediate(resolve));
  };

  test('asked for before it has begun comes as soon as it begins', async () => {
    const cancel = new AbortController();
    const ending = new Ending(new Set(), 0, cancel.signal);
    cancel.abort('SIGINT');
    expect(ending.reason).toBeUndefined();
    const { pid } = await leader('echo; exec sleep 1000');
    ending.follow(pid);
    await ending.complete;
    expect(ending.reason).toBe('SIGINT');
    await untilGone(pid);
  });

  test('does not come where it has ended by itself', async () => {
    const cancel = new AbortController();
    const ending = new Ending(new Set(), 1, cancel.signal);
    const { pid } = await leader('echo; exec sleep 1000');
    ending.follow(pid);
    ending.disarm();
    await afterTimer(1);
    cancel.abort('SIGINT');
    expect(ending.reason).toBeUndefined();
    expect(stateOf(pid)).toMatch(/[SRD]/);
  });

  test('by the timer comes at once where something of it runs, and waits for news of its end where nothing does', async () => {
    const running = await leader('echo; exec sleep 1000');
    lookAgain();
    const early = new Ending(new Set(), 1, undefined);
    early.follow(running.pid);
    await afterTimer(1);
    expect(early.reason).toBe('timer');
    await early.complete;
    await untilGone(running.pid);

    lookAgain();
    const late = new Ending(new Set(), 1, undefined);
    late.follow(running.pid);
    await afterTimer(1);
    expect(late.reason).toBeUndefined();
    // Node never tells of this end: after a second it counts as one by the timer.
    await late.complete;
    expect(late.reason).toBe('timer');
  });
});
