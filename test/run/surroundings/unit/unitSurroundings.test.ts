import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { unitSurroundings } from '../../../../src/run/surroundings/unit/unitSurroundings.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-units-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

/** A unit of its own, in a folder of its own. */
function unit(service: string, files: Readonly<Record<string, string>> = {}): string {
  const own = join(folder, String(count++));
  const all = { 'sip.service': `[Unit]\nDescription=x\n[Service]\n${service}\n`, ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(join(own, name, '..'), { recursive: true });
    writeFileSync(join(own, name), text.replaceAll('FOLDER', own));
  }
  return join(own, 'sip.service');
}

function environmentOf(
  path: string,
  own: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(unitSurroundings(path, (name) => own[name]).environment);
}

function variable(service: string, files?: Readonly<Record<string, string>>): string | undefined {
  return environmentOf(unit(service, files)).V;
}

describe('Environment= of a unit (systemd.exec(5))', () => {
  test.each([
    ['Environment=V=word', 'word'],
    ['Environment="V=two words" W=x', 'two words'],
    ['Environment=\'V=a "b" c\'', 'a "b" c'],
    ['Environment=V="a b"', 'a b'],
    ['Environment=V=$HOME', '$HOME'],
    ['Environment=V=a\\x20b', 'a b'],
    ['Environment="V=a\\tb\\"c\\\\"', 'a\tb"c\\'],
    ['Environment=V=100%%', '100%'],
    ['Environment=V=one\nEnvironment=V=two', 'two'],
    ['Environment=V=one\nEnvironment=', undefined],
    ['Environment=V=one\nEnvironment=\nEnvironment=W=1', undefined],
    ['Environment=W=1 \\\n  V=continued', 'continued'],
    ['Environment=W=1 \\\n# a comment between\n; and another\n  V=continued', 'continued'],
    ['  Environment =  V=blanks  ', 'blanks'],
    ['# Environment=V=comment', undefined],
    ['Environment=V=a\n[Install]\nEnvironment=V=b', 'a'],
    ['Environment=V=a\nUnsetEnvironment=V', undefined],
    ['Environment=V=', ''],
  ])('%j', (service, value) => {
    expect(variable(service)).toBe(value);
  });

  test('what is no assignment is passed over, and told', () => {
    const { environment, warnings } = unitSurroundings(
      unit('Environment=V=1 nonsense 2X=3'),
      () => undefined,
    );
    expect(environment.get('V')).toBe('1');
    expect(warnings.map(({ message }) => message.replace(/^.*?:\d+: /, ''))).toEqual([
      'systemd passes over "nonsense", which is no NAME=value',
      'systemd passes over "2X=3", which is no NAME=value',
    ]);
  });
});

describe('EnvironmentFile= of a unit', () => {
  test.each([
    ['V=word', 'word'],
    ['V=two words  ', 'two words'],
    ['V="a  b "  ', 'a  b '],
    ["V='a \\ $b'", 'a \\ $b'],
    ['V="a\\"b\\$c\\d"', 'a"b$c\\d'],
    ['V=a\\\nb', 'ab'],
    ['# V=comment\n; V=comment', undefined],
    ['no assignment\nV=1', '1'],
    ['V=1\r\n', '1'],
    ['V="over\nlines"', 'over\nlines'],
    ['export V=1', undefined],
    ['V=1\nV=2', '2'],
  ])('%j', (text, value) => {
    expect(variable('EnvironmentFile=FOLDER/env', { env: text })).toBe(value);
  });

  test('replaces Environment=, wherever it stands', () => {
    expect(variable('EnvironmentFile=FOLDER/env\nEnvironment=V=unit', { env: 'V=file' })).toBe('file');
  });

  test('with - before it need not be there, and wildcards are one file after the other', () => {
    expect(variable('Environment=V=unit\nEnvironmentFile=-FOLDER/none')).toBe('unit');
    expect(variable('EnvironmentFile=FOLDER/d/*.env', { 'd/1.env': 'V=1', 'd/2.env': 'V=2' })).toBe('2');
  });

  test('an empty one takes the earlier ones back', () => {
    expect(variable('EnvironmentFile=FOLDER/env\nEnvironmentFile=', { env: 'V=file' })).toBeUndefined();
  });

  test('that is not there keeps the service from starting', () => {
    const path = unit('EnvironmentFile=/none/env');
    expect(() => environmentOf(path)).toThrow(
      `${path}:4: there is no /none/env, and systemd does not start the service without it`,
    );
  });
});

