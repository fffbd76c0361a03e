import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SipexecError } from '../../errors.js';
import type { EnvironmentEntry } from '../../exec/environment.js';
import { launchWithin, needsRoot, SurroundingsError } from '../../exec/surroundings/launchWithin.js';
import { ownAccount, type Surroundings } from '../../exec/surroundings/surroundings.js';
import { systemReason } from '../../systemReason.js';
import type { Warning } from '../../warnings.js';
import { accessWarnings } from './accessWarnings.js';
import { accountNamed, withGroups } from './account.js';
import type { DaemonSurroundings, SurroundingsOptions } from './daemonSurroundings.js';
import { unitSurroundings } from './unit/unitSurroundings.js';

/** Nothing is run: this user may not become the one that is wanted. */
export class NoRightsError extends SipexecError {
  /** What the file modes keep the wanted user from, as far as this one may look. */
  readonly findings: readonly Warning[];

  constructor(message: string, findings: readonly Warning[]) {
    super(message);
    this.findings = findings;
  }
}

/**
 * Reads what is said of a daemon's surroundings; what is given beside a unit takes the place of what the unit says.
 * In: the folder that paths are relative to, and this process's environment. @throws SurroundingsError, UnitError, AccountError
 */
export function surroundingsOf(
  options: SurroundingsOptions,
  folder: string,
  own: readonly EnvironmentEntry[],
): DaemonSurroundings {
  const { unit, user, workingDirectory, umask } = options;
  const ownValue = (name: string) => own.findLast((entry) => entry.name === name)?.value.toString();
  const ofUnit =
    unit === undefined
      ? undefined
      : unitSurroundings(unit.includes('/') ? resolve(folder, unit) : unit, ownValue);
  const surroundings: Surroundings = {
    ...ofUnit?.surroundings,
    ...(workingDirectory === undefined ? {} : { workingDirectory: resolve(folder, workingDirectory) }),
    ...(user === undefined ? {} : { account: accountOf(user) }),
    ...(umask === undefined ? {} : { umask: umaskOf(umask) }),
  };
  checkFolders(surroundings);
  const { limits, limitWarnings } = attainableLimits(surroundings);
  return {
    surroundings: { ...surroundings, ...(limits.length === 0 ? {} : { limits }) },
    ...(ofUnit === undefined ? {} : { environment: entriesOf(ofUnit.environment) }),
    warnings: [...(ofUnit?.warnings ?? []), ...limitWarnings],
  };
}

/**
 * Makes sure that a command can be run within these surroundings.
 * In: the command as its author wrote it, and PATH. @throws NoRightsError with what file modes would keep the user from;
 * SurroundingsError where the system refuses
 */
export function checkRights(surroundings: Surroundings, command: string, path: string | undefined): void {
  const { account, rootDirectory } = surroundings;
  if (needsRoot(surroundings) && ownAccount().uid !== 0) {
    const findings = accessFindings(surroundings, command, path);
    const what =
      account === undefined || account.uid === ownAccount().uid
        ? `make ${rootDirectory} the root directory`
        : `become user ${account.name}`;
    const modes =
      findings.length === 0
        ? 'the modes of the files that the command names would not stop it'
        : 'file modes would stop it, too';
    throw new NoRightsError(
      `${ownAccount().name} has no right to ${what}, and nothing was run (${modes}): run sipexec as root, or with --user ${ownAccount().name} to try it as yourself`,
      findings,
    );
  }
  const launch = launchWithin({ file: '/bin/sh', argv0: 'sh', args: ['-c', ':'], env: {} }, surroundings);
  if (launch.file === '/bin/sh' && launch.args.length === 2) return;
  const { status, stderr, error } = spawnSync(launch.file, launch.args, { encoding: 'utf8', env: {} });
  if (error !== undefined) throw new SurroundingsError(`cannot run ${launch.file}: ${systemReason(error)}`);
  if (status !== 0)
    throw new SurroundingsError(
      `the system does not give these surroundings: ${stderr.trim().split('\n')[0] || `status ${status}`}`,
    );
}

/** What file modes would keep the command's user from (`no-access`); nothing where no user was named. */
export function accessFindings(
  surroundings: Surroundings,
  command: string,
  path: string | undefined,
): Warning[] {
  const { account, rootDirectory, workingDirectory = process.cwd() } = surroundings;
  if (account === undefined) return [];
  return accessWarnings(command, {
    account,
    workingDirectory,
    path,
    ...(rootDirectory === undefined ? {} : { rootDirectory }),
  });
}

function accountOf(user: string) {
  const [name = '', group, ...rest] = user.split(':');
  if (rest.length > 0 || name === '' || group === '')
    throw new SurroundingsError(`user ${user}: expected a name or number, or USER:GROUP`);
  return withGroups(accountNamed(name), group, []);
}

function umaskOf(text: string): number {
  if (!/^[0-7]{1,4}$/.test(text) || Number.parseInt(text, 8) > 0o777)
    throw new SurroundingsError(`umask ${text}: expected an octal mode from 0 to 777`);
  return Number.parseInt(text, 8);
}

function checkFolders({ rootDirectory, workingDirectory }: Surroundings): void {
  if (rootDirectory !== undefined) checkFolder(rootDirectory, 'the root directory');
  if (workingDirectory !== undefined)
    checkFolder(join(rootDirectory ?? '/', workingDirectory), 'the working directory');
}

function checkFolder(path: string, what: string): void {
  try {
    if (statSync(path).isDirectory()) return;
  } catch (error) {
    // This process may not look there; the daemon's user perhaps may.
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return;
    throw new SurroundingsError(`${what} ${path}: ${systemReason(error)}`);
  }
  throw new SurroundingsError(`${what} ${path}: it is no directory`);
}

/** The limits that this process is allowed to set, and a warning for each of the others. */
function attainableLimits({ limits = [] }: Surroundings) {
  const attainable = limits.filter((limit) => {
    const { file, args } = launchWithin(
      { file: '/bin/sh', argv0: 'sh', args: ['-c', ':'], env: {} },
      { limits: [limit] },
    );
    return spawnSync(file, args, { env: {} }).status === 0;
  });
  const limitWarnings = limits
    .filter((limit) => !attainable.includes(limit))
    .map(({ name, hard }) => ({
      code: 'unit-not-applied',
      message: `the limit ${name} of ${hard} cannot be set here: this process has less, and no right to more`,
      isOfCommand: true as const,
    }));
  return { limits: attainable, limitWarnings };
}

function entriesOf(variables: ReadonlyMap<string, string>): EnvironmentEntry[] {
  return [...variables].map(([name, value]) => ({ name, value: Buffer.from(value) }));
}
