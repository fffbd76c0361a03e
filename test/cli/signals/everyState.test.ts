import { spawnSync } from 'node:child_process';
import { closeSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PipeMaker } from '../../../src/exec/process/pipes/pipes.js';
import { door, request, sipexec } from '../program.js';
import { isHeard, processesWith, Running, testFolder, until, waysToEndBy } from './running.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function fifo(folder: string, name = 'fifo'): string {
  const path = join(folder, name);
  spawnSync('mkfifo', [path]);
  return path;
}

function file(folder: string, name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What the program is at, and the words that get it there. */
const states: [string, (folder: string) => string[]][] = [
  ['a command runs', (folder) => ['msg', 'exec sleep 1000', file(folder, 'a.sip', request())]],
  [
    'many commands run',
    (folder) => ['msg', '--jobs', '64', 'exec sleep 1000', file(folder, 'a.sip', request().repeat(64))],
  ],
  [
    'a long input is read',
    (folder) => ['list', '--json', ...Array(100).fill(file(folder, 'a.sip', request().repeat(20_000)))],
  ],
  [
    'a large configuration is scanned',
    (folder) => [
      'scan',
      ...Array(50).fill(file(folder, 'a.cfg', `route {\n${'exec_msg("./a.sh $rU");\n'.repeat(20_000)}}\n`)),
    ],
  ],
  ['nobody writes to the pipe of a message', (folder) => ['env', fifo(folder)]],
  ['nobody writes to the pipe of a suite', (folder) => ['test', fifo(folder)]],
  [
    'nobody writes to the pipe of a message of a suite',
    (folder) => {
      fifo(folder);
      return [
        'test',
        file(folder, 'a.yaml', 'cases: [{ name: a, message: fifo, msg: x, expect: { returnCode: 1 } }]'),
      ];
    },
  ],
  [
    'nobody writes to the pipe of an included file',
    (folder) => {
      fifo(folder);
      return ['scan', file(folder, 'a.cfg', 'include_file "fifo"\n')];
    },
  ],
];

describe.each(states)('when %s', (_state, wordsIn) => {
  test.each(signals)('%s ends the program', async (signal) => {
    const running = new Running(wordsIn(testFolder()), { stdio: 'ignore' });
    await running.untilAtWork();
    expect(waysToEndBy(signal)).toContainEqual(await running.kill(signal));
  });
});

test('a process substitution is an input like any other', () => {
  const folder = testFolder();
  const message = file(folder, 'a.sip', request());
  const config = file(folder, 'a.cfg', 'route { exec_msg("./a.sh"); }\n');
  const script = `${process.execPath} ${door} expand '$ru' <(cat ${message}); ${process.execPath} ${door} scan <(cat ${config})`;
  const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect(stdout).toMatch(/^sip:bob@biloxi\.example\.com\n\/dev\/fd\/\d+:1:9: exec_msg\(/);
});

test('a reader of the output that has stopped reading keeps no signal from its end', async () => {
  const folder = testFolder();
  const words = ['list', ...Array(100).fill(file(folder, 'a.sip', request().repeat(20_000)))];
  const pipes = new PipeMaker();
  const [pipe] = await pipes.take(['read']);
  const running = new Running(words, { stdio: ['ignore', pipe?.writeFd as number, 'ignore'] });
  await running.untilAtWork(100_000);
  expect(waysToEndBy('SIGTERM')).toContainEqual(await running.kill('SIGTERM'));
  for (const fd of [pipe?.readFd, pipe?.writeFd]) closeSync(fd as number);
  pipes.close();
});

test('a second signal ends the program at once, and the command with it', async () => {
  const folder = testFolder();
  const mark = `MARK=${process.pid}-twice`;
  const command = `trap "" INT; touch ${folder}/up; while :; do sleep 1; done`;
  const running = new Running(['msg', '--env', mark, command, file(folder, 'a.sip', request())]);
  await until(() => processesWith(mark) > 1);
  await until(() => spawnSync('test', ['-e', `${folder}/up`]).status === 0);
  running.child.kill('SIGINT');
  await until(() => !isHeard(running.pid));
  expect([
    [null, 'SIGINT'],
    [130, null],
  ]).toContainEqual(await running.kill('SIGINT'));
  await until(() => processesWith(mark) === 0);
});

test('more than ten jobs are no matter of a warning', async () => {
  const run = await sipexec(['msg', '--jobs', '40', 'exit 0', '-q'], request().repeat(40));
  expect([run.status, run.stderr]).toEqual([0, '']);
});
