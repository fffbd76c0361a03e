import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `sipexec-suite-BOOT-NAMESPACE.PID.START.RANDOM`, the owner being that process of that system. */
const named = /^sipexec-(?:suite|pipes)-([0-9a-f]+-\d+)\.(\d+)\.(\d+)\.[A-Za-z0-9]{6}$/;

const STICKY = 0o1000;
const WRITABLE_BY_OTHERS = 0o022;

let hasSwept = false;

/**
 * Makes a folder for this process alone, and, the first time, removes those that processes of this user left behind when they were
 * killed. @throws what Node's functions for files throw
 */
export function makeTemporaryFolder(kind: 'suite' | 'pipes'): string {
  const parent = tmpdir();
  const system = thisSystem();
  if (system === undefined) return mkdtempSync(join(parent, `sipexec-${kind}-`));
  if (!hasSwept) sweep(parent, system);
  hasSwept = true;
  const start = startOf(process.pid);
  return mkdtempSync(join(parent, `sipexec-${kind}-${system}.${process.pid}.${start}.`));
}

/**
 * Removes the folders of processes that have ended. Only where nobody else can have put them there: they are ours, and in a
 * folder where others cannot rename what is ours.
 */
function sweep(parent: string, system: string): void {
  try {
    const uid = process.getuid?.();
    const { mode, uid: owner } = statSync(parent);
    if (uid === undefined || (owner !== uid && owner !== 0)) return;
    if ((mode & WRITABLE_BY_OTHERS) !== 0 && (mode & STICKY) === 0) return;
    for (const name of readdirSync(parent)) {
      const [, where, pid, start] = named.exec(name) ?? [];
      if (where !== system || startOf(Number(pid)) === start) continue;
      const path = join(parent, name);
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (stats?.isDirectory() && stats.uid === uid) removeIfPossible(path);
    }
  } catch {
    // Nobody waits for this: what cannot be tidied up today stays.
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // A command may have left files there that are not ours.
  }
}

/** Where process numbers mean the same as here: since this start of the system, in this namespace. Undefined without /proc. */
function thisSystem(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').slice(0, 8);
    const namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
    return startOf(process.pid) === undefined ? undefined : `${boot}-${namespace}`;
  } catch {
    return undefined;
  }
}

/** When a process began, in ticks since the system started (proc(5)); undefined where it does not run. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The state is field 3, behind the command's name in parentheses; the start is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
