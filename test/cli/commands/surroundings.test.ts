import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { door, request, sipexec } from '../program.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sipexec-surroundings-')));
afterAll(() => rmSync(folder, { recursive: true }));
chmodSync(folder, 0o755);

function file(name: string, text: string, mode = 0o755): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const isRoot = process.getuid?.() === 0;
const [uid, gid] = ['-u', '-g'].map((option) =>
  execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }).trim(),
);
/** The program where a user who may not enter the project can start it. */
const copiedDoor = join(folder, 'program/bin/sipexec.cjs');
if (isRoot) {
  cpSync(dirname(door), join(folder, 'program/bin'), { recursive: true });
  cpSync(join(dirname(door), '../dist'), join(folder, 'program/dist'), { recursive: true });
}

const named = ['--server', 'kamailio-5.6'];

/** What a command prints within some surroundings. */
async function printed(command: string, ...options: string[]): Promise<string> {
  const run = await sipexec(
    ['msg', `cat >/dev/null; ${command}`, ...named, '--json', ...options],
    request(),
    {
      cwd: folder,
    },
  );
  expect(run).toMatchObject({ status: 0, stderr: '' });
  return JSON.parse(run.stdout).stdout;
}

describe('the folder, PATH and umask of the daemon', () => {
  test('--cwd is where commands run, relative to this folder', async () => {
    mkdirSync(join(folder, 'below'));
    expect(await printed('pwd', '--cwd', 'below')).toBe(`${folder}/below\n`);
  });

  test('--umask is octal, and --path is PATH', async () => {
    expect(await printed('umask; echo $$PATH', '--umask', '027', '--path', '/bin:/opt/x')).toBe(
      '0027\n/bin:/opt/x\n',
    );
  });

  test('the shell has its bare name in what it says, as in a server', async () => {
    const run = await sipexec(
      ['msg', 'no-such-command', ...named, '--umask', '077', '-q', '--json'],
      request(),
    );
    expect(JSON.parse(run.stdout).stderr).toMatch(/^sh: /);
  });

  test('bytes that are no UTF-8 reach the command all the same', async () => {
    const run = await sipexec(
      [
        'msg',
        'cat >/dev/null; umask; printf %s "$$SIP_HF_SUBJECT" | od -An -tx1',
        ...named,
        '--umask',
        '077',
        '--json',
      ],
      request({ Subject: 'a\xffb' }),
    );
    expect(JSON.parse(run.stdout).stdout).toBe('0077\n 61 ff 62\n');
  });

  test('-v and --json say them', async () => {
    const options = ['--cwd', '/', '--umask', '027', '--path', '/bin'];
    const [text, json] = await Promise.all([
      sipexec(['msg', 'true', ...named, ...options, '-v'], request()),
      sipexec(['msg', 'true', ...named, ...options, '--json'], request()),
    ]);
    expect(text.stderr).toMatch(
      /^user: \S+ \(\d+:\d+\); folder: \/; umask: 0027; shell: \/bin\/sh\nPATH: \/bin$/m,
    );
    expect(JSON.parse(json.stdout).surroundings).toMatchObject({
      user: expect.any(String),
      uid: process.getuid?.(),
      workingDirectory: '/',
      path: '/bin',
      umask: '0027',
    });
  });

  test('without a word they are those of this process, and are told, too', async () => {
    const run = await sipexec(['msg', 'true', ...named, '--json'], request(), { cwd: folder });
    expect(JSON.parse(run.stdout).surroundings).toMatchObject({
      workingDirectory: folder,
      path: process.env.PATH,
    });
  });
});

describe('a relative command', () => {
  const script = 'relative.sh';
  file(script, '#!/bin/sh\ncat >/dev/null\n');
  const remark =
    "./relative.sh is relative to the daemon's folder, which is / unless told otherwise: write its whole path, or say with --cwd where the daemon runs [relative-command]";

  test.each([`./${script}`, `sh ./${script}`])("%s gets a remark on the daemon's folder", async (command) => {
    const run = await sipexec(['msg', command, ...named], request(), { cwd: folder });
    expect(run).toMatchObject({ status: 0, stderr: `sipexec: warning: ${remark}\n` });
  });

  test('gets none where the folder was told, and a whole path gets none', async () => {
    for (const words of [[`./${script}`, '--cwd', '.'], [join(folder, script)]]) {
      const run = await sipexec(['msg', ...words, ...named], request(), { cwd: folder });
      expect(run).toMatchObject({ status: 0, stderr: '' });
    }
  });
});

