import { resolve } from 'node:path';
import type { EnvironmentEntry } from '../../exec/environment.js';
import { bytesOf } from '../../rawWords.js';
import type { DaemonSurroundings } from '../../run/surroundings/daemonSurroundings.js';
import type { RunPlace } from '../plan/check.js';
import type { CaseOptions, DaemonEnvironment, SuiteCase } from '../suite.js';

/** What surrounds the command of one check, and the environment beneath its own variables. */
export interface CaseSurroundings extends DaemonSurroundings {
  readonly daemonEnvironment: readonly EnvironmentEntry[];
}

/**
 * Puts together what a case says of the daemon's surroundings and what its place has. In: the case, its folder and variables, and
 * this process's environment. @throws SurroundingsError, UnitError, AccountError, NoRightsError
 */
export async function caseSurroundings(
  { options, environment, folder, command }: SuiteCase,
  place: RunPlace,
  own: readonly EnvironmentEntry[],
): Promise<CaseSurroundings> {
  const { workingFolder } = place;
  const beneath = (ofUnit: readonly EnvironmentEntry[]) =>
    daemonEnvironment(environment, options.path, place.environment, ofUnit, own);
  if (!saysMoreThanPath(options)) {
    const surroundings = { workingDirectory: workingFolder };
    return { surroundings, warnings: [], daemonEnvironment: beneath([]) };
  }
  const { surroundingsOf, checkRights } = await import('../../run/surroundings/surroundingsOf.js');
  const { unit, workingDirectory } = options;
  const said = surroundingsOf(
    {
      ...options,
      unit: unit?.includes('/') ? resolve(folder, unit) : unit,
      // A unit says where its service runs; without one a suite's commands run in its folder.
      workingDirectory: workingDirectory ?? (unit === undefined ? '.' : undefined),
    },
    workingFolder,
    own,
  );
  const entries = beneath(said.environment ?? []);
  const path = entries.findLast(({ name }) => name === 'PATH')?.value.toString();
  checkRights(said.surroundings, bytesOf(command.value).toString('latin1'), path);
  return { ...said, daemonEnvironment: entries };
}

function saysMoreThanPath({ unit, user, umask, workingDirectory }: CaseOptions): boolean {
  return [unit, user, umask, workingDirectory].some((option) => option !== undefined);
}

function daemonEnvironment(
  { inherit, set }: DaemonEnvironment,
  path: string | undefined,
  ofPlace: ReadonlyMap<string, string>,
  ofUnit: readonly EnvironmentEntry[],
  own: readonly EnvironmentEntry[],
): EnvironmentEntry[] {
  const inherited = own.filter(({ name }) => inherit === 'all' || inherit.includes(name));
  const entries = new Map([...inherited, ...ofUnit].map((entry) => [entry.name, entry]));
  const last = path === undefined ? [] : [['PATH', path] as const];
  for (const [name, value] of [...ofPlace, ...set, ...last])
    entries.set(name, { name, value: Buffer.from(value) });
  return [...entries.values()];
}
