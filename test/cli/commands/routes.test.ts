import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { request, sipexec } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-routes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function config(text: string): string {
  writeFileSync(join(folder, 'a.cfg'), text);
  return 'a.cfg';
}

const run = (...args: string[]) => sipexec(args, request(), { cwd: folder });

describe('--route', () => {
  test.each([
    ['kamailio-5.6', 'msg', 'failure'],
    ['kamailio-5.6', 'dset', 'event'],
    ['kamailio-5.6', 'avp', 'local'],
    ['kamailio-5.6', 'cmd', 'branch'],
    ['kamailio-5.6', 'cmd', 'onsend'],
    ['opensips-3.6', 'exec', 'startup'],
    ['opensips-3.6', 'exec', 'onreply'],
    ['opensips-2.4', 'msg', 'timer'],
  ])('%s lets %s stand in a %s route', async (server, command, route) => {
    const result = await run(
      command,
      'echo sip:a@b; cat >/dev/null #',
      '--server',
      server,
      '--route',
      route,
      '-q',
    );
    expect(result).toMatchObject({ status: 0, stderr: '' });
  });

  test.each([
    [
      'kamailio-5.6',
      'msg',
      'branch',
      /^exec_msg\(\) cannot stand in a branch route, only in request, failure, local and event routes; exec_cmd\(\) can: kamailio-5\.6 does not start$/,
    ],
    ['kamailio-5.6', 'dset', 'onreply', /^exec_dset\(\) cannot stand in an onreply route/],
    ['kamailio-5.6', 'avp', 'onsend', /^exec_avp\(\) cannot stand in an onsend route/],
    ['kamailio-5.6', 'msg', 'startup', /^kamailio-5\.6 has no startup route and does not start with one$/],
    ['opensips-3.6', 'exec', 'branch', /^exec\(\) cannot stand in a branch route/],
    ['opensips-2.4', 'dset', 'local', /^exec_dset\(\) cannot stand in a local route/],
    [
      'openser-1.1',
      'msg',
      'onreply',
      /^exec_msg\(\) cannot stand in an onreply route, only in request and failure routes: openser-1\.1 does not start$/,
    ],
  ])('%s does not start with %s in a %s route', async (server, command, route, message) => {
    const result = await run(command, 'touch ran', '--server', server, '--route', route);
    expect(result).toMatchObject({ status: 125, stdout: '' });
    expect(result.stderr.replace(/^sipexec: /, '').trimEnd()).toMatch(message);
  });

  test('an unknown one is named with those that there are', async () => {
    const result = await run('msg', 'true', '--route', 'reply');
    expect(result).toMatchObject({ status: 125, stdout: '' });
    expect(result.stderr).toContain('onreply');
  });
});

describe('the place of a call in a configuration', () => {
  const file = () =>
    config(`#!KAMAILIO
loadmodule "exec.so"
failure_route[F] { exec_msg("cat >/dev/null"); }
onreply_route[R] { exec_msg("touch ran"); }
branch_route[B] { exec_cmd("true"); }
reply_route { exec_avp("touch ran"); }
event_route[tm:local-request] { exec_msg("cat >/dev/null"); }
`);

  test.each([3, 5, 7])('line %d runs', async (line) => {
    expect(await run('run', `${file()}:${line}`, '-q')).toMatchObject({ status: 0, stderr: '' });
  });

  test.each([
    [4, 'exec_msg() cannot stand in an onreply route'],
    [6, 'exec_avp() cannot stand in an onreply route'],
  ])('line %d keeps the server from starting, and nothing runs', async (line, message) => {
    const result = await run('run', `${file()}:${line}`);
    expect(result).toMatchObject({ status: 125, stdout: '' });
    expect(result.stderr).toContain(`sipexec: a.cfg:${line}: ${message}`);
  });

  test('scan and lint find it', async () => {
    const [scanned, json, linted] = await Promise.all([
      run('scan', file()),
      run('scan', '--json', file()),
      run('lint', file()),
    ]);
    expect(scanned.stderr.match(/misplaced-function/g)).toHaveLength(2);
    expect(
      JSON.parse(json.stdout).problems.map(({ code, line }: { code: string; line: number }) => [code, line]),
    ).toEqual([
      ['misplaced-function', 4],
      ['misplaced-function', 6],
    ]);
    expect(linted.stdout.match(/misplaced-function/g)).toHaveLength(2);
  });

  test('async() and launch() of OpenSIPS are shown and run as they do', async () => {
    config(`#!OPENSIPS
loadmodule "exec.so"
route {
  async(exec("echo a >&2", "$ru", $var(out)), resume);
  launch(exec("echo b >&2"));
}
`);
    const scanned = await run('scan', 'a.cfg');
    expect(scanned.stdout.split('\n')).toEqual([
      'a.cfg:4:9: exec("echo a >&2", "$ru", $var(out)) in route (async: the script goes on in its resume route when the command has ended)',
      'a.cfg:5:10: exec("echo b >&2") in route (launch: the script does not wait for the command)',
      '',
    ]);
    const [first, second] = await Promise.all([run('run', 'a.cfg:4'), run('run', 'a.cfg:5')]);
    expect(first).toMatchObject({ status: 0, stdout: 'exit status 0\n' });
    expect(first.stderr).toContain('a.cfg:4:9: async(): the script goes on in its resume route');
    expect(second.stderr).toContain('a.cfg:5:10: launch(): the script goes on at once');
  });
});