describe('--unit', () => {
  test('takes folder, umask, environment and limits, and names what cannot be had here', async () => {
    const unit = file(
      'all.service',
      `[Service]
WorkingDirectory=${folder}
UMask=0027
Environment="A=a b" B=$HOME
EnvironmentFile=${folder}/environment
LimitNOFILE=256
NoNewPrivileges=yes
PrivateTmp=yes
`,
    );
    file('environment', 'C="c"\n');
    const script =
      'pwd; umask; echo "$$A $$B $$C [$$OWN]"; ulimit -n; grep NoNewPrivs /proc/self/status; cat >/dev/null';
    const run = await sipexec(['msg', script, ...named, '--json', '--unit', unit], request(), {
      env: { OWN: 'mine' },
    });
    const record = JSON.parse(run.stdout);
    expect(record.stdout).toBe(`${folder}\n0027\na b $HOME c []\n256\nNoNewPrivs:\t1\n`);
    expect(record.surroundings).toMatchObject({
      workingDirectory: folder,
      umask: '0027',
      limits: [{ name: 'nofile', soft: 256, hard: 256 }],
      noNewPrivileges: true,
    });
    expect(record.warnings).toContainEqual({
      code: 'unit-not-applied',
      message: `${unit}: not applied here: PrivateTmp=yes (the daemon has a /tmp and a /var/tmp of its own)`,
    });
  });

  test('has of this process only what PassEnvironment= names', async () => {
    const unit = file('pass.service', '[Service]\nPassEnvironment=PASSED NOT_SET\n');
    const command = '/bin/cat >/dev/null; echo "[$$PASSED] [$${NOT_SET-unset}] [$$OWN]"';
    const run = await sipexec(['msg', command, ...named, '--json', '--unit', unit], request(), {
      env: { PASSED: 'yes', OWN: 'mine' },
    });
    expect(JSON.parse(run.stdout).stdout).toBe('[yes] [unset] []\n');
  });

  test.each([
    ['ProtectSystem=strict', 'system folders are read-only for the daemon'],
    ['PrivateTmp=yes', 'the daemon has a /tmp and a /var/tmp of its own'],
    ['MemoryDenyWriteExecute=yes', 'programs that make code while they run fail, as Node and Java do'],
    ['SystemCallFilter=@system-service', 'system calls beside these end or fail'],
    ['SELinuxContext=x', "SELinux's rules hold"],
    ['AppArmorProfile=x', "AppArmor's rules hold"],
  ])('names %s, which it cannot apply here', async (setting, what) => {
    const unit = file('sandbox.service', `[Service]\n${setting}\n`);
    const run = await sipexec(['msg', '/bin/true', ...named, '--unit', unit], request());
    expect([run.status, run.stderr]).toEqual([
      0,
      `sipexec: warning: ${unit}: not applied here: ${setting} (${what}) [unit-not-applied]\n`,
    ]);
  });

  test('is below what is said beside it', async () => {
    file('below.service', '[Service]\nUMask=0027\nEnvironment=A=unit PATH=/unit\n');
    const options = [
      '--unit',
      './below.service',
      '--umask',
      '077',
      '--env',
      'A=own',
      '--path',
      '/bin',
      '--cwd',
      '/',
    ];
    const run = await sipexec(
      ['msg', 'cat >/dev/null; umask; echo $$A $$PATH; pwd', ...named, '--json', ...options],
      request(),
      { cwd: folder },
    );
    expect(JSON.parse(run.stdout).stdout).toBe('0077\nown /bin\n/\n');
  });

  test('is found by name with its drop-ins', async () => {
    file('units/sip.service', '[Service]\nEnvironment=A=unit\n');
    file('units/sip.service.d/a.conf', '[Service]\nEnvironment=A=drop-in\n');
    const run = await sipexec(
      ['msg', '/bin/cat >/dev/null; echo $$A', ...named, '--json', '--unit', 'sip'],
      request(),
      { env: { SYSTEMD_UNIT_PATH: join(folder, 'units') } },
    );
    expect(JSON.parse(run.stdout).stdout).toBe('drop-in\n');
  });
});

