import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { door, request, sipexec } from '../program.js';
import { processesWith, Running, testFolder, until } from './running.js';

const suite = (command: string, mark: string) => `cases:
  - { name: a, message: a.sip, isolate: true, msg: '${command}', env: { MARK: ${mark} }, expect: { returnCode: 1 } }
`;

/** A folder with a suite in it, and an empty one for temporary folders. */
function projectOf(command: string, mark: string): { folder: string; temporary: string } {
  const folder = testFolder();
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { mode: 0o700 });
  writeFileSync(join(folder, 'a.sip'), request());
  writeFileSync(join(folder, 'a.yaml'), suite(command, mark));
  return { folder, temporary };
}

const running = 'touch "$$SIPEXEC_SUITE_FOLDER"/up; (trap "" TERM; sleep 1000) & sleep 1000';

describe('a program that is killed', () => {
  test('ends the command that ran, and its folder goes', async () => {
    const mark = `killed-${process.pid}`;
    const { folder, temporary } = projectOf(running, mark);
    const program = new Running(['test', join(folder, 'a.yaml')], {
      env: { ...process.env, TMPDIR: temporary },
    });
    await until(() => existsSync(join(folder, 'up')));
    expect(readdirSync(temporary)).toHaveLength(1);
    expect(await program.kill('SIGKILL')).toEqual([null, 'SIGKILL']);
    await until(() => processesWith(mark) === 0 && readdirSync(temporary).length === 0);
  });
});

describe('folders that were left behind', () => {
  /** The name of the folder that a process makes which has just ended. */
  function nameOfDead(): string {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').slice(0, 8);
    const space = spawnSync('readlink', ['/proc/self/ns/pid'], { encoding: 'utf8' }).stdout.replace(
      /\D/g,
      '',
    );
    return `sipexec-suite-${boot}-${space}.${spawnSync('true').pid}.12345.`;
  }

  test('go at the next run where their process has ended, and only then', async () => {
    const { folder, temporary } = projectOf('true', 'sweep');
    const dead = mkdtempSync(join(temporary, nameOfDead()));
    writeFileSync(join(dead, 'secret'), '');
    // A live process: this test's own number with its own start.
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const alive = nameOfDead().replace(/\.\d+\.12345\.$/, `.${process.pid}.${start}.abcdef`);
    const kept = [
      alive,
      nameOfDead()
        .replace(/-[0-9a-f]{8}-/, '-00000000-')
        .concat('abcdef'),
      'sipexec-suite-abcdef',
      'other',
    ];
    for (const name of kept) mkdirSync(join(temporary, name));
    mkdirSync(join(folder, 'elsewhere'));
    const link = `${nameOfDead()}linked`;
    symlinkSync(join(folder, 'elsewhere'), join(temporary, link));
    const run = await sipexec(['test', join(folder, 'a.yaml')], '', { env: { TMPDIR: temporary } });
    expect(run.status).toBe(0);
    expect(readdirSync(temporary).sort()).toEqual([...kept, link].sort());
    expect(existsSync(join(folder, 'elsewhere'))).toBe(true);
  });

  const isRoot = process.getuid?.() === 0;
  test.skipIf(!isRoot)(
    `stay where they are another user's${isRoot ? '' : ' (skipped: needs root)'}`,
    async () => {
      const { folder, temporary } = projectOf('true', 'foreign');
      const name = `${nameOfDead()}abcdef`;
      mkdirSync(join(temporary, name));
      spawnSync('chown', ['12345', join(temporary, name)]);
      await sipexec(['test', join(folder, 'a.yaml')], '', { env: { TMPDIR: temporary } });
      expect(readdirSync(temporary)).toEqual([name]);
    },
  );
});

const canUnshare = spawnSync('unshare', ['-rm', 'true']).status === 0;
const why = canUnshare ? '' : ' (skipped: unshare -rm is not permitted here)';

describe('without /proc', () => {
  test.skipIf(!canUnshare)(`commands run, with input, output and a signal to end them${why}`, async () => {
    const message = request();
    const inner = `mount -t tmpfs none /proc && exec ${process.execPath} ${door} dset 'cat >&2; echo sip:a@x #' -`;
    const dset = spawnSync('unshare', ['-rm', 'sh', '-c', inner], { input: message, encoding: 'utf8' });
    expect([dset.status, dset.stdout, dset.stderr]).toEqual([0, 'sip:a@x\n', '']);
    const msg = spawnSync('unshare', ['-rm', 'sh', '-c', inner.replace(/dset .*/, "msg 'cat >&2' -")], {
      input: message,
      encoding: 'utf8',
    });
    expect([msg.status, msg.stderr]).toEqual([0, message]);
  });
});

describe('a program that was stopped beyond its exec timer', () => {
  test('tells of a command that ended in time that it ended', async () => {
    const folder = testFolder();
    const mark = `MARK=${process.pid}-stopped`;
    const go = join(folder, 'go');
    spawnSync('mkfifo', [go]);
    writeFileSync(join(folder, 'a.sip'), request());
    const started = Date.now();
    const words = [
      'dset',
      '--exec-timer',
      '6',
      '--env',
      mark,
      `read x <${go}; echo sip:a@x #`,
      join(folder, 'a.sip'),
    ];
    const program = new Running(words);
    await until(() => processesWith(mark) > 0);
    program.child.kill('SIGSTOP');
    writeFileSync(go, '\n');
    await until(() => processesWith(mark) === 0 && Date.now() - started > 7_000);
    program.child.kill('SIGCONT');
    expect([await program.end, program.stdout]).toEqual([[0, null], 'sip:a@x\n']);
  });
});