describe('a command that is put together by assignments', () => {
  const file = () =>
    config(`#!KAMAILIO
request_route {
  $var(c) = "echo [a] " + $rU + " >&2; cat >/dev/null #";
  exec_msg($var(c));
  if ($rU == "x") { $var(c) = "other"; }
  exec_msg($var(c));
}
`);

  test('run follows it, and says so', async () => {
    const result = await run('run', `${file()}:4`);
    expect(result).toMatchObject({ status: 0, stdout: 'exit status 0\n' });
    expect(result.stderr.split('\n')).toEqual(
      expect.arrayContaining([
        'sipexec: a.cfg:4:3: $var(c) is put together from assignments before: echo [a] $(rU) >&2; cat >/dev/null #',
        '[a] bob',
      ]),
    );
  });

  test('a value that is said counts more', async () => {
    const result = await run('run', `${file()}:4`, '--var', 'c=echo said >&2; cat >/dev/null');
    expect(result.stderr).toContain('said\n');
    expect(result.stderr).not.toContain('[a]');
  });

  test('what could not be followed is told, and runs with a value that is said', async () => {
    const result = await run('run', `${file()}:6`);
    expect(result).toMatchObject({ status: 125, stdout: '' });
    expect(result.stderr).toContain(
      'a.cfg:6: the command of exec_msg() is $var(c), and its value is not known: it is assigned under a condition in line 5; give it with --var NAME=VALUE',
    );
    expect(await run('run', `${file()}:6`, '--var', 'c=cat >/dev/null', '-q')).toMatchObject({ status: 0 });
  });

  test('a variable within quotes that nobody assigns is told as well', async () => {
    config('#!KAMAILIO\nrequest_route {\n  exec_cmd("$var(c)");\n  exec_msg("$var(d) -a");\n}\n');
    const [scanned, linted, ran, given] = await Promise.all([
      run('scan', 'a.cfg'),
      run('lint', 'a.cfg'),
      run('run', 'a.cfg:4'),
      run('run', 'a.cfg:4', '--var', 'd=cat >/dev/null; echo said >&2 #'),
    ]);
    expect(scanned.stdout).toBe(
      'a.cfg:3:3: exec_cmd("$var(c)") in request_route (not followed: nothing in this route assigns $var(c) before)\n' +
        'a.cfg:4:3: exec_msg("$var(d) -a") in request_route (not followed: nothing in this route assigns $var(d) before)\n',
    );
    expect(linted.stdout.split('\n').filter((line) => line.endsWith('[command-not-followed]'))).toEqual([
      'a.cfg:3:12: what $var(c) runs is not looked at: nothing in this route assigns $var(c) before [command-not-followed]',
      'a.cfg:4:12: what $var(d) runs is not looked at: nothing in this route assigns $var(d) before [command-not-followed]',
    ]);
    expect(ran).toMatchObject({
      status: 125,
      stdout: '',
      stderr:
        'sipexec: a.cfg:4: the command of exec_msg() begins with $var(d), and its value is not known: nothing in this route assigns $var(d) before; give it with --var NAME=VALUE\n',
    });
    expect(given).toMatchObject({ status: 0, stdout: 'exit status 0\n' });
    expect(given.stderr).toContain('said\n');
  });

  test("OpenSIPS' .= is followed as it appends", async () => {
    config(`#!OPENSIPS
route {
  $var(c) = "echo [a]";
  $var(c) .= " " + $rU;
  $var(c) .= " >&2; cat >/dev/null";
  exec($var(c));
}
`);
    const [scanned, ran, linted] = await Promise.all([
      run('scan', 'a.cfg'),
      run('run', 'a.cfg:6'),
      run('lint', 'a.cfg'),
    ]);
    expect(scanned.stdout).toBe(
      'a.cfg:6:3: exec("echo [a] $(rU) >&2; cat >/dev/null") in route (put together from $var(c))\n',
    );
    expect(ran).toMatchObject({ status: 0, stdout: 'exit status 0\n' });
    expect(ran.stderr).toContain('[a] bob\n');
    expect(linted.stdout).toMatch(/^a\.cfg:4:20: \$\(rU\) is not quoted/);
  });

  test('scan shows both, and lint judges what is known', async () => {
    const [scanned, linted] = await Promise.all([run('scan', file()), run('lint', file())]);
    expect(scanned.stdout).toBe(
      'a.cfg:4:3: exec_msg("echo [a] $(rU) >&2; cat >/dev/null #") in request_route (put together from $var(c))\n' +
        'a.cfg:6:3: exec_msg($var(c)) in request_route (not followed: it is assigned under a condition in line 5)\n',
    );
    expect(linted.stdout).toMatch(/^a\.cfg:3:27: \$\(rU\) is not quoted/);
    expect(linted.stdout).toContain('a.cfg:6:12: what $var(c) runs is not looked at');
  });
});