describe('the environment of a system service', () => {
  test('is not the one of this process, but for what PassEnvironment= names', () => {
    const own = { HOME: '/home/me', PATH: '/my/bin', LANG: 'x', PASSED: '1' };
    const environment = environmentOf(unit('PassEnvironment=PASSED NOT_SET'), own);
    expect(environment).toMatchObject({ PASSED: '1', PATH: expect.stringMatching(/^\/usr\/local\/sbin:/) });
    expect(environment).not.toHaveProperty('HOME');
    expect(environment).not.toHaveProperty('NOT_SET');
  });

  test('has the user, where one is named, and the folders that systemd makes', () => {
    const environment = environmentOf(unit('User=root\nRuntimeDirectory=sip other'));
    expect(environment).toMatchObject({
      USER: 'root',
      LOGNAME: 'root',
      HOME: '/root',
      RUNTIME_DIRECTORY: '/run/sip:/run/other',
    });
  });
});

describe('folder, umask, limits and privileges of a unit', () => {
  const surroundingsOf = (service: string) => unitSurroundings(unit(service), () => undefined).surroundings;

  test('without a word: /, 0022 and nothing else', () => {
    expect(surroundingsOf('Type=simple')).toEqual({
      workingDirectory: '/',
      umask: 0o022,
      limits: [],
      noNewPrivileges: false,
    });
  });

  test.each([
    ['LimitNOFILE=4096', [{ name: 'nofile', soft: 4096, hard: 4096 }]],
    ['LimitNOFILE=1024:4096', [{ name: 'nofile', soft: 1024, hard: 4096 }]],
    ['LimitCORE=infinity', [{ name: 'core', soft: 'unlimited', hard: 'unlimited' }]],
    ['LimitAS=1G', [{ name: 'as', soft: 1024 ** 3, hard: 1024 ** 3 }]],
    ['LimitCPU=1min 30s', [{ name: 'cpu', soft: 90, hard: 90 }]],
    ['LimitNOFILE=1\nLimitNOFILE=', []],
  ])('%s', (service, limits) => {
    expect(surroundingsOf(service).limits).toEqual(limits);
  });

  test.each([
    ['WorkingDirectory=/var/tmp', '/var/tmp'],
    ['WorkingDirectory=/var/tmp\nWorkingDirectory=', '/'],
    ['WorkingDirectory=~\nUser=root', '/root'],
    ['WorkingDirectory=-/not/there', '/'],
    ['ExecStart=/usr/sbin/kamailio -DD -w /var/run', '/var/run'],
    ['ExecStart=/usr/sbin/kamailio -w$DIR\nEnvironment=DIR=/opt', '/opt'],
  ])('%j', (service, workingDirectory) => {
    expect(surroundingsOf(service)).toMatchObject({ workingDirectory });
  });

  test('the options of a SIP server that starts as root name user and root directory, too', () => {
    const { account, rootDirectory } = surroundingsOf('ExecStart=/usr/sbin/opensips -u root -t /srv/sip');
    expect({ name: account?.name, rootDirectory }).toEqual({ name: 'root', rootDirectory: '/srv/sip' });
  });

  test('groups: the main one replaced, others added, an empty value takes back', () => {
    expect(
      surroundingsOf(
        'User=root\nGroup=1234\nSupplementaryGroups=1\nSupplementaryGroups=\nSupplementaryGroups=2 3',
      ).account,
    ).toMatchObject({ gid: 1234, groups: expect.arrayContaining([1234, 2, 3]) });
  });
});

