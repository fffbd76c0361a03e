import { execFileSync } from 'node:child_process';
import { constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { afterSilence } from '../../../src/run/input/silence.js';

test('a silence is told once', async () => {
  let told = 0;
  await new Promise<void>((resolve) => {
    afterSilence(1, () => {
      told++;
      resolve();
    });
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(told).toBe(1);
});

test('no silence is told when the waiting was ended', async () => {
  let told = 0;
  afterSilence(1, () => told++)();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(told).toBe(0);
});

test('bytes that came while this process was busy are heard first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-silence-'));
  const name = join(folder, 'pipe');
  execFileSync('mkfifo', [name]);
  const readFd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeFd = openSync(name, constants.O_WRONLY);
  const reader = new Socket({ fd: readFd, readable: true, writable: false });
  const heard = await new Promise((resolve) => {
    const end = afterSilence(50, () => resolve('silence'));
    reader.on('data', (bytes) => {
      end();
      resolve(bytes.toString());
    });
    writeSync(writeFd, 'bytes');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  });
  reader.destroy();
  rmSync(folder, { recursive: true });
  expect(heard).toBe('bytes');
});
