import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRecording } from '../../src/record/readRecording.js';
import { sipexec } from '../cli/program.js';
import { freshFolder, record, recordingsIn, wrapper } from './recorder.js';

const isThere = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const shells = ['dash', 'bash --posix', 'busybox sh'];

describe.each(shells)('exec-recorder under %s', (shell) => {
  const missing = !isThere(shell.split(' ')[0] as string);
  const title = (text: string) => (missing ? `${text} (skipped: ${shell} is not installed)` : text);

  test.skipIf(missing)(
    title('passes input, output, errors and status through, and keeps each byte for byte'),
    async () => {
      const folder = freshFolder();
      const input = Buffer.from('INVITE sip:a@b SIP/2.0\r\n\r\n\0\xff', 'latin1');
      const script = 'cat; printf "o\\0\\n"; echo err >&2; exit 3';
      const run = await record([folder, '--', 'sh', '-c', script, "it's", ''], { shell, input });
      expect(run).toEqual({
        status: 3,
        stdout: 'INVITE sip:a@b SIP/2.0\r\n\r\n\0\xffo\0\n',
        stderr: 'err\n',
      });
      const [path = ''] = recordingsIn(folder);
      const recording = readRecording(path);
      expect({ ...recording, arguments: recording.arguments.map(String) }).toMatchObject({
        arguments: ['sh', '-c', script, "it's", ''],
        input,
        stdout: Buffer.from(run.stdout, 'latin1'),
        stderr: Buffer.from('err\n'),
        exitStatus: 3,
        workingDirectory: process.cwd(),
        umask: process.umask().toString(8).padStart(4, '0'),
        gaps: [],
      });
      expect(Math.abs((recording.startedAt as Date).getTime() - Date.now())).toBeLessThan(600_000);
      expect(statSync(path).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(path)) expect(statSync(join(path, name)).mode & 0o777, name).toBe(0o600);
    },
  );

  test.skipIf(missing)(title('runs nothing of what it is given, and changes no variable'), async () => {
    const folder = freshFolder();
    const evil = "'; touch evil; echo $(touch evil) `touch evil` \n* \\";
    const env = { PATH: process.env.PATH, SIP_HF_X: evil, xr: evil, d: evil, name: evil, IFS_: evil };
    const seen = 'printf "%s|" "$SIP_HF_X" "$xr" "$d" "$name" "$1"';
    const cwd = freshFolder();
    const options = { shell, env, extendEnv: false, cwd };
    const run = await record([folder, '--', 'sh', '-c', seen, 'sh', evil], options);
    expect(run.stdout).toBe(`${evil}|`.repeat(5));
    expect(readdirSync(cwd)).toEqual([]);
    const { environment } = readRecording(recordingsIn(folder)[0] as string);
    expect(environment.find(({ name }) => name === 'SIP_HF_X')?.value).toEqual(Buffer.from(evil));
  });

  test.skipIf(missing)(title('keeps input that the command does not read, however long'), async () => {
    const folder = freshFolder();
    const input = Buffer.alloc(300_000, 'x');
    expect((await record([folder, '--', 'true'], { shell, input })).status).toBe(0);
    expect(readRecording(recordingsIn(folder)[0] as string).input?.equals(input)).toBe(true);
  });

  test.skipIf(missing)(title('leaves no command waiting that has left something behind'), async () => {
    const folder = freshFolder();
    const options = { shell, stderr: 'ignore' } as const;
    const run = await record([folder, '--', 'sh', '-c', 'sleep 30 >/dev/null & echo $!; exit 4'], options);
    process.kill(Number(run.stdout));
    expect(run.status).toBe(4);
    expect(readRecording(recordingsIn(folder)[0] as string).gaps).toEqual([
      'stderr was still open when the command had ended',
    ]);
  });

  test.skipIf(missing)(title('ends a command whose reader has gone, as a pipe would'), async () => {
    const folder = freshFolder();
    const line = `${shell} "$0" "$1" -- yes | head -n 1`;
    expect(spawnSync('sh', ['-c', line, wrapper, folder], { encoding: 'latin1' }).stdout).toBe('y\n');
  });

  test.skipIf(missing)(title('runs the command where nothing more may be written'), async () => {
    const folder = freshFolder();
    const limited = ['-c', 'ulimit -f 0; exec "$@"', 'sh', ...shell.split(' '), wrapper, folder, '--'];
    const command = ['sh', '-c', 'head -c 200000 /dev/zero; echo err >&2; exit 5'];
    const run = spawnSync('sh', [...limited, ...command]);
    expect([run.status, run.stdout.length, String(run.stderr)]).toEqual([5, 200_000, 'err\n']);
    for (const path of recordingsIn(folder)) expect(() => readRecording(path)).toThrow(path);
  });

  test.skipIf(missing)(title('runs 64 calls at once, and none meets another'), async () => {
    const folder = freshFolder();
    const calls = Array.from({ length: 64 }, (_, i) =>
      record([folder, '--', 'sh', '-c', 'cat; exit $1', 'sh', String(i % 8)], {
        shell,
        input: `call ${i}`,
      }),
    );
    const runs = await Promise.all(calls);
    expect(runs.map(({ status, stdout }) => [status, stdout])).toEqual(
      runs.map((_, i) => [i % 8, `call ${i}`]),
    );
    const kept = recordingsIn(folder).map((path) => String(readRecording(path).input));
    expect(kept.sort()).toEqual(runs.map((_, i) => `call ${i}`).sort());
  });
});

