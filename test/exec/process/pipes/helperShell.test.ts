import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HelperShell } from '../../../../src/exec/process/pipes/helperShell.js';

let helper: HelperShell;
let folder: string;
let commands: ChildProcess[];

beforeEach(() => {
  helper = new HelperShell();
  folder = mkdtempSync(join(tmpdir(), 'helper-shell-'));
  commands = [];
});

afterEach(() => {
  helper.close();
  for (const command of commands) command.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Starts a command that leads a process group, once it says that it is ready. Out: the process, and how it will end. */
async function command(script: string): Promise<{ pid: number; end: Promise<string> }> {
  const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  commands.push(child);
  const end = new Promise<string>((resolve) => {
    child.on('exit', (status, signal) => resolve(signal ?? String(status)));
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { pid: child.pid as number, end };
}
const sleeping = () => command('echo ready; exec sleep 1000');

function made(name: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, 'deep'), { recursive: true });
  helper.folderMade(path);
  return path;
}

/** Resolves when the helper has done all that it does: it ends last. */
async function helperEnds(pid: number | undefined): Promise<void> {
  const isThere = () => {
    try {
      return process.kill(pid as number, 0);
    } catch {
      return false;
    }
  };
  await expect.poll(isThere, { timeout: 60_000 }).toBe(false);
}

/** Lets go of the helper, as the end of this process would, whatever ends it. */
async function letGo(): Promise<void> {
  const { pid } = helper;
  helper.close();
  await helperEnds(pid);
}

/** First, while no process of another test is still about to end. */
test('one keeps this process from ending only while it is asked', async () => {
  const kept = () => process.getActiveResourcesInfo().filter((one) => /^(?:Process|Pipe)/.test(one)).length;
  const before = kept();
  helper.start();
  expect(kept()).toBe(before);
  const asked = helper.openPipes();
  expect(kept()).toBe(before + 3);
  expect(await asked).toBe(true);
  expect(kept()).toBe(before);
});

describe('when this process ends, the helper', () => {
  test('ends the commands that still run, and no others', async () => {
    helper.start();
    const [first, ended, last, unknown] = [
      await sleeping(),
      await sleeping(),
      await sleeping(),
      await sleeping(),
    ];
    for (const { pid } of [first, ended, last]) helper.commandBegan(pid);
    helper.commandEnded(ended.pid);
    await letGo();
    expect(await Promise.all([first.end, last.end])).toEqual(['SIGTERM', 'SIGTERM']);
    process.kill(ended.pid, 'SIGINT');
    process.kill(unknown.pid, 'SIGINT');
    expect(await Promise.all([ended.end, unknown.end])).toEqual(['SIGINT', 'SIGINT']);
  });

  test('lets a command leave orderly, and kills one that does not leave', async () => {
    helper.start();
    const orderly = await command("trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done");
    const deaf = await command("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    for (const { pid } of [orderly, deaf]) helper.commandBegan(pid);
    await letGo();
    expect(await Promise.all([orderly.end, deaf.end])).toEqual(['7', 'SIGKILL']);
  });

  test('ends a command that is stopped', async () => {
    helper.start();
    const stopped = await sleeping();
    helper.commandBegan(stopped.pid);
    process.kill(stopped.pid, 'SIGSTOP');
    await letGo();
    expect(await stopped.end).toBe('SIGTERM');
  });

  test('removes the folders that were not removed, whatever their names', async () => {
    const names = ['plain', ' a  b ', '-rf', "it's $HOME `x`", '*'];
    const left = names.map((name) => made(name));
    const kept = made('kept');
    helper.folderRemoved(kept);
    await letGo();
    expect(left.filter((path) => existsSync(path))).toEqual([]);
    expect(existsSync(join(kept, 'deep'))).toBe(true);
  });

  test('leaves a folder alone whose name no line can carry', async () => {
    made('plain');
    const odd = made('a\nfb');
    helper.folderRemoved(odd);
    await letGo();
    expect(existsSync(join(odd, 'deep'))).toBe(true);
  });
});

test('one that was never needed is no process, and closing it is nothing', () => {
  helper.folderRemoved(folder);
  helper.commandEnded(1);
  helper.close();
  expect(helper.pid).toBeUndefined();
});

test('one is started once, and answers each time that it is asked for pipes', async () => {
  expect(await helper.openPipes()).toBe(true);
  const { pid } = helper;
  helper.closePipes();
  expect([helper.start(), await helper.openPipes(), helper.pid]).toEqual([true, true, pid]);
});

test('one that was killed has no pipes to give, whether its end is news or long known', async () => {
  helper.start();
  process.kill(helper.pid as number, 'SIGKILL');
  expect(await helper.openPipes()).toBe(false);
  expect(await helper.openPipes()).toBe(false);
});

const noProc = process.platform !== 'linux';
test.skipIf(noProc)(
  `one has nothing of this process but its pipes${noProc ? ' (skipped: no /proc here)' : ''}`,
  () => {
    helper.start();
    expect(readFileSync(`/proc/${helper.pid}/environ`, 'latin1')).toBe('PATH=/usr/bin:/bin\0');
    expect(readlinkSync(`/proc/${helper.pid}/fd/2`)).toBe('/dev/null');
  },
);
