import { statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SipexecError } from '../../errors.js';
import { isFoundAs, type ShellLaunch } from '../process/shellLaunch.js';
import { ownAccount, type ResourceLimit, type Surroundings } from './surroundings.js';

/** Nothing is run: these surroundings cannot be had here. */
export class SurroundingsError extends SipexecError {}

/** Where an exec function of libc looks when there is no PATH. */
const DEFAULT_PATH = '/bin:/usr/bin';

/** A launch, and the folder that it begins in; undefined: this process's own. */
export type LaunchWithin = ShellLaunch & { readonly workingDirectory?: string };

/**
 * The same launch within its surroundings. What Node can give to a child is its folder alone: user with groups, root directory,
 * limits and umask are set by the system's own tools, of which each takes the place of the one before it.
 * Out: where the tools begin, too. @throws SurroundingsError where a tool is missing
 */
export function launchWithin(launch: ShellLaunch, surroundings: Surroundings): LaunchWithin {
  const { workingDirectory, rootDirectory } = surroundings;
  const words = toolWords(surroundings);
  const [file, ...before] = words;
  // A folder within another root can be entered from there alone.
  const folder = workingDirectory === undefined || rootDirectory !== undefined ? {} : { workingDirectory };
  if (file === undefined) return { ...launch, ...folder };
  const shell = wordFor(launch, rootDirectory ?? '');
  return {
    ...launch,
    ...folder,
    file,
    argv0: file,
    args: [...before, shell, ...launch.args],
  };
}

/** True where user or root directory change, for which the system wants root. */
export function needsRoot({ account, rootDirectory }: Surroundings): boolean {
  return rootDirectory !== undefined || (account !== undefined && account.uid !== ownAccount().uid);
}

function toolWords(surroundings: Surroundings): string[] {
  const { account, rootDirectory, workingDirectory, umask, limits = [], noNewPrivileges } = surroundings;
  const words: string[] = [];
  if (limits.length > 0) words.push(tool('prlimit'), ...limits.map(limitWord), '--');
  if (noNewPrivileges === true) words.push(tool('setpriv'), '--no-new-privs', '--');
  const isChanging = account !== undefined && (needsRoot({ account }) || ownAccount().uid === 0);
  if (isChanging || rootDirectory !== undefined) {
    words.push(tool('chroot'));
    if (account !== undefined)
      words.push(
        `--userspec=+${account.uid}:+${account.gid}`,
        `--groups=${account.groups.map((group) => `+${group}`).join(',')}`,
      );
    if (rootDirectory === undefined) words.push('--skip-chdir');
    words.push(rootDirectory ?? '/');
  }
  const isInside = rootDirectory !== undefined && workingDirectory !== undefined;
  if (umask !== undefined || isInside) {
    const steps = [
      ...(umask === undefined ? [] : [`umask ${umask.toString(8).padStart(4, '0')}`]),
      ...(isInside ? ['cd -P -- "$1" || exit 125', 'shift', 'unset OLDPWD'] : []),
      'exec "$@"',
    ];
    words.push('/bin/sh', '-c', steps.join('; '), 'sh', ...(isInside ? [workingDirectory] : []));
  }
  return words;
}

function limitWord({ name, soft, hard }: ResourceLimit): string {
  return `--${name}=${soft}:${hard}`;
}

const TOOL_FOLDERS = ['/usr/bin', '/usr/sbin', '/bin', '/sbin'];
const PACKAGES: Readonly<Record<string, string>> = {
  prlimit: 'util-linux',
  setpriv: 'util-linux',
  chroot: 'GNU coreutils',
};

function tool(name: string): string {
  const found = TOOL_FOLDERS.map((folder) => join(folder, name)).find(isFile);
  if (found === undefined)
    throw new SurroundingsError(
      `these surroundings need ${name} (${PACKAGES[name]}), which is in none of ${TOOL_FOLDERS.join(', ')}`,
    );
  return found;
}

/**
 * The word by which a tool starts the shell. Error messages of a shell begin with the name that it was called by, which for
 * popen(3) is the bare one: it is used where PATH leads to the same file.
 */
function wordFor({ file, argv0, env }: ShellLaunch, root: string): string {
  if (!isFoundAs(argv0, file)) return file;
  const folder = (env.PATH ?? DEFAULT_PATH)
    .split(delimiter)
    .find((one) => one.startsWith('/') && isFile(join(root, one, argv0)));
  return folder !== undefined && isFoundAs(argv0, join(folder, argv0)) ? argv0 : file;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