describe('exec-recorder', () => {
  test.skipIf(!isThere('shellcheck'))(
    `passes shellcheck${isThere('shellcheck') ? '' : ' (skipped: shellcheck is not installed)'}`,
    () => {
      expect(String(spawnSync('shellcheck', [wrapper]).stdout)).toBe('');
    },
  );

  test('is short, and what the program prints', async () => {
    const text = readFileSync(wrapper, 'latin1');
    expect(text.split('\n').length - 1).toBeLessThan(100);
    expect((await sipexec(['record', '--print-wrapper'])).stdout).toBe(text);
  });

  test('does not read the standard input that the command shares with the server', async () => {
    const folder = freshFolder();
    // The server here is this very process of node, whose standard input the command inherits.
    const server = `require('child_process').execFileSync('sh', [${JSON.stringify(wrapper)}, ${JSON.stringify(folder)}, '--', 'true'], { stdio: 'inherit' }); process.stdin.pipe(process.stdout)`;
    const run = spawnSync(process.execPath, ['-e', server], { input: 'for the server' });
    expect(String(run.stdout)).toBe('for the server');
    expect(readRecording(recordingsIn(folder)[0] as string).input).toBeUndefined();
  });

  test.skipIf(process.getuid?.() !== 0)(
    `runs the command where a full disk has no room${process.getuid?.() === 0 ? '' : ' (skipped: only root may mount one)'}`,
    () => {
      const folder = freshFolder();
      const line = `mount -t tmpfs -o size=64k none "$1" && head -c 40000 /dev/zero >"$1/.filler" && sh "$0" "$1" -- sh -c 'head -c 500000 /dev/zero; echo err >&2; exit 6'`;
      const run = spawnSync('unshare', ['-m', 'sh', '-c', line, wrapper, folder]);
      expect([run.status, run.stdout.length, String(run.stderr)]).toEqual([6, 500_000, 'err\n']);
    },
  );

  test('runs the command where it may not write, or the folder is none', async () => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, '');
    const closed = join(freshFolder(), 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    for (const folder of [file, join(file, 'below'), closed]) {
      const run = await record([folder, '--', 'sh', '-c', 'echo out; exit 7']);
      expect([folder, run]).toEqual([folder, { status: 7, stdout: 'out\n', stderr: '' }]);
    }
  });

  test('records no further past its limits, and runs the command all the same', async () => {
    const [calls, bytes] = [freshFolder(), freshFolder()];
    for (let i = 0; i < 4; i++) {
      expect((await record(['--most', '2', calls, '--', 'echo', 'x'])).stdout).toBe('x\n');
      expect((await record(['--most-bytes', '10K', bytes, '--', 'echo', 'x'])).stdout).toBe('x\n');
    }
    expect([recordingsIn(calls).length, recordingsIn(bytes).length]).toEqual([2, 1]);
  });

  test.each([
    [['folder']],
    [['folder', '--']],
    [['--', 'true']],
    [['--most', 'x', 'folder', '--', 'true']],
    [['--no', 'f', '--', 'x']],
  ])('tells how it is used for %j', async (words) => {
    expect(await record(words)).toEqual({
      status: 125,
      stdout: '',
      stderr:
        'usage: exec-recorder [--most CALLS] [--most-bytes N[K|M]] [--as FUNCTION] FOLDER -- COMMAND [ARGUMENT]...\n',
    });
  });
});
