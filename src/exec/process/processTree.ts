import { fstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What /proc tells of one process (proc(5), /proc/[pid]/stat). */
interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

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
    const running = readProcesses();
    const holders = running.filter(({ pid }) => pid !== process.pid && holdsAny(pid, this.pipes));
    for (const { pid, group } of members(this.leader, holders, running)) {
      if (group !== this.leader) this.strays.add(pid);
    }
    for (const target of [-this.leader, ...this.strays]) send(target, signal);
  }

  /** True while any process of the tree, as far as the signals reached it, runs. */
  isAlive(): boolean {
    if (![-this.leader, ...this.strays].some((target) => send(target, 0))) return false;
    // A process that has ended still takes signals until its parent has asked for its status.
    const running = readProcesses();
    return (
      running.length === 0 || running.some(({ pid, group }) => group === this.leader || this.strays.has(pid))
    );
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

/** The processes of the leader's group and session, those that hold its pipes, and all their descendants. */
function members(
  leader: number,
  holders: readonly ProcessEntry[],
  entries: readonly ProcessEntry[],
): ProcessEntry[] {
  const pids = new Set<number>([leader, ...holders.map(({ pid }) => pid)]);
  for (let before = 0; before !== pids.size; ) {
    before = pids.size;
    for (const { pid, parent, group, session } of entries) {
      if (pids.has(parent) || group === leader || session === leader) pids.add(pid);
    }
  }
  return entries.filter(({ pid }) => pids.has(pid));
}

/** Every process that runs, zombies left out; none where there is no /proc. */
function readProcesses(): ProcessEntry[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names.flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : []));
}

function readProcess(pid: number): ProcessEntry[] {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return [];
  }
  // The command's name stands in parentheses and may hold blanks and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return [];
  return [{ pid, parent: Number(fields[1]), group: Number(fields[2]), session: Number(fields[3]) }];
}

/** Whether a process has one of these pipes open, as far as we may look. */
function holdsAny(pid: number, pipes: ReadonlySet<string>): boolean {
  if (pipes.size === 0) return false;
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((fd) => pipes.has(linkOf(`${folder}/${fd}`)));
  } catch {
    return false;
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
