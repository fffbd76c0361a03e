import { nearestName } from '../nearestName.js';
import { UnknownServerError } from './errors.js';
import type { ExecFunction, ServerProfile } from './profile.js';
import { documented } from './profiles/documented.js';
import {
  kamailio44,
  kamailio56,
  kamailio58,
  kamailio60,
  kamailio61,
  kamailio62dev,
} from './profiles/kamailio.js';
import type { ServerVersion } from './profiles/laterVersion.js';
import { openser11 } from './profiles/openser.js';
import {
  opensips14,
  opensips24,
  opensips32,
  opensips34,
  opensips35,
  opensips36,
  opensips41,
  opensips111,
} from './profiles/opensips.js';

/** Every server: the documented one, then by family and age. */
const versions: readonly ServerVersion[] = [
  documented,
  openser11,
  opensips14,
  opensips111,
  opensips24,
  opensips32,
  opensips34,
  opensips35,
  opensips36,
  opensips41,
  kamailio44,
  kamailio56,
  kamailio58,
  kamailio60,
  kamailio61,
  kamailio62dev,
];

/** The ids that `--server` takes, beside the family names. */
export const serverIds: readonly string[] = versions.map(({ id }) => id);

/**
 * The profile of a server by its id, or the newest release of a family.
 *
 * @throws UnknownServerError naming the nearest id.
 */
export function findServer(idOrFamily: string): ServerProfile {
  const exact = versions.find(({ id }) => id === idOrFamily);
  const found = exact ?? versions.findLast(({ family, id }) => family === idOrFamily && !id.endsWith('-dev'));
  if (found !== undefined) return found.profile();
  const names = [...serverIds, ...versions.map(({ family }) => family)];
  throw new UnknownServerError(idOrFamily, nearestName(idOrFamily, names));
}

/**
 * The server of a family that stands for a version, as `5.7`: the newest one that was measured and stands for no later
 * version (docs/servers.md §21). Undefined for what is no family.
 */
export function serverOfVersion(family: string, version: string): ServerProfile | undefined {
  const wanted = versionOrder(version);
  const found = versions.findLast((each) => each.family === family && versionOrder(each.since) <= wanted);
  return found?.profile();
}

/** Versions in their order: their first two numbers, of which the second may have two digits. */
function versionOrder(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 100 + minor;
}

/** Says that a server has no exec function of this name, and which it has; undefined where it has it. */
export function missingFunction({ id, functions }: ServerProfile, name: ExecFunction): string | undefined {
  return functions.includes(name) ? undefined : `${id} has no ${name}(); it has ${functions.join(', ')}`;
}
