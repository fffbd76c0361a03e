import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { newestOf } from '../../../src/server/series.js';
import { sipexec as program } from '../program.js';

const folder = mkdtempSync(`${tmpdir()}/sipexec-run-`);
afterAll(() => rmSync(folder, { recursive: true }));

/** A configuration in a file of its own. */
function configFile(text: string): string {
  const name = `${folder}/test.cfg`;
  writeFileSync(name, text, 'latin1');
  return name;
}

function sipexec(words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/sipexec.cjs', ...words]);
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

const config = 'fixtures/kamailio.cfg';
const message = 'fixtures/invite.sip';

describe('sipexec run', () => {
  it.each([
    ['exec_dset', `${config}:22`, 0, 'sip:alice@192.0.2.7\nsip:bob@192.0.2.7\n'],
    ['exec_msg, by a later line of the call', `${config}:35`, 0, 'exit status 0\n'],
    ['a call by its column', `${config}:22:9`, 0, 'sip:alice@192.0.2.7\nsip:bob@192.0.2.7\n'],
  ])('runs %s', (_what, target, status, stdout) => {
    expect(sipexec(['run', '-q', target, message])).toEqual({ status, stdout, stderr: '' });
  });

  it.each([
    ['heeds time_to_kill', 'opensips-2.4', 124],
    ['does not', 'kamailio-6.1', 0],
  ])('ends a command by time_to_kill where the server %s', (_what, server, status) => {
    const text = 'modparam("exec", "time_to_kill", 1)\nroute { exec_msg("exec sleep 1.5"); }';
    expect(sipexec(['run', '-q', '--server', server, `${configFile(text)}:2`, message]).status).toBe(status);
  });

  it('gives exec() its input and environment', () => {
    const text =
      '#!OPENSIPS\nroute { exec("cat >&2; echo $$OSIPS_EXEC_0 >&2", "$rm $hdr(Subject)\\n", , , $avp(e)); }';
    const { status, stderr } = sipexec(['run', '--avp', 'e=value', `${configFile(text)}:2`, message]);
    expect([status, stderr]).toEqual([0, expect.stringContaining('INVITE Lunch?\nvalue\n')]);
  });

  it('gives the lines of exec_avp() to the AVPs of its list, and drops the others', () => {
    const text = '#!KAMAILIO\nroute { exec_avp("echo 1; echo 2; echo 3", "$avp(a);$avp(s:b)"); }';
    const { stdout } = sipexec(['run', '--json', `${configFile(text)}:2`, message]);
    expect(JSON.parse(stdout).avps).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  it.each([
    ['a parameter', 'modparam("exec", "setvars", 0)\n', [], 'none'],
    ['an option over a parameter', 'modparam("exec", "setvars", 0)\n', ['--setvars'], 'bob'],
    ['the server that fits', '#!OPENSIPS\n', [], 'none'],
    ['an option over the server that fits', '#!OPENSIPS\n', ['--server', 'kamailio'], 'bob'],
  ])('heeds %s', (_what, before, options, expected) => {
    const line = before.split('\n').length;
    const text = `${before}route { exec_dset("echo $\${SIP_USER:-none} #"); }`;
    const { stdout } = sipexec(['run', ...options, `${configFile(text)}:${line}`, message]);
    expect(stdout).toBe(`${expected}\n`);
  });

  it.each([
    [
      'no call stands',
      'a\nexec_msg("x");',
      ':1',
      ':1: no exec call stands here; the nearest is exec_msg() in line 2',
    ],
    ['no line is given', '', '', ': expected config:line, as sipexec scan prints it'],
    [
      'the command is an expression',
      'exec_msg("a" + f($var(b)));',
      ':1',
      ':1: the command of exec_msg() is "a"+f($var(b)): line 1 puts it together from more than strings and variables',
    ],
    [
      'the command is not defined',
      'exec_msg(CMD);',
      ':1',
      ':1: the command of exec_msg() is CMD: it is defined nowhere; give it with --define',
    ],
    ['a variable has one dollar', 'exec_msg("a\n\n$SIP_USER");', ':1', ':3: $SIP_USER in the command string'],
    ['a variable is unknown', 'exec_msg("a\n$nope");', ':1', ':2: unknown pseudo-variable $nope'],
  ])('fails with the place where %s', (_where, text, target, error) => {
    const { status, stdout, stderr } = sipexec(['run', `${configFile(text)}${target}`, message]);
    expect([status, stdout]).toEqual([125, '']);
    expect(stderr).toContain(`sipexec: ${folder}/test.cfg${error}`);
  });
});

describe('the server that run takes', () => {
  const place = join(folder, 'project');
  mkdirSync(place);
  writeFileSync(join(place, 'a.cfg'), '#!KAMAILIO\n# for Kamailio 5.8\nroute { exec_cmd("true"); }\n');

  /** Who is told to be the server, and where that came from. */
  async function server(words: readonly string[], env: Readonly<Record<string, string>>): Promise<unknown> {
    const run = await program(['run', '--json', 'a.cfg:3', join(process.cwd(), message), ...words], '', {
      cwd: place,
      env: { SIPEXEC_SERVER: '', ...env },
    });
    return JSON.parse(run.stdout).server;
  }

  test('is that of --server, then of SIPEXEC_SERVER, then of .sipexec.yaml, then of the configuration', async () => {
    expect(await server([], {})).toBe('kamailio-5.8');
    writeFileSync(join(place, '.sipexec.yaml'), 'server: kamailio-6.0\n');
    expect(await server([], {})).toBe('kamailio-6.0');
    expect(await server([], { SIPEXEC_SERVER: 'kamailio-5.6' })).toBe('kamailio-5.6');
    expect(await server(['-s', 'kamailio-6.1'], { SIPEXEC_SERVER: 'kamailio-5.6' })).toBe('kamailio-6.1');
  });

  test.each([
    [
      '#!KAMAILIO\n# Kamailio v99.0',
      newestOf('kamailio').id,
      'a comment names version 99.0, which sipexec does not know: kamailio has 4.4, 5.0 to 5.8',
    ],
    [
      '#!OPENSIPS\n# OpenSIPS v3.9',
      'opensips-4.0',
      'a comment names version 3.9, which sipexec does not know: opensips has 1.4 to 1.11',
    ],
  ])('of a version that there is not is named, and not run in silence: %j', (header, id, reason) => {
    const call = header.includes('OPENSIPS') ? 'exec("true")' : 'exec_cmd("true")';
    const { status, stderr } = sipexec([
      'run',
      `${configFile(`${header}\nroute { ${call}; }\n`)}:3`,
      message,
    ]);
    expect([status, stderr]).toEqual([0, expect.stringContaining(`test.cfg: run as ${id}: ${reason}`)]);
  });
});

describe('what is no call of the module', () => {
  it.each(['#!KAMAILIO', '#!OPENSER', '#!SER'])(
    'exec() of the core of a %s is told apart, and not run',
    (header) => {
      const ran = join(folder, 'ran');
      const { status, stdout, stderr } = sipexec([
        'run',
        `${configFile(`${header}\nroute {\n  exec("touch ${ran}");\n}\n`)}:3`,
        message,
      ]);
      expect([status, stdout, stderr]).toEqual([
        125,
        '',
        `sipexec: ${folder}/test.cfg:3: exec() is a command of the server's core here, which runs its string with system(3), and none of the exec module: no variables, no input, and sipexec does not run it\n`,
      ]);
    },
  );

  it('a macro of m4 runs as it stands there, with the word that m4 has to run first', () => {
    const text = 'define(`SCRIPT\', `true\')dnl\nroute {\n  exec_msg("SCRIPT");\n}\n';
    const { stderr } = sipexec(['run', `${configFile(text)}:3`, message]);
    expect(stderr).toContain(
      `sipexec: warning: ${folder}/test.cfg:1:1: this is the source of a configuration: run m4 first, as in m4 ${folder}/test.cfg | sipexec scan - [m4-source]\n`,
    );
  });
});
