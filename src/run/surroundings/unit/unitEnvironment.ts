import { lstatSync, readFileSync } from 'node:fs';
import { readBounded } from '../../../readBounded.js';
import { systemReason } from '../../../systemReason.js';
import { environmentFileVariables, isVariableName, type Variable } from './environmentFile.js';
import { UnitError } from './findUnit.js';
import { MADE_FOLDERS, type Placed, type ServiceSettings } from './serviceSettings.js';
import { matchingFiles } from './wildcards.js';

/** What a unit gives its processes for an environment, and what of it systemd would pass over. */
export interface UnitEnvironment {
  readonly variables: ReadonlyMap<string, string>;
  readonly remarks: readonly string[];
}

/** The user whom a unit names. */
export interface UnitUser {
  readonly name: string;
  readonly home: string;
  readonly shell: string;
}

/**
 * The environment of a system service (systemd.exec(5), "Environment"): systemd's own PATH and locale, what User= brings, then
 * PassEnvironment=, Environment= and EnvironmentFile=, of which each replaces what stands before it.
 * In: the value that a variable has here, for PassEnvironment=. @throws UnitError for a file that has to be there
 */
export function unitEnvironment(
  { lists }: ServiceSettings,
  user: UnitUser | undefined,
  ownValue: (name: string) => string | undefined,
): UnitEnvironment {
  const remarks: string[] = [];
  const list = (key: string) => lists.get(key) ?? [];
  const passed = list('PassEnvironment').flatMap(({ value: name }): Variable[] => {
    const value = ownValue(name);
    return value === undefined ? [] : [[name, value]];
  });
  const set = list('Environment').flatMap(({ value, place }): Variable[] => {
    const equals = value.indexOf('=');
    const name = value.slice(0, Math.max(equals, 0));
    if (isVariableName(name)) return [[name, value.slice(equals + 1)]];
    remarks.push(`${place}: systemd passes over ${JSON.stringify(value)}, which is no NAME=value`);
    return [];
  });
  const variables = new Map<string, string>([
    ['PATH', systemPath()],
    ...localeVariables(),
    ...(user === undefined ? [] : ofUser(user)),
    ...madeFolders(lists),
    ...passed,
    ...set,
    ...list('EnvironmentFile').flatMap(fromFiles),
  ]);
  for (const { value } of list('UnsetEnvironment')) {
    const [name = '', ...rest] = value.split('=');
    if (rest.length === 0 || variables.get(name) === rest.join('=')) variables.delete(name);
  }
  return { variables, remarks };
}

/** systemd's PATH is fixed, with /sbin and /bin where these are folders of their own. */
function systemPath(): string {
  const usual = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin';
  try {
    return lstatSync('/bin').isSymbolicLink() ? usual : `${usual}:/sbin:/bin`;
  } catch {
    return usual;
  }
}

/** locale.conf(5); Debian keeps it elsewhere. */
function localeVariables(): Variable[] {
  for (const file of ['/etc/locale.conf', '/etc/default/locale']) {
    try {
      const all = environmentFileVariables(readFileSync(file, 'utf8'));
      return all.filter(([name]) => /^(?:LANG|LANGUAGE|LC_[A-Z]+)$/.test(name));
    } catch {
      // It is not there: the next file may be.
    }
  }
  return [];
}

function ofUser({ name, home, shell }: UnitUser): Variable[] {
  return [
    ['HOME', home],
    ['LOGNAME', name],
    ['USER', name],
    ['SHELL', shell],
  ];
}

function madeFolders(lists: ServiceSettings['lists']): Variable[] {
  return Object.entries(MADE_FOLDERS).flatMap(([key, { variable, root }]): Variable[] => {
    const folders = (lists.get(key) ?? []).map(({ value }) => `${root}/${value.split(':')[0]}`);
    return folders.length === 0 ? [] : [[variable, folders.join(':')]];
  });
}

function fromFiles({ value, place }: Placed): Variable[] {
  const isOptional = value.startsWith('-');
  const path = isOptional ? value.slice(1) : value;
  if (!path.startsWith('/'))
    throw new UnitError(`${place}: EnvironmentFile=${value}: expected the whole path of a file`);
  const files = matchingFiles(path);
  if (files.length === 0 && !isOptional)
    throw new UnitError(
      `${place}: there is no ${path}, and systemd does not start the service without it (EnvironmentFile=-${path} would let it)`,
    );
  return files.flatMap((file) => {
    try {
      return environmentFileVariables(readBounded(file).toString('utf8'));
    } catch (error) {
      if (isOptional && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw new UnitError(`${place}: cannot read ${file}: ${systemReason(error)}`);
    }
  });
}
