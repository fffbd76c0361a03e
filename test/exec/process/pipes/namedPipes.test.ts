import { closeSync, mkdtempSync, readdirSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NamedPipes } from '../../../../src/exec/process/pipes/namedPipes.js';
import { PipeError } from '../../../../src/exec/process/pipes/pipeSource.js';

const source = new NamedPipes();

describe('pipes by mkfifo', () => {
  test('carry bytes from one end to the other; ours does not wait, and the command’s does', async () => {
    const [ofOutput, ofInput] = (await source.take(['read', 'write'])) ?? [];
    if (ofOutput === undefined || ofInput === undefined) throw new Error('no pipes');
    const bytes = Buffer.alloc(10);
    expect(() => readSync(ofOutput.readFd, bytes)).toThrow('EAGAIN');
    expect(() => {
      for (;;) writeSync(ofInput.writeFd, Buffer.alloc(4096, 'x'));
    }).toThrow('EAGAIN');
    expect([readSync(ofInput.readFd, bytes), String(bytes)]).toEqual([10, 'x'.repeat(10)]);
    writeSync(ofOutput.writeFd, 'output');
    expect([readSync(ofOutput.readFd, bytes), String(bytes)]).toEqual([6, 'outputxxxx']);
    for (const { readFd, writeFd } of [ofOutput, ofInput]) {
      closeSync(writeFd);
      closeSync(readFd);
    }
  });

  test.each([
    ['there is no folder for them', 'TMPDIR', '/none/here', 'cannot make a pipe: no such file'],
    ['there is no mkfifo', 'PATH', '/none', 'cannot make a pipe: '],
  ])('are refused where %s', async (_why, variable, value, message) => {
    const before = process.env[variable];
    process.env[variable] = value;
    try {
      const refused = await source.take(['read']).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(PipeError);
      expect((refused as PipeError).message).toMatch(new RegExp(`^${message}`));
    } finally {
      if (before === undefined) delete process.env[variable];
      else process.env[variable] = before;
    }
  });

  test('leave nothing behind in the folder of temporary files', async () => {
    const before = process.env.TMPDIR;
    const folder = mkdtempSync(join(tmpdir(), 'named-pipes-'));
    process.env.TMPDIR = folder;
    try {
      for (const { readFd, writeFd } of (await source.take(['read', 'write'])) ?? []) {
        closeSync(writeFd);
        closeSync(readFd);
      }
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      rmSync(folder, { recursive: true });
    }
  });
});
