import { UnknownServerError } from './errors.js';
import { nearestWord } from './nearestWord.js';
import type { ServerProfile } from './profile.js';
import { documented } from './profiles/documented.js';
import { kamailio56, kamailio61 } from './profiles/kamailio.js';

/** Every profile: the documented one, then by family and age. */
const profiles: readonly ServerProfile[] = [documented, kamailio56, kamailio61];

/** The ids that `--server` takes, beside the family names. */
export const serverIds: readonly string[] = profiles.map((profile) => profile.id);

/**
 * The profile of a server by its id, or the newest one of a family.
 *
 * @throws UnknownServerError naming the nearest id.
 */
export function findServer(idOrFamily: string): ServerProfile {
  const exact = profiles.find((profile) => profile.id === idOrFamily);
  const found = exact ?? profiles.findLast((profile) => profile.family === idOrFamily);
  if (found !== undefined) return found;
  const names = [...serverIds, ...profiles.map((profile) => profile.family)];
  throw new UnknownServerError(idOrFamily, nearestWord(idOrFamily, names));
}
