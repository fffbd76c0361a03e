import type { ServerProfile } from './profile.js';
import { findServer, serverIds } from './servers.js';

/**
 * Names measured servers for people: those of a family that follow one another as a range, `kamailio-4.4 to kamailio-6.1`.
 */
export function serverRanges(ids: readonly string[]): string {
  const ranges: string[][] = [];
  let previous: string | undefined;
  for (const id of serverIds) {
    if (ids.includes(id)) {
      const goesOn = previous !== undefined && findServer(previous).family === findServer(id).family;
      if (goesOn) ranges.at(-1)?.push(id);
      else ranges.push([id]);
      previous = id;
    } else previous = undefined;
  }
  return ranges
    .map((range) => (range.length > 2 ? `${range[0]} to ${range.at(-1)}` : range.join(', ')))
    .join(', ');
}

/** The measured servers of which something holds, named for people; empty where it holds of none. */
export function serversWith(has: (profile: ServerProfile) => boolean): string {
  return serverRanges(serverIds.filter((id) => has(findServer(id))));
}
