import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { door } from '../program.js';

/** How a program ended: its status, or the signal that it died of. */
export type End = readonly [number | null, NodeJS.Signals | null];

/** The built program, running while the test acts on it. It is killed when the test is over. */
export class Running {
  readonly child: ChildProcess;
  readonly end: Promise<End>;
  stdout = '';
  stderr = '';

  constructor(args: readonly string[], options: SpawnOptions = {}) {
    this.child = spawn(process.execPath, [door, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    this.child.stdout?.on('data', (chunk) => {
      this.stdout += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.end = once(this.child, 'exit') as Promise<unknown> as Promise<End>;
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  get pid(): number {
    return this.child.pid as number;
  }

  kill(signal: NodeJS.Signals): Promise<End> {
    this.child.kill(signal);
    return this.end;
  }

  /** Resolves when the program has worked for so long, or waits and no longer works at all. */
  async untilAtWork(milliseconds = 600): Promise<void> {
    let [before, same] = [-1, 0];
    await until(() => {
      const spent = processorTime(this.pid);
      same = spent === before && spent > 0 ? same + 1 : 0;
      before = spent;
      return spent >= milliseconds || same >= 40;
    });
  }
}

/** Resolves when something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The ways in which a program may end by a signal: an exit status of 128+N, or the signal's own action. */
export function waysToEndBy(signal: NodeJS.Signals): End[] {
  return [
    [128 + constants.signals[signal], null],
    [null, signal],
  ];
}

/** How many processes have this text in their environment, those that are no more than a number (zombies) left out. */
export function processesWith(mark: string): number {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
    } catch {
      return false;
    }
  }).length;
}

/** A folder for this test alone. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-signals-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Milliseconds of the processor that a process has used; a tick has ten. */
function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Resolves when a program waits and would hear SIGINT; at other times it would die of it. */
export async function untilHeard(pid: number): Promise<void> {
  await until(() => isHeard(pid));
}

/** Whether a program has a handler for SIGINT (proc(5), SigCgt). */
export function isHeard(pid: number): boolean {
  const caught = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return (Number.parseInt(caught?.slice(-1) ?? '0', 16) & 2) !== 0;
}
