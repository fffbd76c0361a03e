import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Project, project, suiteOf } from '../../suite/project.js';
import { door, request } from '../program.js';

/** A run of `sipexec test` that goes on while the test acts. */
class RunningTest {
  output = '';
  readonly temporary = mkdtempSync(join(tmpdir(), 'sipexec-interrupted-'));
  private readonly child: ChildProcess;
  private readonly status: Promise<number | null>;
  private waiting: (() => void)[] = [];

  constructor({ folder }: Project, args: readonly string[]) {
    this.child = spawn(process.execPath, [door, 'test', ...args], {
      cwd: folder,
      // A folder of its own: other tests run suites at the same time, whose folders come and go.
      env: { ...process.env, TMPDIR: this.temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk) => this.take(String(chunk)));
    this.status = new Promise((resolve) => this.child.on('exit', resolve));
    onTestFinished(() => {
      this.child.kill('SIGKILL');
      rmSync(this.temporary, { recursive: true, force: true });
    });
  }

  /** Resolves when the output holds a text so many times. */
  async until(text: string, times = 1): Promise<void> {
    while (this.output.split(text).length <= times)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  interrupt(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.status;
  }

  private take(text: string): void {
    this.output += text;
    for (const wake of this.waiting.splice(0)) wake();
  }
}

/** Processes whose environment holds a text. */
function processesWith(text: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });
}

