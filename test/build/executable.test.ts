import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sipexec as packagedProgram, request } from '../cli/program.js';

const scratch = mkdtempSync(join(tmpdir(), 'sipexec-executable-'));
const program = join(scratch, 'bin/sipexec');
const empty = join(scratch, 'empty');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Only a Node that holds all of itself can hold a program, too; a distribution's may be made of shared libraries. */
const canHold =
  process.platform === 'linux' &&
  readFileSync(process.execPath).includes('NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2');
if (!canHold) console.warn(`no single executable is tested: ${process.execPath} cannot hold a program`);

beforeAll(() => {
  mkdirSync(empty);
  if (canHold) execFileSync(process.execPath, ['executable.mjs', program], { stdio: 'pipe' });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs the one file where there is nothing else of the project: an empty folder, an empty home, no Node on the path. */
async function executable(words: readonly string[], input = '', variables: Record<string, string> = {}) {
  const { stdout, stderr, exitCode } = await execa(program, words, {
    cwd: empty,
    env: { HOME: empty, PATH: join(scratch, 'nothing'), ...variables },
    extendEnv: false,
    input,
    reject: false,
    stripFinalNewline: false,
  });
  return { stdout, stderr, status: exitCode };
}

describe.skipIf(!canHold)('the single executable', () => {
  test('is one file, which tells its version', async () => {
    expect(readdirSync(join(scratch, 'bin'))).toEqual(['sipexec']);
    expect(await executable(['--version'])).toEqual({ stdout: `${version}\n`, stderr: '', status: 0 });
  });

  test('makes a request, shows its environment and computes the URI set', async () => {
    const made = await executable(['message', '--ruri', 'sip:+4930123456@example.com']);
    expect(made).toMatchObject({ stderr: '', status: 0 });
    const env = await executable(['env', '--server', 'kamailio'], made.stdout);
    expect(env).toMatchObject({ stderr: '', status: 0 });
    expect(env.stdout).toContain('SIP_USER=+4930123456\n');
    const command = 'echo "sip:$$SIP_USER@gw.example.net" #';
    expect(await executable(['dset', command, '--server', 'kamailio'], made.stdout)).toEqual({
      stdout: 'sip:+4930123456@gw.example.net\n',
      stderr: '',
      status: 0,
    });
  });

  test('holds the files of the package: its schemas, messages, manual and licences', async () => {
    const listed = await executable(['files']);
    expect(listed).toMatchObject({ stderr: '', status: 0 });
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
    });
    const wanted = (JSON.parse(packed)[0].files as { path: string }[]).flatMap(({ path }) =>
      /^(?:fixtures|integrations|dist\/schemas|dist\/man|docs\/warnings)\/|^LICENSE$|^dist\/THIRD/.test(path)
        ? [path.replace(/^(?:dist|docs)\//, '')]
        : [],
    );
    expect(listed.stdout.trimEnd().split('\n')).toEqual(wanted.sort());
    for (const schema of readdirSync('dist/schemas'))
      expect((await executable(['files', `schemas/${schema}`])).stdout).toBe(
        readFileSync(`dist/schemas/${schema}`, 'utf8'),
      );
    const notices = (await executable(['files', 'THIRD-PARTY-NOTICES'])).stdout;
    for (const name of ['yargs', 'execa', 'yaml', 'Node.js'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  test('runs the example suite out of itself, with a reporter that is loaded when it is asked for', async () => {
    const written = await executable(['files', 'fixtures', '--output', '.']);
    expect(written).toEqual({ stdout: '.: 12 of 12 files are there\n', stderr: '', status: 0 });
    const run = await executable(['test', 'fixtures/example/suite.yaml', '--reporter', 'tap'], '', {
      PATH: '/usr/bin:/bin',
    });
    expect(run).toMatchObject({ stderr: '', status: 0 });
    expect(run.stdout).toContain('1..16\n');
    expect(run.stdout).not.toContain('not ok');
    rmSync(join(empty, 'fixtures'), { recursive: true });
  });

  test('does what the packaged program does, where that loads a part of itself', async () => {
    const calls: [string[], string][] = [
      [['compare', '--setvars'], request()],
      [['list', '--ladder', '--ascii'], request()],
      [['expand', '$fU calls $ru', '--server', 'kamailio'], request()],
      [['scan', '-q', '-'], 'route { exec_dset("./route.sh $rU"); }\n'],
      [['lint', '--format', 'json', '-'], '#!/bin/sh\necho $SIP_HF_CALL_ID\n'],
      [['config'], ''],
      [['record', '--print-wrapper'], ''],
      [['completion', 'bash'], ''],
      [['--server', 'show', 'opensips-3.6'], ''],
      [['dset', './none.sh', '-v', '--server', 'kamailio', 'none.sip'], ''],
    ];
    for (const [words, input] of calls) {
      const { stdout, stderr, status } = await packagedProgram(words, input, {
        cwd: empty,
        env: { HOME: empty, PATH: join(scratch, 'nothing') },
        extendEnv: false,
      });
      const text = Buffer.from(stdout, 'latin1').toString();
      expect({ words, ...(await executable(words, input)) }).toEqual({ words, stdout: text, stderr, status });
    }
  });

  test('has help whose examples say where their files come from', async () => {
    const { stdout } = await executable(['dset', '--help']);
    expect(stdout).toContain('  sipexec files fixtures --output .\n      the files of these examples\n');
  });
});
