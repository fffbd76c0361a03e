import type { EnvironmentEntry } from '../../exec/environment.js';

/** What one server makes of a message. */
export interface ComparedServer {
  readonly id: string;
  readonly outcome: 'ran' | 'refused' | 'dropped';
  /** Why it was refused or dropped. */
  readonly reason?: string;
  /** The variables of its block; empty where nothing would run. */
  readonly entries: readonly EnvironmentEntry[];
}

/** What several servers make of one message. */
export interface Comparison {
  readonly servers: readonly (ComparedServer & { readonly seen: readonly EnvironmentEntry[] })[];
  /** The variables that are not the same on all servers where the command would run, by name. */
  readonly differences: readonly VariableDifference[];
  /** How many variables are the same on all of them. */
  readonly same: number;
}

/** A variable that servers set differently. */
export interface VariableDifference {
  readonly name: string;
  /** A value for each server in order; undefined where the variable is not set, or nothing would run. */
  readonly values: readonly (Buffer | undefined)[];
}

/**
 * Finds out where servers differ.
 * @param seenBy what a command sees of a server's block
 */
export function compareServers(
  compared: readonly ComparedServer[],
  seenBy: (entries: readonly EnvironmentEntry[]) => readonly EnvironmentEntry[],
): Comparison {
  const servers = compared.map((server) => ({
    ...server,
    seen: server.outcome === 'ran' ? seenBy(server.entries) : [],
  }));
  const running = servers.filter(({ outcome }) => outcome === 'ran');
  const names = [...new Set(running.flatMap(({ seen }) => seen.map(({ name }) => name)))].sort();
  const all = names.map((name) => ({ name, values: servers.map(({ seen }) => valueIn(seen, name)) }));
  const differences = all.filter(({ name }) => !isSame(running.map(({ seen }) => valueIn(seen, name))));
  return { servers, differences, same: all.length - differences.length };
}

/** What becomes of the message on a server, in words. */
export function outcomeText({ outcome, reason, seen }: Comparison['servers'][number]): string {
  if (reason !== undefined) return `${outcome}: ${reason}`;
  return seen.length === 0 ? `${outcome}, with no variable set` : outcome;
}

/**
 * The servers that set any variable, and the variables in which these differ, with values in the servers' order. A server that
 * sets none would differ in every variable: reports name it once, with its outcome.
 */
export function amongThoseThatSet({ servers, differences }: Comparison): {
  readonly ids: readonly string[];
  readonly differences: readonly VariableDifference[];
} {
  const setting = servers.flatMap(({ seen }, i) => (seen.length > 0 ? [i] : []));
  return {
    ids: setting.map((i) => servers[i]?.id as string),
    differences: differences
      .map(({ name, values }) => ({ name, values: setting.map((i) => values[i]) }))
      .filter(({ values }) => !isSame(values)),
  };
}

function valueIn(entries: readonly EnvironmentEntry[], name: string): Buffer | undefined {
  return entries.find((entry) => entry.name === name)?.value;
}

function isSame(values: readonly (Buffer | undefined)[]): boolean {
  const [first, ...others] = values;
  return others.every((value) =>
    value === undefined || first === undefined ? value === first : value.equals(first),
  );
}
