import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutputReader } from '../../../src/exec/process/outputReader.js';

let folder: string;
let readFd: number;
let writeFd: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sipexec-reader-'));
  const name = join(folder, 'pipe');
  execFileSync('mkfifo', [name]);
  readFd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  writeFd = openSync(name, constants.O_WRONLY);
});

afterEach(() => {
  closeSync(writeFd);
  rmSync(folder, { recursive: true });
});

/** Keeps this process from hearing of anything, as other work or a busy machine does. */
function beBusy(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

describe('what a command has written before its shell exits', () => {
  test.each([0, 200])('is taken, though someone still holds the pipe (busy for %i ms)', async (busyMs) => {
    const taken: string[] = [];
    const reader = new OutputReader(readFd, (chunk) => {
      taken.push(chunk.toString());
      return 'more';
    });
    writeSync(writeFd, 'all of it');
    const drained = reader.drain();
    beBusy(busyMs);
    await drained;
    expect(taken).toEqual(['all of it']);
  });

  test('is taken also where more comes while the reader is busy', async () => {
    const taken: string[] = [];
    const reader = new OutputReader(readFd, (chunk) => {
      taken.push(chunk.toString());
      if (taken.length < 3) writeSync(writeFd, `and more ${taken.length}`);
      beBusy(100);
      return 'more';
    });
    writeSync(writeFd, 'first');
    await reader.drain();
    expect(taken).toEqual(['first', 'and more 1', 'and more 2']);
  });

  test('is taken no further than the taker wants', async () => {
    const taken: string[] = [];
    const reader = new OutputReader(readFd, (chunk) => {
      taken.push(chunk.toString());
      return 'stop';
    });
    writeSync(writeFd, 'first');
    await reader.done;
    expect(taken).toEqual(['first']);
  });
});
