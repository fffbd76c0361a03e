import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { door, request, sipexec } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-fifo-'));
afterAll(() => rmSync(folder, { recursive: true }));

function namedPipe(name: string): string {
  const path = join(folder, name);
  spawnSync('mkfifo', [path]);
  return path;
}

test('a named pipe is read when somebody writes to it', async () => {
  const path = namedPipe('written');
  const reading = sipexec(['expand', '$ru', path]);
  writeFileSync(path, request());
  expect((await reading).stdout).toBe('sip:bob@biloxi.example.com\n');
});

test('a named pipe that nobody writes to does not keep a signal from ending the program', async () => {
  const path = namedPipe('unwritten');
  // What it says of the first input shows that it is up.
  const program = spawn(process.execPath, [door, 'env', '/dev/null', path], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await once(program.stderr, 'data');
  program.kill('SIGINT');
  // Before it waits for the pipe it dies of the signal itself.
  expect([
    [130, null],
    [null, 'SIGINT'],
  ]).toContainEqual(await once(program, 'exit'));
});