describe.skipIf(!isRoot)('the user of the daemon (skipped where not root runs the tests)', () => {
  test('-v tells user, folder, PATH and umask of a unit and of options before the command runs', async () => {
    const unit = file('told.service', '[Service]\nUser=nobody\nUMask=0027\nWorkingDirectory=/\n');
    const options = ['--unit', unit, '--path', '/bin:/usr/bin', '-v'];
    const run = await sipexec(['msg', 'cat >/dev/null; pwd >&2', ...named, ...options], request());
    expect(run.stderr).toMatch(
      new RegExp(
        `^transport: .*\\n(?:SIP_.*\\n)*user: nobody \\(${uid}:${gid}\\); folder: /; umask: 0027; shell: /bin/sh\\nPATH: /bin:/usr/bin\\n(?:SIP_.*\\n)*\\+ cat >/dev/null; pwd >&2\\n/\\nended: `,
        'm',
      ),
    );
  });

  test('--user becomes that user, with their groups', async () => {
    expect(await printed('id -u; id -g; id -G', '--user', 'nobody', '--cwd', '/')).toBe(
      `${uid}\n${gid}\n${gid}\n`,
    );
    expect(await printed('id -u; id -g', '--user', 'nobody:0', '--cwd', '/')).toBe(`${uid}\n0\n`);
  });

  test('User=, Group= and SupplementaryGroups= of a unit', async () => {
    const unit = file('user.service', '[Service]\nUser=nobody\nGroup=1\nSupplementaryGroups=2 3\n');
    expect(await printed('id -u; id -g; id -G; echo $$USER', '--unit', unit)).toBe(
      `${uid}\n1\n1 2 3\nnobody\n`,
    );
  });

  test('RootDirectory= of a unit', async () => {
    const root = join(folder, 'root');
    const libraries = execFileSync('ldd', ['/bin/sh'], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
    for (const path of ['/bin/sh', ...libraries])
      cpSync(realpathSync(path), join(root, path), { recursive: true });
    mkdirSync(join(root, 'inner'));
    const unit = file('root.service', `[Service]\nRootDirectory=${root}\nWorkingDirectory=/inner\n`);
    const command = 'pwd; echo /b* /inn*';
    const run = await sipexec(['msg', command, ...named, '--json', '--unit', unit], request());
    expect(JSON.parse(run.stdout).stdout).toBe('/inner\n/bin /inner\n');
  });

  test('what file modes keep them from is a finding of the run', async () => {
    const script = file('closed/mine.sh', '#!/bin/sh\ntouch x\n', 0o700);
    const run = await sipexec(['msg', `${script} >> ${folder}/log`, ...named, '--user', 'nobody'], request());
    expect(run.status).not.toBe(0);
    expect(run.stderr).toContain(
      `${script}: nobody may not run it (mode 0700, owner 0, group 0) [no-access]`,
    );
    expect(run.stderr).toContain(`the folder of ${folder}/log: nobody may not write it (mode 0755`);
  });

  test('an interpreter that they may not run is a finding of the run', async () => {
    const interpreter = file('interpreter', '#!/bin/sh\nexec /bin/sh "$@"\n', 0o700);
    const script = file('interpreted.sh', `#!${interpreter} -e\ncat >/dev/null\n`);
    const why = `${interpreter}, the interpreter of ${script}: nobody may not run it (mode 0700, owner 0, group 0) [no-access]`;
    const run = await sipexec(['msg', script, ...named, '--user', 'nobody', '-q'], request());
    expect([run.status, run.stdout]).toEqual([126, 'exit status 126\n']);
    const told = await sipexec(['msg', script, ...named, '--user', 'nobody'], request());
    expect(told.stderr).toContain(`sipexec: warning: ${why}\n`);
    const message = file('message3.sip', request(), 0o644);
    const other = await asNobody('msg', script, message, ...named, '--user', 'daemon');
    expect([other.status, other.stderr.split('\n')[0]]).toEqual([
      125,
      `sipexec: warning: ${why.replace('nobody', 'daemon')}`,
    ]);
    // Root may run it: it is the user who may not.
    expect((await sipexec(['msg', script, ...named, '-q'], request())).status).toBe(0);
  });

  test('an interpreter that env finds is looked at, too', async () => {
    file('bin/own-sh', '#!/bin/sh\nexec /bin/sh "$@"\n', 0o700);
    const script = file('by-env.sh', '#!/usr/bin/env own-sh\ncat >/dev/null\n');
    const options = ['--user', 'nobody', '--path', `${folder}/bin:/usr/bin:/bin`];
    const run = await sipexec(['msg', script, ...named, ...options], request());
    expect(run.stderr).toContain(
      `own-sh, the interpreter of ${script}: nobody may not run it (mode 0700, owner 0, group 0) [no-access]`,
    );
  });

  test('a user who is not root runs nothing, and is told what stands in the way', async () => {
    const script = file('closed2/mine.sh', '#!/bin/sh\ntouch x\n');
    chmodSync(dirname(script), 0o700);
    const message = file('message.sip', request(), 0o644);
    const run = await asNobody('msg', script, message, ...named, '--user', 'root:0');
    expect(run).toEqual({
      status: 125,
      stdout: '',
      stderr: `sipexec: nobody has no right to become user root, and nothing was run (the modes of the files that the command names would not stop it): run sipexec as root, or with --user nobody to try it as yourself\n`,
    });
    const other = await asNobody('msg', `${script} /etc/shadow`, message, ...named, '--user', 'daemon');
    expect(other.status).toBe(125);
    expect(other.stderr.split('\n')).toEqual([
      `sipexec: warning: ${script}: daemon may not enter ${dirname(script)} (mode 0700, owner 0, group 0) [no-access]`,
      expect.stringMatching(
        /^sipexec: warning: \/etc\/shadow: daemon may not read it \(mode 0640, .*\[no-access\]$/,
      ),
      expect.stringMatching(
        /^sipexec: nobody has no right to become user daemon, and nothing was run \(file modes/,
      ),
      '',
    ]);
  });

  test('a user may name themselves', async () => {
    const message = file('message2.sip', request(), 0o644);
    const run = await asNobody('msg', ':', message, ...named, '--user', 'nobody');
    expect(run).toEqual({ status: 0, stdout: 'exit status 0\n', stderr: '' });
  });

  async function asNobody(...args: string[]) {
    const words = [
      '--reuid',
      uid as string,
      '--regid',
      gid as string,
      '--clear-groups',
      process.execPath,
      copiedDoor,
    ];
    const run = await execa('setpriv', [...words, ...args], {
      reject: false,
      cwd: '/',
      stripFinalNewline: false,
    });
    return { status: run.exitCode, stdout: run.stdout, stderr: run.stderr };
  }
});

describe('.sipexec.yaml and suites', () => {
  test('a project file says them, its paths relative to itself', async () => {
    const project = join(folder, 'project');
    file(
      'project/.sipexec.yaml',
      'server: kamailio-5.6\ncwd: run\numask: 0027\npath: /bin:/usr/bin\n',
      0o644,
    );
    mkdirSync(join(project, 'run'));
    mkdirSync(join(project, 'deep'));
    const run = await sipexec(['msg', 'cat >/dev/null; pwd; umask; echo $$PATH', '--json'], request(), {
      cwd: join(project, 'deep'),
    });
    expect(JSON.parse(run.stdout).stdout).toBe(`${project}/run\n0027\n/bin:/usr/bin\n`);
    const config = await sipexec(['config'], '', { cwd: join(project, 'deep') });
    expect(config.stdout).toContain(`cwd: ${project}/run (../.sipexec.yaml:2:`);
  });

  test('cwd, path, umask and unit of a case', async () => {
    file('suite/sip.service', '[Service]\nEnvironment=A=unit\nUMask=0077\n', 0o644);
    mkdirSync(join(folder, 'suite/below'));
    const suite = file(
      'suite/suite.yaml',
      `server: kamailio-5.6
defaults:
  message: |
    OPTIONS sip:a@b SIP/2.0
    Via: SIP/2.0/UDP a;branch=z9hG4bK1
    From: <sip:a@b>;tag=1
    To: <sip:a@b>
    Call-ID: 1
    CSeq: 1 OPTIONS
cases:
  - name: each alone
    msg: 'cat >/dev/null; pwd; umask; echo $$PATH'
    cwd: below
    umask: 0027
    path: /bin:/usr/bin
    expect: { stdout: { equals: "${folder}/suite/below\\n0027\\n/bin:/usr/bin\\n" } }
  - name: a unit
    msg: 'cat >/dev/null; pwd; umask; echo $$A'
    unit: ./sip.service
    expect: { stdout: { equals: "/\\n0077\\nunit\\n" } }
`,
      0o644,
    );
    const run = await sipexec(['test', suite]);
    expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining('2 passed') });
  });

  test('a user who does not exist is an error of the case', async () => {
    const suite = file(
      'suite/user.yaml',
      'cases:\n  - { name: x, msg: "true", user: no-such-user, message: ./message.sip, expect: { exitStatus: 0 } }\n',
      0o644,
    );
    file('suite/message.sip', request(), 0o644);
    const run = await sipexec(['test', suite]);
    expect(run.status).not.toBe(0);
    expect(run.stdout + run.stderr).toContain('there is no user no-such-user on this system');
  });
});

describe('what cannot be had is one line, with status 125 and nothing run', () => {
  const proof = join(folder, 'ran');
  test.each([
    [['--user', 'no-such-user'], 'there is no user no-such-user on this system'],
    [['--user', 'nobody:no-such-group'], 'there is no group no-such-group on this system'],
    [['--user', ':x'], 'user :x: expected a name or number, or USER:GROUP'],
    [['--cwd', '/no/such/folder'], 'the working directory /no/such/folder: no such file'],
    [['--cwd', '/etc/passwd'], 'the working directory /etc/passwd: it is no directory'],
    [['--umask', '9'], 'umask 9: expected an octal mode from 0 to 777'],
    [['--umask', '1000'], 'umask 1000: expected an octal mode from 0 to 777'],
    [['--unit', '/no/such.service'], 'cannot read the unit /no/such.service: no such file'],
    [['--unit', '/etc'], 'cannot read the unit /etc: it is a directory'],
    [['--unit', 'no-such-unit'], /^sipexec: there is no unit no-such-unit\.service in \/etc/],
    [['--unit', 'x.socket'], 'x.socket is no service: expected a unit that ends in .service'],
  ])('%j', async (options, message) => {
    const run = await sipexec(['msg', `touch ${proof}`, ...named, ...options], request());
    expect(run).toMatchObject({ status: 125, stdout: '' });
    if (typeof message === 'string') expect(run.stderr).toBe(`sipexec: ${message}\n`);
    else expect(run.stderr).toMatch(message);
    expect(run.stderr.split('\n')).toHaveLength(2);
    expect(() => realpathSync(proof)).toThrow();
  });

  test('a unit with specifiers', async () => {
    const unit = file('at@.service', '[Service]\nWorkingDirectory=/var/lib/%i\n');
    const run = await sipexec(['msg', `touch ${proof}`, ...named, '--unit', unit], request());
    expect(run).toMatchObject({
      status: 125,
      stderr: `sipexec: ${unit}:2: WorkingDirectory= has the specifier %i, which sipexec does not expand: give it a copy of the unit with what it stands for\n`,
    });
  });

  test('a unit of many megabytes', async () => {
    const unit = file('large.service', `[Service]\n${'#'.repeat(2_000_000)}\n`);
    const run = await sipexec(['msg', `touch ${proof}`, ...named, '--unit', unit], request());
    expect(run).toMatchObject({ status: 125, stderr: expect.stringContaining('at most 1048576 are read') });
  });
});