describe('what a unit says that cannot be had here', () => {
  const told = (service: string) =>
    unitSurroundings(unit(service), () => undefined).warnings.map(({ message }) => message);

  test('is named, each setting once, and not where it is off', () => {
    const [first] = told(
      'PrivateTmp=yes\nPrivateTmp=yes\nProtectSystem=no\nMemoryDenyWriteExecute=true\nUser=root',
    );
    expect(first).toMatch(/not applied here: PrivateTmp=yes \(.*\); MemoryDenyWriteExecute=true \(.*\)$/);
    expect(told('ProtectSystem=no\nUser=root')).toEqual([]);
  });

  test.each([
    'SystemCallFilter=@system-service',
    'SELinuxContext=x',
    'AppArmorProfile=x',
    'ProtectSystem=full',
  ])('%s', (setting) => {
    expect(told(`User=root\n${setting}`)[0]).toContain(setting);
  });

  test('Kamailio leaves the folder of its unit, unless it runs with -D or -w', () => {
    const service = (options: string) =>
      told(`User=root\nWorkingDirectory=/var/tmp\nExecStart=/usr/sbin/kamailio ${options}`);
    expect(service('-DD')[0]).toContain('kamailio goes to / itself when it starts');
    expect(service('-D')).toEqual([]);
    expect(service('-DD -w /srv')).toEqual([]);
  });
});

describe('drop-ins of a unit', () => {
  test('are read behind it, by name', () => {
    expect(
      variable('Environment=V=unit', {
        'sip.service.d/20.conf': '[Service]\nEnvironment=V=20\n',
        'sip.service.d/10.conf': '[Service]\nEnvironment=V=10\n',
        'sip.service.d/30.txt': '[Service]\nEnvironment=V=30\n',
      }),
    ).toBe('20');
  });

  test('of a unit that is named: an earlier folder hides files of a later one, and a link to /dev/null masks', () => {
    const [own, vendor] = [join(folder, 'etc'), join(folder, 'lib')];
    for (const path of [own, vendor]) mkdirSync(join(path, 'sip.service.d'), { recursive: true });
    mkdirSync(join(own, 'service.d'));
    const write = (path: string, value: string) => writeFileSync(path, `[Service]\nEnvironment=${value}\n`);
    write(join(vendor, 'sip.service'), 'V=unit');
    write(join(vendor, 'sip.service.d/10.conf'), 'V=vendor');
    write(join(own, 'sip.service.d/10.conf'), 'W=own');
    write(join(vendor, 'sip.service.d/20.conf'), 'V=masked');
    symlinkSync('/dev/null', join(own, 'sip.service.d/20.conf'));
    write(join(own, 'service.d/all.conf'), 'X=all');
    for (const name of ['sip', 'sip.service'])
      expect(environmentOf(name, { SYSTEMD_UNIT_PATH: `${own}:${vendor}` })).toMatchObject({
        V: 'unit',
        W: 'own',
        X: 'all',
      });
  });

  test('a unit that is masked is told to be', () => {
    const own = join(folder, 'masked');
    mkdirSync(own);
    symlinkSync('/dev/null', join(own, 'sip.service'));
    expect(() => environmentOf('sip', { SYSTEMD_UNIT_PATH: own })).toThrow('the unit sip.service is masked');
  });
});

describe('a unit that cannot be used', () => {
  test.each([
    ['WorkingDirectory=/var/%i', 'WorkingDirectory= has the specifier %i, which sipexec does not expand'],
    ['Environment=A=%n', 'Environment= has the specifier %n'],
    ['EnvironmentFile=/etc/default/%i', 'EnvironmentFile= has the specifier %i'],
    ['User=%i', 'User= has the specifier %i'],
    ['User=no-such-user', 'there is no user no-such-user on this system'],
    ['User=-u', 'there is no user -u on this system'],
    ['Group=no-such-group', 'there is no group no-such-group on this system'],
    ['WorkingDirectory=var', 'WorkingDirectory=var: expected a whole path'],
    ['UMask=9', 'UMask=9: expected an octal mode'],
    ['LimitNOFILE=many', 'LimitNOFILE=many is no limit'],
    ['Environment="A=1', 'a quote of Environment= stays open'],
    ['NoNewPrivileges=perhaps', 'NoNewPrivileges=perhaps: expected yes or no'],
    ['nonsense', 'expected NAME=value'],
  ])('%j', (service, message) => {
    expect(() => unitSurroundings(unit(service), () => undefined)).toThrow(`sip.service:4: ${message}`);
  });

  test('a file without sections is none', () => {
    const path = join(folder, 'no.service');
    writeFileSync(path, 'User=root\n');
    expect(() => environmentOf(path)).toThrow(
      'no.service:1: no section begins before this line: it is no unit',
    );
  });
});
