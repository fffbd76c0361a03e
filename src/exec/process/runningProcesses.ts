import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What /proc tells of one process (proc(5), /proc/[pid]/stat). */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

/** So long a look at /proc serves all who want one: with many commands at a time, they all ask in the same moment. */
const FRESH_MS = 15;

/** Every process that runs, zombies and this one left out; none where there is no /proc. */
export class RunningProcesses {
  readonly entries: readonly ProcessEntry[];
  private readAt: number;
  private pids: Map<string, number[]> | undefined;
  private static latest: RunningProcesses | undefined;

  static now(): RunningProcesses {
    const { latest } = RunningProcesses;
    if (latest !== undefined && performance.now() - latest.readAt < FRESH_MS) return latest;
    RunningProcesses.latest = new RunningProcesses();
    return RunningProcesses.latest;
  }

  private constructor() {
    this.entries = processNumbers().flatMap((pid) => (pid === process.pid ? [] : readProcess(pid)));
    this.readAt = performance.now();
  }

  /** The processes that have a pipe open, as far as we may look. In: its name, `pipe:[…]`. */
  holders(pipe: string): readonly number[] {
    if (this.pids === undefined) {
      this.pids = this.pidsByPipe();
      this.readAt = performance.now();
    }
    return this.pids.get(pipe) ?? [];
  }

  private pidsByPipe(): Map<string, number[]> {
    const pids = new Map<string, number[]>();
    for (const { pid } of this.entries) {
      for (const pipe of pipesOf(pid)) {
        const holders = pids.get(pipe);
        if (holders === undefined) pids.set(pipe, [pid]);
        else holders.push(pid);
      }
    }
    return pids;
  }
}

function processNumbers(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
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

function pipesOf(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  try {
    return new Set(
      readdirSync(folder)
        .map((fd) => linkOf(`${folder}/${fd}`))
        .filter((name) => name.startsWith('pipe:')),
    );
  } catch {
    return new Set();
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