describe('an interruption', () => {
  test.each<[NodeJS.Signals, number]>([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('by %s ends all that runs, leaves nothing, and still reports', async (signal, status) => {
    const mark = `MARK=${process.pid}-${signal}`;
    const lines = `env: { ${mark.replace('=', ': ')} }\nisolate: true\nexpect: { returnCode: 1 }`;
    const wait =
      'msg: echo started > "$SIPEXEC_SUITE_FOLDER"/started; (trap "" INT TERM; sleep 100) & sleep 100';
    const made = project({
      'suite.yaml': `${suiteOf(`${wait.replace('$', '$$$$')}\n${lines}`)}  - { name: next, message: invite.sip, msg: exit 1, expect: { returnCode: 1 } }\n`,
    });
    const running = new RunningTest(made, [
      'suite.yaml',
      '--jobs',
      '1',
      '--reporter',
      'readable',
      '--reporter',
      'junit=report.xml',
    ]);
    while (!readdirSync(made.folder).includes('started'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(processesWith(mark)).not.toEqual([]);
    expect(readdirSync(running.temporary)).toContainEqual(expect.stringMatching(/^sipexec-suite-/));
    expect(await running.interrupt(signal)).toBe(status);
    expect(processesWith(mark)).toEqual([]);
    expect(readdirSync(running.temporary)).toEqual([]);
    expect(running.output).toContain('a case (not run: interrupted)');
    expect(running.output).toContain('0 passed, 0 failed, 0 skipped, 2 not run');
    expect(made.read('report.xml')).toContain('<skipped message="interrupted"/>');
  });
});

test('a reader of the report that goes away ends all that runs', async () => {
  // Results come in order: the reader has gone by one of those before the slow one.
  const mark = `MARK=${process.pid}-closed`;
  const quick = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    .map((name) => `  - { name: ${name}, msg: 'true' }\n`)
    .join('');
  const slow = `  - { name: slow, msg: sleep 100, env: { ${mark.replace('=', ': ')} } }\n`;
  const made = project({
    'suite.yaml': `defaults: { message: invite.sip, expect: { returnCode: 1 } }\ncases:\n${quick}${slow}${quick.replace(/name: /g, '$&z')}`,
  });
  const command = `${process.execPath} ${door} test suite.yaml --jobs 2 --repeat 3 | head -n 1`;
  const { stdout } = await execa('/bin/bash', ['-c', `set -o pipefail; ${command}`], {
    cwd: made.folder,
    reject: false,
  });
  expect(stdout).toBe('suite.yaml');
  expect(processesWith(mark)).toEqual([]);
});

describe('sipexec test --watch', () => {
  const suite = suiteOf('dset: ./route.sh\nexpect: { uris: [sip:a@x] }\nenv: { TABLE: table.txt }');
  const files = { 'suite.yaml': suite, 'route.sh': '#!/bin/sh\ncat "$TABLE"\n', 'table.txt': 'sip:a@x\n' };

  test('ends when nobody reads its report', async () => {
    const made = project(files);
    // The reader has gone before the first word is written: the shell waits for it.
    const script = `exec 3> >(exec 0<&-); wait $!; exec ${process.execPath} ${door} test suite.yaml --watch >&3`;
    const run = await execa('/bin/bash', ['-c', script], { cwd: made.folder, reject: false });
    expect([run.exitCode, run.stderr]).toEqual([141, '']);
  });

  test('runs again when a suite, a message, a script or a table of it changes, until interrupted', async () => {
    const made = project(files);
    const running = new RunningTest(made, ['suite.yaml', '--watch']);
    await running.until('waiting for changes');
    expect(running.output).toContain('1 passed');
    const steps: [string, string, string][] = [
      ['table.txt', 'sip:b@x\n', '0 passed, 1 failed'],
      ['route.sh', '#!/bin/sh\necho sip:a@x\n', '1 passed'],
      ['suite.yaml', 'cases: 1\n', 'suite.yaml:1:8: cases must be a list'],
      ['suite.yaml', suite, '1 passed'],
      ['invite.sip', made.read('invite.sip').replace('sip:bob', 'sip:carol'), '1 passed'],
    ];
    for (const [i, [file, content, told]] of steps.entries()) {
      running.output = running.output.replace(/[\s\S]*waiting for changes.*\n/, '');
      made.write(file, content);
      await running.until('waiting for changes');
      expect(running.output, `step ${i}`).toContain(`${file} has changed\n`);
      expect(running.output, `step ${i}`).toContain(told);
    }
    // Where it does not wait, but runs the suites once more, it dies of the signal itself.
    expect([130, null]).toContain(await running.interrupt());
  });

  /** One change after another, each with what is told of it. */
  async function watchThrough(running: RunningTest, steps: readonly [() => void, string][]): Promise<void> {
    await running.until('waiting for changes');
    for (const [change, told] of steps) {
      running.output = '';
      change();
      // A change of several steps may be seen as several.
      await running.until(told);
    }
    // Where it does not wait, but runs the suites once more, it dies of the signal itself.
    expect([130, null]).toContain(await running.interrupt());
  }

  test('goes on after a folder was replaced, by another one or by a link to it', async () => {
    const message = (user: string) => request({}, { uri: `sip:${user}@x` });
    const made = project({
      'suite.yaml':
        "cases: [{ name: a case, message: msgs/deep/a.sip, dset: 'echo sip:$rU@x #', expect: { uris: [sip:a@x] } }]",
      'msgs/deep/a.sip': message('a'),
      'm2/deep/a.sip': message('b'),
      'm3/deep/a.sip': message('c'),
    });
    const path = (name: string) => join(made.folder, name);
    await watchThrough(new RunningTest(made, ['suite.yaml', '--watch']), [
      [
        () => {
          rmSync(path('msgs'), { recursive: true });
          renameSync(path('m2'), path('msgs'));
        },
        '+ sip:b@x',
      ],
      [() => made.write('msgs/deep/a.sip', message('a')), '1 passed, 0 failed'],
      [
        () => {
          rmSync(path('msgs'), { recursive: true });
          symlinkSync('m3', path('msgs'));
        },
        '+ sip:c@x',
      ],
      [() => made.write('msgs/deep/a.sip', message('d')), '+ sip:d@x'],
    ]);
  });

  test('goes on after the working folder itself was replaced', async () => {
    const message = (user: string) => request({}, { uri: `sip:${user}@x` });
    const made = project({
      'suite.yaml':
        "cases: [{ name: a case, message: a.sip, dset: 'echo sip:$rU@x #', expect: { uris: [sip:a@x] } }]",
      'a.sip': message('a'),
    });
    const other = `${made.folder}-other`;
    await watchThrough(new RunningTest(made, ['suite.yaml', '--watch']), [
      [
        () => {
          cpSync(made.folder, other, { recursive: true });
          writeFileSync(join(other, 'a.sip'), message('b'), 'latin1');
          rmSync(made.folder, { recursive: true });
          renameSync(other, made.folder);
        },
        '+ sip:b@x',
      ],
      [() => made.write('a.sip', message('a')), '1 passed, 0 failed'],
    ]);
  });

  test('heeds tables, what watch lists, folders in it, and suites that are new in a folder', async () => {
    const made = project({
      'checks/a.sipexec.yaml': `watch: data\n${suiteOf('each: { file: t.csv }\nmessage: ../invite.sip\ndset: "echo sip:{{n}}@x; cat data/*/* #"\nexpect: { uris: [sip:1@x] }')}`,
      'checks/t.csv': 'n\n1\n',
      'checks/data/deep/x': '',
    });
    await watchThrough(new RunningTest(made, ['checks', '--watch']), [
      [() => made.write('checks/t.csv', 'n\n2\n'), '+ sip:2@x'],
      [() => made.write('checks/t.csv', 'n\n1\n'), '1 passed, 0 failed'],
      [() => made.write('checks/data/deep/x', 'sip:more@x\n'), '+ sip:more@x'],
      [() => made.write('checks/data/new/y', 'sip:new@x\n'), '+ sip:new@x'],
      [() => made.write('checks/b.sipexec.yaml', made.read('checks/a.sipexec.yaml')), '2 failed'],
    ]);
  });
});
