import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { serversWith } from '../../../src/server/serverRanges.js';

function sipexec(words: readonly string[], input: string | Buffer = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/sipexec.cjs', ...words], { input });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

describe('sipexec lint', () => {
  it('prints each finding with its place and code, and ends with status 1', () => {
    expect(sipexec(['lint', 'fixtures/route.sh'])).toEqual({
      status: 1,
      stdout:
        `fixtures/route.sh:3:7: no released server sets SIP_ORURI; use SIP_ORUI, which openser-1.1, opensips-1.4 to opensips-2.4, ${serversWith(({ family }) => family === 'kamailio')} set [unset-variable]\n` +
        'fixtures/route.sh:4:12: the shell splits $SIP_USER at blanks and takes *, ? and [ in it for file names: write "$SIP_USER" [unquoted-variable]\n',
      stderr: '',
    });
  });

  it('prints a record a finding with --json', () => {
    const { status, stdout } = sipexec(['lint', '--json', '-'], 'eval "$SIP_USER"');
    expect([status, JSON.parse(stdout)]).toEqual([
      1,
      {
        version: 1,
        file: 'standard input',
        line: 1,
        column: 7,
        code: 'eval-variable',
        message: 'eval runs whatever $SIP_USER holds, and that came with the message; do without eval',
      },
    ]);
  });

  it('judges by a server', () => {
    const { stdout } = sipexec(['lint', '--server', 'opensips', '-'], 'echo "$SIP_USER"');
    expect(stdout).toMatch(/opensips-[4-9]\S* sets no SIP_\* variables at all/);
  });

  it('ends with status 0 and says nothing where nothing is wrong', () => {
    expect(sipexec(['lint', 'fixtures/kamailio.cfg', '-'], 'echo "$SIP_USER"')).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it.each([
    [
      'a file that cannot be read',
      ['lint', 'no/such', 'fixtures/route.sh'],
      'sipexec: cannot read no/such: no such file\n',
      2,
    ],
    ['a folder', ['lint', 'fixtures'], 'sipexec: cannot read fixtures: it is a directory\n', 0],
    ['an unknown server', ['lint', '--server', 'kamalio', 'fixtures/route.sh'], 'kamailio', 0],
  ])('ends with status 125 for %s, the other files judged', (_what, words, error, lines) => {
    const { status, stdout, stderr } = sipexec(words);
    expect([status, stdout.split('\n').length - 1]).toEqual([125, lines]);
    expect(stderr).toContain(error);
  });
});
