import type { ServerProfile } from '../profile.js';

/** What a version does otherwise than the one before it: rules by their groups, the other groups' rules stay. */
export type Changes = Pick<ServerProfile, 'id' | 'title' | 'since'> & {
  readonly [Group in keyof ServerProfile]?: ServerProfile[Group] extends string | readonly unknown[]
    ? ServerProfile[Group]
    : Partial<ServerProfile[Group]>;
};

/** A server of the same family that came later: as the earlier one, but for the changes. */
export function laterVersion(earlier: ServerProfile, changes: Changes): ServerProfile {
  const profile: Record<string, unknown> = { ...earlier };
  for (const [group, changed] of Object.entries(changes)) {
    const isRules = typeof changed === 'object' && !Array.isArray(changed);
    profile[group] = isRules ? { ...(profile[group] as object), ...changed } : changed;
  }
  return profile as unknown as ServerProfile;
}
