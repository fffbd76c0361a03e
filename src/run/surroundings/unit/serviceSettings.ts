import type { ResourceLimit } from '../../../exec/surroundings/surroundings.js';
import { UnitError } from './findUnit.js';
import { isLimit, limitOf } from './limits.js';
import { isOff, whyNotApplied } from './notApplied.js';
import type { Assignment } from './unitText.js';
import { unitWords } from './unitWords.js';

/** A value with the place that gives it. */
export interface Placed {
  readonly value: string;
  readonly place: string;
}

/** What the `[Service]` section of a unit says of the processes that it starts. */
export interface ServiceSettings {
  /** Settings of one value, the last one that was given. */
  readonly single: ReadonlyMap<string, Placed>;
  /** Settings that add up. */
  readonly lists: ReadonlyMap<string, readonly Placed[]>;
  readonly limits: readonly ResourceLimit[];
  /** `PrivateTmp=yes (…)`, each once. */
  readonly notApplied: readonly string[];
}

const SINGLE = [
  'User',
  'Group',
  'WorkingDirectory',
  'RootDirectory',
  'UMask',
  'NoNewPrivileges',
  'ExecStart',
  'DynamicUser',
];
/** Their items are words, which may be quoted. */
const WORDS = ['SupplementaryGroups', 'Environment', 'PassEnvironment', 'UnsetEnvironment'];
/** Folders that systemd makes, each with the variable and the root that it has. */
export const MADE_FOLDERS: Readonly<Record<string, { readonly variable: string; readonly root: string }>> = {
  RuntimeDirectory: { variable: 'RUNTIME_DIRECTORY', root: '/run' },
  StateDirectory: { variable: 'STATE_DIRECTORY', root: '/var/lib' },
  CacheDirectory: { variable: 'CACHE_DIRECTORY', root: '/var/cache' },
  LogsDirectory: { variable: 'LOGS_DIRECTORY', root: '/var/log' },
  ConfigurationDirectory: { variable: 'CONFIGURATION_DIRECTORY', root: '/etc' },
};
const LISTS = [...WORDS, 'EnvironmentFile', ...Object.keys(MADE_FOLDERS)];

/**
 * Puts the assignments of a unit together as systemd does (systemd.exec(5)): of most settings the last one counts, lists add up, and
 * an empty value takes back what was said before.
 * @throws UnitError for a value that the setting cannot have, and for a specifier
 */
export function serviceSettings(assignments: readonly Assignment[]): ServiceSettings {
  const single = new Map<string, Placed>();
  const lists = new Map<string, Placed[]>();
  const limits = new Map<string, ResourceLimit>();
  const notApplied = new Map<string, string>();
  for (const assignment of assignments) {
    const { key, value, place } = assignment;
    if (SINGLE.includes(key)) {
      if (value === '') single.delete(key);
      else single.set(key, { value: key === 'ExecStart' ? value : expanded(assignment), place });
    } else if (LISTS.includes(key)) {
      if (value === '') lists.delete(key);
      else lists.set(key, [...(lists.get(key) ?? []), ...itemsOf(assignment)]);
    } else if (isLimit(key)) {
      if (value === '') limits.delete(key);
      else limits.set(key, readLimit(assignment));
    }
    const why = whyNotApplied(key);
    if (why === undefined) continue;
    if (isOff(value)) notApplied.delete(key);
    else notApplied.set(key, `${key}=${value.length > 40 ? `${value.slice(0, 40)}…` : value} (${why})`);
  }
  return { single, lists, limits: [...limits.values()], notApplied: [...notApplied.values()] };
}

function readLimit({ key, value, place }: Assignment): ResourceLimit {
  const limit = limitOf(key, value);
  if (limit === undefined) throw new UnitError(`${place}: ${key}=${value} is no limit`);
  return limit;
}

function itemsOf(assignment: Assignment): Placed[] {
  const { key, place } = assignment;
  const value = expanded(assignment);
  if (key === 'EnvironmentFile') return [{ value, place }];
  const words = unitWords(value);
  if (words === undefined)
    throw new UnitError(`${place}: a quote of ${key}= stays open, or an escape in it is none`);
  return words.map((word) => ({ value: word, place }));
}

/** `%%` is `%`; what other specifiers stand for only systemd knows. */
function expanded({ key, value, place }: Assignment): string {
  const specifier = /%[^%]|%$/.exec(value.replaceAll('%%', ''))?.[0];
  if (specifier === undefined) return value.replaceAll('%%', '%');
  throw new UnitError(
    `${place}: ${key}= has the specifier ${specifier}, which sipexec does not expand: give it a copy of the unit with what it stands for`,
  );
}

/** Whether a setting is on. @throws UnitError */
export function truthOf(key: string, { value, place }: Placed): boolean {
  if (/^(?:1|yes|y|true|t|on)$/i.test(value)) return true;
  if (isOff(value)) return false;
  throw new UnitError(`${place}: ${key}=${value}: expected yes or no`);
}
