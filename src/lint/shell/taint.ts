import type { ShellAssignment } from './reference.js';

/**
 * Tells which variables of a script hold something that came with the message: what servers set, the arguments of
 * the script (exec_dset appends the request URI), and whatever is made of these.
 */
export function variablesFromMessage(assignments: readonly ShellAssignment[]): (name: string) => boolean {
  const users = new Map<string, string[]>();
  const waiting: string[] = [];
  for (const { name, from } of assignments) {
    for (const source of from) {
      if (isFromServer(source)) waiting.push(name);
      else (users.get(source) ?? users.set(source, []).get(source))?.push(name);
    }
  }
  const tainted = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (tainted.has(name)) continue;
    tainted.add(name);
    for (const user of users.get(name) ?? []) waiting.push(user);
  }
  return (name) => isFromServer(name) || tainted.has(name);
}

function isFromServer(name: string): boolean {
  return /^(?:SIP_|OSIPS_EXEC_)/.test(name) || /^(?:[1-9][0-9]*|[@*])$/.test(name);
}
