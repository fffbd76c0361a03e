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

/** Every profile: the documented one, then by family and age. */
const profiles: readonly ServerProfile[] = [
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
export const serverIds: readonly string[] = profiles.map((profile) => profile.id);

/**
 * The profile of a server by its id, or the newest release of a family.
 *
 * @throws UnknownServerError naming the nearest id.
 */
export function findServer(idOrFamily: string): ServerProfile {
  const exact = profiles.find((profile) => profile.id === idOrFamily);
  const found = exact ?? profiles.findLast(({ family, id }) => family === idOrFamily && !id.endsWith('-dev'));
  if (found !== undefined) return found;
  const names = [...serverIds, ...profiles.map((profile) => profile.family)];
  throw new UnknownServerError(idOrFamily, nearestName(idOrFamily, names));
}

/** Says that a server has no exec function of this name, and which it has; undefined where it has it. */
export function missingFunction({ id, functions }: ServerProfile, name: ExecFunction): string | undefined {
  return functions.includes(name) ? undefined : `${id} has no ${name}(); it has ${functions.join(', ')}`;
}
