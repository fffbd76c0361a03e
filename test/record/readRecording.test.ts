import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sipexec } from '../cli/program.js';
import { freshFolder, record, recordingsIn } from './recorder.js';

describe('a recording that cannot be used', () => {
  let sound: string;

  beforeAll(async () => {
    const folder = freshFolder();
    await record(['--as', 'exec_cmd', folder, '--', 'echo', 'x'], { env: { SIP_USER: 'bob' } });
    sound = recordingsIn(folder)[0] as string;
  });

  test.each<[string, (path: string) => void, string]>([
    [
      'half-written',
      (path) => rmSync(join(path, 'end')),
      'half of a recording: the command was still running, or the recorder was ended before it',
    ],
    [
      'of a full disk',
      (path) => writeFileSync(join(path, 'end'), 'exit 0\nuptime 1.00\ngiven 1\nend\n'),
      'half of a recording: not all that the command was given could be written (a full disk?)',
    ],
    [
      'of another version',
      (path) => writeFileSync(join(path, 'recording'), 'sipexec recording 2\n'),
      'a recording of version 2; this sipexec reads version 1',
    ],
    [
      'not ours',
      (path) => writeFileSync(join(path, 'recording'), 'Dear diary,\n'),
      'no recording of exec-recorder',
    ],
    [
      'cut',
      (path) => appendFileSync(join(path, 'process'), 'SIP_'),
      'cut: its file process does not end in a NUL',
    ],
    ['lacking a file', (path) => rmSync(join(path, 'stdout')), 'cut: its file stdout is missing'],
    ['without a command', (path) => writeFileSync(join(path, 'arguments'), ''), 'cut: it holds no command'],
    [
      'damaged',
      (path) => writeFileSync(join(path, 'end'), 'given 0\nend\n'),
      'damaged: its end tells no exit status or time',
    ],
  ])('is told in one line: %s', async (_name, spoil, reason) => {
    const path = join(freshFolder(), 'call');
    cpSync(sound, path, { recursive: true });
    spoil(path);
    const run = await sipexec(['replay', '-q', path]);
    expect([run.status, run.stdout, run.stderr]).toEqual([125, '', `sipexec: ${path}: ${reason}\n`]);
  });

  test('is told in one line: no folder, a file, an empty folder, a folder of other things', async () => {
    const folder = freshFolder();
    const [file, empty, other] = [join(folder, 'file'), join(folder, 'empty'), join(folder, 'other')];
    writeFileSync(file, '');
    mkdirSync(empty);
    mkdirSync(join(other, 'thing'), { recursive: true });
    writeFileSync(join(other, 'thing', 'diary'), '');
    const run = await sipexec(['verify', '-q', join(folder, 'none'), file, empty, other]);
    expect([run.status, run.stdout, run.stderr.split('\n')]).toEqual([
      125,
      '',
      [
        `sipexec: cannot read ${join(folder, 'none')}: no such file`,
        `sipexec: ${file}: no recording: a recording is a folder`,
        `sipexec: ${empty}: no recording is in this folder`,
        `sipexec: ${join(other, 'thing')}: no recording: it has no file of that name`,
        '',
      ],
    ]);
  });

  test('does not hide the others, and a value of 10 MB is told of', async () => {
    const folder = freshFolder();
    for (const name of ['1', '2', '3']) cpSync(sound, join(folder, name), { recursive: true });
    rmSync(join(folder, '1', 'end'));
    appendFileSync(join(folder, '3', 'process'), `SIP_HF_X=${'x'.repeat(10_000_000)}\0`);
    const run = await sipexec(['replay', folder]);
    expect([run.status, run.stdout, run.stderr]).toEqual([
      125,
      '',
      expect.stringMatching(
        /^sipexec: .*\/1: half of a recording: .*\nsipexec: environment variable SIP_HF_X is too large: .*\nsipexec: 1 of 3 recordings replayed: 1 the same, 0 different; .*; 2 not usable\n$/,
      ),
    ]);
  });
});
