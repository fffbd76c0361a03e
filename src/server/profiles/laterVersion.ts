import type { ServerProfile } from '../profile.js';

/** A server by its name and version; its profile is put together when somebody asks for it. */
export interface ServerVersion extends Pick<ServerProfile, 'id' | 'family'> {
  profile(): ServerProfile;
}

/** Names that a version does not have any more, and those that it has beside the others, with a blank between them. */
export interface NameChanges {
  readonly dropped?: string;
  readonly added?: string;
}

type ChangedGroup<Group> = {
  readonly [Rule in keyof Group]?: Rule extends 'names' ? NameChanges : Group[Rule];
};

/** What a version does differently from the one before it, by groups of rules; a rule that is not here stays. */
export type Changes = Pick<ServerProfile, 'id' | 'title'> & {
  readonly [Group in Exclude<keyof ServerProfile, 'id' | 'title' | 'standsFor' | 'family'>]?: NonNullable<
    ServerProfile[Group]
  > extends readonly unknown[]
    ? ServerProfile[Group]
    : ChangedGroup<NonNullable<ServerProfile[Group]>>;
};

/** The oldest server of a family, whose profile says all. */
export function oldestVersion(profile: ServerProfile): ServerVersion {
  const { id, family } = profile;
  return { id, family, profile: () => profile };
}

/** A server of the same family that came later: as the earlier one, but for the changes. */
export function laterVersion(earlier: ServerVersion, changes: Changes): ServerVersion {
  const { id } = changes;
  let profile: ServerProfile | undefined;
  return {
    id,
    family: earlier.family,
    profile() {
      profile ??= changedProfile(earlier.profile(), changes);
      return profile;
    },
  };
}

function changedProfile(earlier: ServerProfile, changes: Changes): ServerProfile {
  const profile: Record<string, unknown> = { ...earlier };
  for (const [group, changed] of Object.entries(changes)) {
    const isRules = typeof changed === 'object' && !Array.isArray(changed);
    profile[group] = isRules ? changedGroup(profile[group] as object, changed) : changed;
  }
  return profile as unknown as ServerProfile;
}

function changedGroup(earlier: object | undefined, changes: object): object {
  const group: Record<string, unknown> = { ...earlier, ...changes };
  if ('names' in changes)
    group.names = changedNames((earlier as { names: readonly string[] }).names, changes.names as NameChanges);
  return group;
}

function changedNames(earlier: readonly string[], { dropped = '', added = '' }: NameChanges): string[] {
  const gone = dropped.split(' ');
  const kept = earlier.filter((name) => !gone.includes(name));
  return added === '' ? kept : [...kept, ...added.split(' ')];
}
