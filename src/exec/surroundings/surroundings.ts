import { userInfo } from 'node:os';
import type { EnvironmentEntry } from '../environment.js';

/** A user of this system, as a process of theirs has it. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** All groups, by number, the main one included. */
  readonly groups: readonly number[];
}

/** A limit of the system for one process (getrlimit(2)). */
export interface ResourceLimit {
  /** As `prlimit` names it: `nofile`, `core`. */
  readonly name: string;
  /** In the limit's own unit (bytes, seconds, a count). */
  readonly soft: number | 'unlimited';
  readonly hard: number | 'unlimited';
}

/** What surrounds a command beside its environment. What is not there is as it is for this process. */
export interface Surroundings {
  /** Absolute; within the root directory, where there is one. */
  readonly workingDirectory?: string;
  /** The user to become, and their groups. */
  readonly account?: Account;
  readonly rootDirectory?: string;
  readonly umask?: number;
  readonly limits?: readonly ResourceLimit[];
  readonly noNewPrivileges?: boolean;
}

/** What a report says of what surrounded a command. */
export interface SurroundingsRecord {
  readonly user: string;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly workingDirectory: string;
  readonly rootDirectory?: string;
  /** PATH; undefined where the command gets none. */
  readonly path?: string;
  /** Octal, as umask(1) prints it. */
  readonly umask: string;
  readonly limits?: readonly ResourceLimit[];
  readonly noNewPrivileges?: true;
}

/** What surrounds a command, with what it has of this process. In: the environment that it inherits. */
export function surroundingsRecord(
  surroundings: Surroundings,
  daemonEnvironment: readonly EnvironmentEntry[],
): SurroundingsRecord {
  const { account = ownAccount(), workingDirectory, rootDirectory, limits, noNewPrivileges } = surroundings;
  const path = daemonEnvironment.findLast(({ name }) => name === 'PATH')?.value.toString();
  return {
    user: account.name,
    uid: account.uid,
    gid: account.gid,
    groups: account.groups,
    workingDirectory: workingDirectory ?? process.cwd(),
    ...(rootDirectory === undefined ? {} : { rootDirectory }),
    ...(path === undefined ? {} : { path }),
    umask: (surroundings.umask ?? process.umask()).toString(8).padStart(4, '0'),
    ...(limits === undefined || limits.length === 0 ? {} : { limits }),
    ...(noNewPrivileges === true ? { noNewPrivileges } : {}),
  };
}

let own: Account | undefined;

/** The user whom this process belongs to. */
export function ownAccount(): Account {
  own ??= {
    name: ownName(),
    uid: process.geteuid?.() ?? -1,
    gid: process.getegid?.() ?? -1,
    groups: process.getgroups?.() ?? [],
  };
  return own;
}

function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    // A number that no account has, as containers run with.
    return String(process.geteuid?.());
  }
}
