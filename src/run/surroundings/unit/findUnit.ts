import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SipexecError } from '../../../errors.js';
import { readBounded } from '../../../readBounded.js';
import { systemReason } from '../../../systemReason.js';

/** A unit cannot be found, read or used. */
export class UnitError extends SipexecError {}

/** A file that makes up a unit. */
export interface UnitFile {
  readonly path: string;
  readonly text: string;
}

/** Where systemd keeps units of the system, the folder that counts most first (systemd.unit(5), "Unit File Load Path"). */
const UNIT_FOLDERS = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/etc/systemd/system',
  '/etc/systemd/system.attached',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];

/** No unit is this long. */
const maxUnitBytes = 1024 * 1024;

/**
 * A unit with its drop-ins, in the order in which systemd reads them (systemd.unit(5)): the file itself, then `*.conf` of its `.d`
 * folders by name, of which one in /etc hides one of the same name in /usr/lib.
 * In: a file's path (anything with a `/`, or a file that is there), or a unit's name, `.service` left out or not; the value of
 * `SYSTEMD_UNIT_PATH`, systemd's own variable for other folders. @throws UnitError
 */
export function findUnit(named: string, unitPath: string | undefined): UnitFile[] {
  const isPath = named.includes('/') || isThere(named);
  if (isPath) {
    const folders = UNIT_FOLDERS.includes(dirname(named)) ? UNIT_FOLDERS : [dirname(named)];
    return [readUnit(named, named), ...dropIns(basename(named), folders)];
  }
  const name = /\.[a-z]+$/.test(named) ? named : `${named}.service`;
  if (!name.endsWith('.service'))
    throw new UnitError(`${named} is no service: expected a unit that ends in .service`);
  const folders = foldersOf(unitPath);
  const found = folders.map((folder) => join(folder, name)).find(isThere);
  if (found === undefined) {
    const hint = isThere(
      join(folders.find((folder) => isThere(join(folder, template(name)))) ?? '', template(name)),
    )
      ? `; ${template(name)} is a template, whose specifiers sipexec does not expand`
      : '; where it lies elsewhere, give its path';
    throw new UnitError(`there is no unit ${name} in ${folders.join(', ')}${hint}`);
  }
  return [readUnit(found, name), ...dropIns(name, folders)];
}

function foldersOf(unitPath: string | undefined): readonly string[] {
  if (unitPath === undefined || unitPath === '') return UNIT_FOLDERS;
  const own = unitPath.split(':').filter((folder) => folder !== '');
  return unitPath.endsWith(':') ? [...own, ...UNIT_FOLDERS] : own;
}

/** `kamailio@.service` for `kamailio@one.service`. */
function template(name: string): string {
  const at = name.indexOf('@');
  const dot = at < 0 ? -1 : name.indexOf('.', at);
  const whole = dot < 0 ? name : `${name.slice(0, at)}@${name.slice(dot)}`;
  return whole.replace(/^([^@]*)(\.service)$/, '$1@$2');
}

/** `a-b.service` has the drop-ins of `service.d`, `a-.service.d` and `a-b.service.d`. */
function dropIns(name: string, folders: readonly string[]): UnitFile[] {
  const dot = name.lastIndexOf('.');
  const [stem, type] = [name.slice(0, dot), name.slice(dot + 1)];
  const prefixes = [...stem.matchAll(/-/g)].map(({ index }) => `${stem.slice(0, index + 1)}.${type}`);
  const names = [name, ...prefixes.reverse(), type];
  const found = new Map<string, string>();
  for (const one of names) {
    for (const folder of folders) {
      for (const file of filesIn(join(folder, `${one}.d`))) {
        if (!found.has(basename(file))) found.set(basename(file), file);
      }
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, path]) => !isMasked(path))
    .map(([, path]) => readUnit(path, path));
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => (name.endsWith('.conf') ? [join(folder, name)] : []));
  } catch {
    return [];
  }
}

function readUnit(path: string, shown: string): UnitFile {
  if (isMasked(path)) throw new UnitError(`the unit ${shown} is masked: ${path} leads to /dev/null`);
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new UnitError(`cannot read the unit ${shown}: it is a directory`);
    if (!stats.isFile()) throw new UnitError(`cannot read the unit ${shown}: it is no file`);
    if (stats.size > maxUnitBytes)
      throw new UnitError(
        `cannot read the unit ${shown}: ${stats.size} bytes; at most ${maxUnitBytes} are read`,
      );
    return { path, text: readBounded(path).toString('utf8') };
  } catch (error) {
    if (error instanceof UnitError) throw error;
    throw new UnitError(`cannot read the unit ${shown}: ${systemReason(error)}`);
  }
}

function isMasked(path: string): boolean {
  try {
    return readlinkSync(path) === '/dev/null';
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    // This process may not look at it, so it exists: reading it will fail with that reason.
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}
