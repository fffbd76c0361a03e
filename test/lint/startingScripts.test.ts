import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { door, request, sipexec } from '../cli/program.js';
import { findings } from './findings.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-start-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'folder'));

function script(name: string, text: string, mode = 0o755): void {
  writeFileSync(join(folder, name), text, 'latin1');
  chmodSync(join(folder, name), mode);
}

script('crlf.sh', '#!/bin/sh\r\necho sip:a@b\r\n');
script('bom.sh', '\xef\xbb\xbf#!/bin/sh\necho\n');
script('missing.sh', '#!/no/such/shell\necho\n');
script('env.py', '#!/usr/bin/env no-such-python\n');
script('plain.sh', '#!/bin/sh\necho sip:a@b\n', 0o644);

describe('a command that the shell could not start', () => {
  it.each([
    ['./crlf.sh', 'its first line ends in CR LF'],
    ['./missing.sh', 'the interpreter of its first line, /no/such/shell, does not exist'],
    ['./env.py', 'its first line has env look for no-such-python, which is in no folder of PATH'],
    ['./plain.sh', './plain.sh is not executable: chmod +x ./plain.sh'],
    ['./folder', './folder is a directory'],
    ['./absent.sh', 'there is no file ./absent.sh'],
    ['no-such-command', 'no-such-command is in no folder of PATH'],
  ])('%s is told why', async (command, reason) => {
    const run = await sipexec(['dset', command], request(), { cwd: folder });
    expect(run.stderr).toContain(reason);
    expect(run.stderr.split('[not-started]')).toHaveLength(2);
  });
});

/** Runs a shell script where a folder `noexec` may be mounted; undefined where the system does not let us mount. */
function withinOwnMounts(shell: string): string | undefined {
  for (const options of ['-m', '-rm']) {
    const words = [options, 'sh', '-ec', `mount -t tmpfs -o noexec none noexec; ${shell}`];
    const { status, stdout, stderr } = spawnSync('unshare', words, { cwd: folder, encoding: 'utf8' });
    if (status === 0) return `${stdout}${stderr}`;
  }
  return undefined;
}

mkdirSync(join(folder, 'noexec'));
const mayMount = withinOwnMounts(':') !== undefined;
if (!mayMount) console.warn('the test of a noexec mount is skipped: unshare or mount is not allowed here');

describe.skipIf(!mayMount)('a script on a file system that is mounted noexec', () => {
  const program = `'${process.execPath}' '${door}'`;
  const make = `printf '#!/bin/sh\\necho sip:a@b\\n' > noexec/a.sh; chmod 755 noexec/a.sh`;
  const told = `lies in ${realpathSync(folder)}/noexec, which is mounted noexec`;

  it('is told to the run and found by lint', () => {
    const message = join(folder, 'invite.sip');
    writeFileSync(message, request(), 'latin1');
    const run = withinOwnMounts(`${make}; ${program} dset ./noexec/a.sh invite.sip || echo "status $?"`);
    expect(run).toContain(`./noexec/a.sh ${told}`);
    expect(run).toContain('[not-started]');
    expect(run).toContain('status 126');
    const lint = withinOwnMounts(`${make}; ${program} lint noexec/a.sh || echo "status $?"`);
    expect(lint).toMatch(/^noexec\/a\.sh:1:1: .* mounted noexec.* \[not-started\]\nstatus 1\n$/);
  });

  it('is nothing wrong where a shell reads it', () => {
    expect(withinOwnMounts(`${make}; ${program} dset 'sh ./noexec/a.sh #' invite.sip -q`)).toBe('sip:a@b\n');
  });
});

describe('lint of a script that would not start', () => {
  it.each(['crlf.sh', 'bom.sh', 'missing.sh', 'env.py', 'plain.sh'])(
    'finds why %s would not',
    async (name) => {
      const run = await sipexec(['lint', name], '', { cwd: folder });
      expect([run.status, run.stdout]).toEqual([
        1,
        expect.stringMatching(/^[\w.]+:1:1: .* \[not-started\]\n$/),
      ]);
    },
  );
});

describe('bash in a script for sh', () => {
  it.each([
    ['[[ a = b ]]', '2:1'],
    ['x=(a b)', '2:1'],
    ['cat <<< a', '2:5'],
    ['function f { :; }', '2:1'],
    ['source ./x', '2:1'],
    [`echo "\${x//a/b}"`, '2:7'],
    [`echo "\${x:1:2}" "\${!y}"`, '2:7 2:18'],
  ])('%s is found', (line, places) => {
    expect(findings(`#!/bin/sh\n${line}\n`)).toEqual(
      places.split(' ').map((place) => `bash-syntax ${place}`),
    );
    expect(findings(`#!/bin/bash\n${line}\n`)).toEqual([]);
  });

  it('is not seen in what POSIX has, too', () => {
    expect(
      findings(`#!/bin/sh\nx="\${x:-a}\${y#a}\${z%%b}\${#w}"; . ./a; f() { :; }; echo $((1+1))\n`),
    ).toEqual([]);
  });
});

describe('lint', () => {
  it('has an error for what is neither script nor configuration', async () => {
    const run = await sipexec(['lint', '-'], request());
    expect([run.status, run.stdout, run.stderr]).toEqual([
      125,
      '',
      'sipexec: standard input: neither a script nor a configuration: it is a SIP message\n',
    ]);
  });

  it('annotates places for GitHub', async () => {
    const run = await sipexec(['lint', '--format', 'github', '-'], 'eval "$SIP_USER"');
    expect(run.stdout).toMatch(
      /^::warning file=standard input,line=1,col=7,title=eval-variable::eval runs .*\n$/,
    );
  });

  it('writes one document of SARIF', async () => {
    const run = await sipexec(['lint', '--format', 'sarif', '-'], 'eval "$SIP_USER"');
    const [{ results, tool }] = JSON.parse(run.stdout).runs;
    expect(tool.driver.rules).toEqual([
      { id: 'eval-variable', helpUri: expect.stringMatching(/^file:.*eval-variable\.md$/) },
    ]);
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'standard%20input' },
      region: { startLine: 1, startColumn: 7 },
    });
  });

  it('names the page of each code with -v, and takes one format only', async () => {
    const run = await sipexec(['lint', '-v', '-'], 'eval "$SIP_USER"');
    expect(run.stdout).toMatch(/\n {2}about eval-variable: \/.*\/docs\/warnings\/eval-variable\.md\n$/);
    expect((await sipexec(['lint', '--json', '--format', 'sarif', '-'], '')).status).toBe(125);
  });
});
