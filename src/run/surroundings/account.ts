import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { SipexecError } from '../../errors.js';
import type { Account } from '../../exec/surroundings/surroundings.js';

/** A user or group does not exist, or the system cannot be asked. */
export class AccountError extends SipexecError {}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.$@\\-]*$/;

/**
 * A user of this system with their groups, as id(1) knows them: from /etc/passwd or wherever the system has them from.
 * In: a name or number. @throws AccountError
 */
export function accountNamed(user: string): Account {
  const uid = NAME.test(user) ? idOf(user, '-u') : undefined;
  if (uid === undefined) throw new AccountError(`there is no user ${user} on this system`);
  const gid = idOf(user, '-g') ?? '0';
  const groups = (idOf(user, '-G') ?? gid).split(' ').map(Number);
  return { name: idOf(user, '-un') ?? user, uid: Number(uid), gid: Number(gid), groups };
}

/** The same user with another main group, or further ones. In: names or numbers. @throws AccountError */
export function withGroups(account: Account, group: string | undefined, further: readonly string[]): Account {
  if (group === undefined && further.length === 0) return account;
  const gid = group === undefined ? account.gid : groupNumber(group);
  // Another main group takes the place of the user's own (initgroups(3)).
  const rest = account.groups.filter((one) => one !== account.gid);
  const groups = new Set([gid, ...rest, ...further.map(groupNumber)]);
  return { ...account, gid, groups: [...groups] };
}

/** Home and login shell of a user; undefined where the system's file does not have them. */
export function homeOf({ name }: Account): { readonly home: string; readonly shell: string } | undefined {
  const fields = databaseLine('passwd', name);
  if (fields === undefined) return undefined;
  const [, , , , , home = '/', shell = '/bin/sh'] = fields;
  return { home, shell: shell === '' ? '/bin/sh' : shell };
}

function groupNumber(group: string): number {
  if (/^\d+$/.test(group)) return Number(group);
  const number = NAME.test(group) ? databaseLine('group', group)?.[2] : undefined;
  if (number === undefined) throw new AccountError(`there is no group ${group} on this system`);
  return Number(number);
}

function idOf(user: string, option: string): string | undefined {
  const { status, stdout, error } = spawnSync('id', [option, '--', user], { encoding: 'utf8' });
  if (error !== undefined) throw new AccountError(`cannot ask id(1) for user ${user}: ${error.message}`);
  return status === 0 ? stdout.trim() : undefined;
}

/** The fields of one entry of passwd(5) or group(5), as getent(1) has it, or the file itself. */
function databaseLine(database: 'passwd' | 'group', name: string): string[] | undefined {
  const { status, stdout } = spawnSync('getent', [database, name], { encoding: 'utf8' });
  if (status === 0) return stdout.trim().split(':');
  try {
    const lines = readFileSync(`/etc/${database}`, 'utf8').split('\n');
    return lines.map((line) => line.split(':')).find(([first]) => first === name);
  } catch {
    return undefined;
  }
}
