import { existsSync } from 'node:fs';
import type { Account, Surroundings } from '../../../exec/surroundings/surroundings.js';
import { ownAccount } from '../../../exec/surroundings/surroundings.js';
import type { Warning } from '../../../warnings.js';
import { AccountError, accountNamed, homeOf, withGroups } from '../account.js';
import { type DaemonOptions, daemonOptions } from './daemonOptions.js';
import { findUnit, UnitError } from './findUnit.js';
import { type Placed, type ServiceSettings, serviceSettings, truthOf } from './serviceSettings.js';
import { unitEnvironment } from './unitEnvironment.js';
import { serviceAssignments } from './unitText.js';

/** What a unit says of the surroundings of a server's commands. */
export interface UnitSurroundings {
  readonly surroundings: Surroundings;
  /** The whole environment of the daemon. */
  readonly environment: ReadonlyMap<string, string>;
  /** What cannot be had here, and what systemd would pass over. */
  readonly warnings: readonly Warning[];
}

/**
 * Reads a unit of systemd with its drop-ins: what it says of user, groups, folder, root directory, umask, environment, limits and
 * privileges (systemd.exec(5)), with the options of a SIP server's own command line.
 * In: a file or a name, as findUnit takes it; the value that a variable has here. @throws UnitError, AccountError
 */
export function unitSurroundings(
  named: string,
  ownValue: (name: string) => string | undefined,
): UnitSurroundings {
  const settings = serviceSettings(serviceAssignments(findUnit(named, ownValue('SYSTEMD_UNIT_PATH'))));
  const { single } = settings;
  const isDynamic = isOn('DynamicUser', single);
  const user = isDynamic ? undefined : single.get('User');
  const ofUnit = user === undefined ? undefined : placed(user, () => accountNamed(user.value));
  const home = ofUnit === undefined ? undefined : homeOf(ofUnit);
  const { variables, remarks } = unitEnvironment(
    settings,
    ofUnit === undefined ? undefined : { name: ofUnit.name, home: '/', shell: '/bin/sh', ...home },
    ownValue,
  );
  const execStart = single.get('ExecStart');
  const daemon = execStart === undefined ? undefined : daemonOptions(execStart.value, variables);
  const account = accountOf(ofUnit, settings, daemon);
  const root = daemon?.rootDirectory ?? single.get('RootDirectory')?.value;
  const umask = single.get('UMask');
  return {
    surroundings: {
      workingDirectory: folderOf(single.get('WorkingDirectory'), daemon, home?.home),
      ...(account === undefined ? {} : { account }),
      ...(root === undefined || root === '/' ? {} : { rootDirectory: absolute('RootDirectory', root) }),
      umask: umask === undefined ? 0o022 : umaskOf(umask),
      limits: settings.limits,
      noNewPrivileges: isOn('NoNewPrivileges', single),
    },
    environment: variables,
    warnings: unitWarnings(named, settings, daemon, account, remarks),
  };
}

function isOn(key: string, single: ServiceSettings['single']): boolean {
  const given = single.get(key);
  return given !== undefined && truthOf(key, given);
}

function placed<Value>({ place }: Placed, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof AccountError) throw new UnitError(`${place}: ${error.message}`);
    throw error;
  }
}

function accountOf(
  ofUnit: Account | undefined,
  { single, lists }: ServiceSettings,
  daemon: DaemonOptions | undefined,
): Account | undefined {
  const execStart = single.get('ExecStart') as Placed;
  const ofDaemon = daemon?.user;
  const account =
    ofUnit ?? (ofDaemon === undefined ? undefined : placed(execStart, () => accountNamed(ofDaemon)));
  const group = single.get('Group');
  const further = lists.get('SupplementaryGroups') ?? [];
  if (account === undefined && group === undefined && further.length === 0) return undefined;
  const base = account ?? accountNamed('0');
  const place = group ?? further[0] ?? execStart;
  if (place === undefined) return base;
  return placed(place, () =>
    withGroups(
      base,
      group?.value ?? daemon?.group,
      further.map(({ value }) => value),
    ),
  );
}

function folderOf(
  written: Placed | undefined,
  daemon: DaemonOptions | undefined,
  home: string | undefined,
): string {
  if (daemon?.workingDirectory !== undefined) return absolute('-w', daemon.workingDirectory);
  const value = written?.value.replace(/^-/, '') ?? '/';
  const folder = value === '~' ? (home ?? '/root') : absolute('WorkingDirectory', value, written?.place);
  // With `-` before it a folder that is not there is passed over.
  return written?.value.startsWith('-') === true && !existsSync(folder) ? '/' : folder;
}

function absolute(key: string, path: string, place?: string): string {
  if (path.startsWith('/')) return path;
  throw new UnitError(`${place === undefined ? '' : `${place}: `}${key}=${path}: expected a whole path`);
}

function umaskOf({ value, place }: Placed): number {
  if (!/^[0-7]{1,4}$/.test(value)) throw new UnitError(`${place}: UMask=${value}: expected an octal mode`);
  return Number.parseInt(value, 8) & 0o777;
}

function unitWarnings(
  named: string,
  { single, notApplied }: ServiceSettings,
  daemon: DaemonOptions | undefined,
  account: Account | undefined,
  remarks: readonly string[],
): Warning[] {
  const said = [...remarks];
  if (notApplied.length > 0) said.push(`${named}: not applied here: ${notApplied.join('; ')}`);
  const folder = single.get('WorkingDirectory');
  if (
    folder !== undefined &&
    daemon !== undefined &&
    daemon.workingDirectory === undefined &&
    !daemon.staysInFolder
  )
    said.push(
      `${folder.place}: ${daemon.program} goes to / itself when it starts, unless -w or workdir names a folder: with --cwd / the command runs there`,
    );
  if (account === undefined && ownAccount().uid !== 0)
    said.push(
      `${named}: it names no user, so the daemon runs as root, and the command as ${ownAccount().name} here`,
    );
  return said.map((message) => ({ code: 'unit-not-applied', message, isOfCommand: true as const }));
}
