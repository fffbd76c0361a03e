import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(`${tmpdir()}/sipexec-scan-`);
afterAll(() => rmSync(folder, { recursive: true }));

function sipexec(words: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/sipexec.cjs', ...words], { input });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

const config = 'fixtures/kamailio.cfg';
const message = 'fixtures/invite.sip';

describe('sipexec scan', () => {
  it('prints each parameter and call with its place, and what it is for', () => {
    expect(sipexec(['scan', config])).toEqual({
      status: 0,
      stdout: [
        `${config}:13:1: modparam("exec", "setvars", 1)`,
        `${config}:22:7: exec_dset("printf 'sip:%s@192.0.2.7\\n' alice \\"$$SIP_USER\\" #") in request_route`,
        `${config}:27:2: exec_dset("/usr/local/lib/routing/static-route.sh") in request_route (a condition hides it)`,
        `${config}:34:2: exec_msg("grep -q '^Subject:' || exit 3") in failure_route[BUSY]`,
        `${config}:36:2: exec_avp("/usr/local/lib/routing/second-choice.sh \\"$$SIP_RURI\\"", "$avp(target)") in failure_route[BUSY]`,
        '',
      ].join('\n'),
      stderr: `sipexec: ${config}: family kamailio: its header in line 1: #!KAMAILIO; runs as --server kamailio: the newest kamailio that was measured\n`,
    });
  });

  it('prints a record a configuration with --json, bytes that are no UTF-8 noted', () => {
    const text = Buffer.from(
      '#!OPENSIPS\nmodparam("exec","setvars",0)\nroute[a] { exec("\xe9", , $var(o)); }',
      'latin1',
    );
    const { status, stdout } = sipexec(['scan', '--json', '-'], text as unknown as string);
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      {
        version: 1,
        config: 'standard input',
        family: 'opensips',
        familyReason: 'its header in line 1: #!OPENSIPS',
        server: 'opensips',
        serverReason: 'the newest opensips that was measured',
        calls: [
          {
            file: 'standard input',
            line: 3,
            column: 12,
            endLine: 3,
            endColumn: 32,
            function: 'exec',
            arguments: [
              { kind: 'string', value: 'é' },
              { kind: 'empty', value: '' },
              { kind: 'pseudo-variable', value: '$var(o)' },
            ],
            route: 'route[a]',
            disabled: false,
          },
        ],
        parameters: [
          {
            file: 'standard input',
            line: 2,
            column: 1,
            name: 'setvars',
            value: 0,
            disabled: false,
            effective: true,
          },
        ],
        problems: [],
        latin1: ['calls.0.arguments.0.value'],
      },
    ]);
  });

  it('takes defines, and warns of problems with their place', () => {
    const result = sipexec(
      ['scan', '--define', 'CMD="x"', '-A', 'B', '-'],
      '#!ifdef B\nexec_msg(CMD);\n#!endif\ninclude_file "no"',
    );
    expect(result.stdout).toBe('standard input:2:1: exec_msg("x")\n');
    expect(result.stderr).toContain(
      'sipexec: warning: standard input:4:1: cannot read the included file no [missing-include]\n',
    );
  });

  it('goes on behind a configuration that cannot be read, and tells by its status', () => {
    const { status, stdout, stderr } = sipexec(['scan', '-q', 'no/such', config]);
    expect([status, stdout.split('\n').length, stderr]).toEqual([
      125,
      6,
      'sipexec: cannot read no/such: no such file\n',
    ]);
  });
});

describe('a KEMI script', () => {
  const script = `${folder}/kemi.js`;
  const text = [
    '// KSR.exec.exec_msg("comment");',
    'function ksr_request_route() {',
    '  KSR.exec.exec_msg("echo [$rU] [$SIP_USER] >&2");',
    '  KSR.exec.exec_msg("echo $$SIP_USER " + KSR.pv.get("$rU"));',
    '}\n',
  ].join('\n');

  it('is scanned by the rules of its language', () => {
    writeFileSync(script, text);
    expect(sipexec(['scan', script])).toEqual({
      status: 0,
      stdout: [
        `${script}:3:3: exec_msg("echo [$rU] [$SIP_USER] >&2") in function[ksr_request_route] (raw: no pseudo-variable is expanded)`,
        `${script}:4:3: exec_msg("echo $$SIP_USER " + KSR.pv.get("$rU")) in function[ksr_request_route] (raw: no pseudo-variable is expanded)`,
        '',
      ].join('\n'),
      stderr: `sipexec: ${script}: family kamailio: a KEMI script in JavaScript; runs as --server kamailio: the newest kamailio that was measured\n`,
    });
  });

  it('has its strings handed to the shell as they are', () => {
    writeFileSync(script, text);
    const { status, stdout, stderr } = sipexec(['run', '-s', 'kamailio-5.6', `${script}:3`, message]);
    expect([status, stdout, stderr.split('\n')[0]]).toEqual([0, 'exit status 0\n', '[] [bob]']);
  });

  it('is not run where only the script knows the command', () => {
    writeFileSync(script, text);
    expect(sipexec(['run', `${script}:4`, message])).toEqual({
      status: 125,
      stdout: '',
      stderr: `sipexec: ${script}:4: the command of exec_msg() is "echo $$SIP_USER " + KSR.pv.get("$rU"): only the running script can tell\n`,
    });
  });

  it('is told by lint what KEMI does not expand', () => {
    writeFileSync(script, 'KSR.exec.exec_msg("echo $rU $$SIP_USER \\"$SIP_USER\\"");\n');
    const { status, stdout } = sipexec(['lint', script]);
    expect([status, stdout.match(/\d+:\d+: .*?: |\[[a-z-]+\]$/gm)]).toEqual([
      1,
      [
        '1:25: KEMI expands no pseudo-variable: ',
        '[raw-string]',
        '1:29: KEMI hands the string over raw: ',
        '[raw-string]',
      ],
    ]);
  });
});
