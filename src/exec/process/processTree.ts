import { fstatSync } from 'node:fs';
import { type ProcessEntry, RunningProcesses } from './runningProcesses.js';

/**
 * Everything that a command started: its process group, and, where /proc exists, also the descendants that made
 * a group or session of their own (setsid, job control), and whoever holds a pipe that was made for the command.
 * A process that has lost its parent, left the session and closed the pipes before the first signal is beyond reach:
 * nothing ties it to the command any more.
 */
export class ProcessTree {
  /** Process id of the shell, which leads a session and process group of its own. */
  private readonly leader: number;
  private readonly strays = new Set<number>();
  private readonly pipes: ReadonlySet<string>;

  /** @param pipes the names of the command's pipes */
  constructor(leader: number, pipes: ReadonlySet<string>) {
    this.leader = leader;
    this.pipes = pipes;
  }

  /** Sends a signal to every process of the tree; those that are gone are passed over. */
  signal(signal: NodeJS.Signals): void {
    for (const { pid, group } of this.members(RunningProcesses.now())) {
      if (group !== this.leader) this.strays.add(pid);
    }
    // A stopped process gets to see the signal only when it is continued.
    for (const target of [-this.leader, ...this.strays]) send(target, signal) && send(target, 'SIGCONT');
  }

  /** True while any process of the tree, as far as the signals reached it, runs. */
  isAlive(): boolean {
    if (![-this.leader, ...this.strays].some((target) => send(target, 0))) return false;
    // A process that has ended still takes signals until its parent has asked for its status.
    const { entries } = RunningProcesses.now();
    return (
      entries.length === 0 || entries.some(({ pid, group }) => group === this.leader || this.strays.has(pid))
    );
  }

  /** True while any process of the tree runs, whether a signal has reached it or not. */
  isAnythingLeft(): boolean {
    return this.isAlive() || this.members(RunningProcesses.now()).length > 0;
  }

  /** The processes of the leader's group and session, those that hold its pipes, and all their descendants. */
  private members(running: RunningProcesses): ProcessEntry[] {
    const { entries } = running;
    const pids = new Set<number>([this.leader]);
    for (const pipe of this.pipes) for (const pid of running.holders(pipe)) pids.add(pid);
    for (let before = 0; before !== pids.size; ) {
      before = pids.size;
      for (const { pid, parent, group, session } of entries) {
        if (pids.has(parent) || group === this.leader || session === this.leader) pids.add(pid);
      }
    }
    return entries.filter(({ pid }) => pids.has(pid));
  }
}

/** The names of pipes as the links in /proc/PID/fd have them. In: descriptors, one of each pipe. */
export function pipeNames(fds: readonly number[]): ReadonlySet<string> {
  return new Set(fds.map((fd) => `pipe:[${fstatSync(fd).ino}]`));
}

function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}
