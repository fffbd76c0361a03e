import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shellLaunch } from '../../../src/exec/process/shellLaunch.js';
import { launchWithin, needsRoot } from '../../../src/exec/surroundings/launchWithin.js';
import {
  ownAccount,
  type Surroundings,
  surroundingsRecord,
} from '../../../src/exec/surroundings/surroundings.js';

const direct = shellLaunch([{ name: 'PATH', value: Buffer.from('/usr/bin:/bin') }], Buffer.from('true'));

/** The words that start a command, the folders of tools left out, and the folder that the first tool begins in. */
function words(surroundings: Surroundings, launch = direct): string {
  const { file, args, workingDirectory } = launchWithin(launch, surroundings);
  const tool = file.replace(/^\/(?:usr\/)?s?bin\/(?=prlimit|setpriv|chroot)/, '');
  const all = [tool, ...args].map((word) => word.replace(/^\/(?:usr\/)?s?bin\/(?=setpriv|chroot)/, ''));
  return `${workingDirectory ?? '.'}: ${all.join(' ')}`;
}

const other = { name: 'routing', uid: 4711, gid: 4712, groups: [4712, 4713] };

const missing = ['prlimit', 'setpriv', 'chroot'].filter((name) =>
  ['/usr/bin', '/usr/sbin', '/bin', '/sbin'].every((folder) => !existsSync(`${folder}/${name}`)),
);
const skipped = missing.length > 0 ? ` (skipped: no ${missing.join(', ')} here)` : '';

describe.skipIf(missing.length > 0)(`what starts a command in its surroundings${skipped}`, () => {
  test.each<[string, Surroundings, string]>([
    ['none of their own', {}, '.: /bin/sh -c true'],
    ['a folder', { workingDirectory: '/srv' }, '/srv: /bin/sh -c true'],
    [
      'limits',
      {
        limits: [
          { name: 'nofile', soft: 64, hard: 128 },
          { name: 'core', soft: 0, hard: 'unlimited' },
        ],
      },
      '.: prlimit --nofile=64:128 --core=0:unlimited -- sh -c true',
    ],
    ['no limits', { limits: [] }, '.: /bin/sh -c true'],
    ['no new privileges', { noNewPrivileges: true }, '.: setpriv --no-new-privs -- sh -c true'],
    ['new privileges', { noNewPrivileges: false }, '.: /bin/sh -c true'],
    ['a umask', { umask: 0o7 }, '.: /bin/sh -c umask 0007; exec "$@" sh sh -c true'],
    [
      'another user',
      { account: other },
      '.: chroot --userspec=+4711:+4712 --groups=+4712,+4713 --skip-chdir / sh -c true',
    ],
    [
      'another user in a folder',
      { account: other, workingDirectory: '/srv' },
      '/srv: chroot --userspec=+4711:+4712 --groups=+4712,+4713 --skip-chdir / sh -c true',
    ],
    // Nothing of /none/here can be called by its bare name.
    ['another root', { rootDirectory: '/none/here' }, '.: chroot /none/here /bin/sh -c true'],
    [
      'a folder in another root, which is entered from there',
      { rootDirectory: '/', workingDirectory: '/srv' },
      '.: chroot / /bin/sh -c cd -P -- "$1" || exit 125; shift; unset OLDPWD; exec "$@" sh /srv sh -c true',
    ],
    [
      'all at once',
      {
        account: other,
        rootDirectory: '/',
        workingDirectory: '/srv',
        umask: 0o22,
        limits: [{ name: 'core', soft: 0, hard: 0 }],
        noNewPrivileges: true,
      },
      '.: prlimit --core=0:0 -- setpriv --no-new-privs -- chroot --userspec=+4711:+4712 --groups=+4712,+4713 / /bin/sh -c umask 0022; cd -P -- "$1" || exit 125; shift; unset OLDPWD; exec "$@" sh /srv sh -c true',
    ],
  ])('%s', (_name, surroundings, expected) => {
    expect(words(surroundings)).toBe(expected);
  });

  test('the shell has its bare name only where PATH leads to it first', () => {
    const limits = { limits: [{ name: 'core', soft: 0, hard: 0 }] } as const;
    const of = (path: string, shell?: string) =>
      words(limits, shellLaunch([{ name: 'PATH', value: Buffer.from(path) }], Buffer.from('true'), shell));
    const withPath = (path: string, shell?: string) => of(path, shell).replace(/^.* -- /, '');
    expect(withPath('/none:/bin')).toBe('sh -c true');
    expect(withPath('/none')).toBe('/bin/sh -c true');
    expect(withPath('bin:/usr/bin')).toBe('sh -c true');
    expect(withPath('/bin', '/usr/bin/sh')).toBe('sh -c true');
    expect(withPath('/bin', '/none/sh')).toBe('/none/sh -c true');
  });
});

test('another user or another root want root', () => {
  expect(needsRoot({})).toBe(false);
  expect(needsRoot({ account: ownAccount(), umask: 0 })).toBe(false);
  expect(needsRoot({ account: { ...ownAccount(), uid: ownAccount().uid + 1 } })).toBe(true);
  expect(needsRoot({ rootDirectory: '/' })).toBe(true);
});

describe('what a report says of the surroundings', () => {
  test('without any: those of this process', () => {
    const { name, uid, gid, groups } = ownAccount();
    expect(surroundingsRecord({}, [])).toEqual({
      user: name,
      uid,
      gid,
      groups,
      workingDirectory: process.cwd(),
      umask: process.umask().toString(8).padStart(4, '0'),
    });
  });

  test('all that there are; of two PATHs the one that counts', () => {
    const limits = [{ name: 'core', soft: 0, hard: 0 }];
    const paths = ['/old', '/new'].map((path) => ({ name: 'PATH', value: Buffer.from(path) }));
    const all = { account: other, workingDirectory: '/w', rootDirectory: '/r', umask: 0o27, limits };
    expect(surroundingsRecord({ ...all, noNewPrivileges: true }, paths)).toEqual({
      user: 'routing',
      uid: 4711,
      gid: 4712,
      groups: [4712, 4713],
      workingDirectory: '/w',
      rootDirectory: '/r',
      path: '/new',
      umask: '0027',
      limits,
      noNewPrivileges: true,
    });
  });
});
