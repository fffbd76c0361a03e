import { closeSync, constants, readdirSync, readFileSync, readlinkSync, readSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Pipe, PipeMaker } from '../../../../src/exec/process/pipes/pipes.js';

let maker: PipeMaker;
let taken: Pipe[];

beforeEach(() => {
  maker = new PipeMaker();
  taken = [];
});

afterEach(() => maker.close());

const take = async (...ends: Parameters<PipeMaker['take']>[0]) => {
  const pipes = await maker.take(ends);
  taken.push(...pipes);
  return pipes;
};
const nameOf = (fd: number) => readlinkSync(`/proc/self/fd/${fd}`);
/** The pipes that this process has open. */
const openPipes = () =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return nameOf(Number(fd)).startsWith('pipe:') ? [nameOf(Number(fd))] : [];
    } catch {
      return [];
    }
  });
const release = () => {
  for (const { readFd, writeFd } of taken) {
    closeSync(readFd);
    closeSync(writeFd);
  }
};

describe.skipIf(process.platform !== 'linux')(
  'pipes for commands (Linux only: their names are read in /proc)',
  () => {
    test('are each another one, whose two ends belong together, in whatever mixture they are asked for', async () => {
      const wishes = [
        ['read'],
        ['read', 'write'],
        ['read'],
        ['write', 'write'],
        ['read', 'read', 'write'],
      ] as const;
      for (const ends of wishes) await take(...ends);
      expect(taken).toHaveLength(9);
      for (const [i, { readFd, writeFd }] of taken.entries()) {
        expect(nameOf(readFd)).toBe(nameOf(writeFd));
        writeSync(writeFd, `pipe ${i}`);
      }
      const read = taken.map(({ readFd }) => {
        const bytes = Buffer.alloc(100);
        return bytes.toString('utf8', 0, readSync(readFd, bytes));
      });
      expect(read).toEqual(taken.map((_, i) => `pipe ${i}`));
      release();
    });

    test('are as many as are asked for the first time, and are kept ready from then on', async () => {
      const before = openPipes().length;
      maker.prepare();
      await take('read');
      expect(openPipes().length - before).toBe(2);
      await take('read');
      expect(openPipes().length - before).toBe(2 + 14);
      for (let i = 0; i < 6; i++) await take('read');
      expect(openPipes().length - before).toBe(2 + 14);
      release();
    });

    test('are closed where nobody has taken them', async () => {
      const before = openPipes();
      await take('read');
      await take('read', 'write');
      release();
      maker.close();
      expect(openPipes()).toEqual(before);
    });

    test('let us go on where the command has printed nothing yet, or does not read', async () => {
      const [ofOutput, ofInput] = await take('read', 'write');
      expect(() => readSync((ofOutput as Pipe).readFd, Buffer.alloc(1))).toThrow('EAGAIN');
      expect(() => {
        for (;;) writeSync((ofInput as Pipe).writeFd, Buffer.alloc(4096));
      }).toThrow('EAGAIN');
      release();
    });

    test('make the command wait for us at its end of each', async () => {
      const isWaiting = (fd: number) => {
        const flags = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))?.[1] ?? '';
        return (Number.parseInt(flags, 8) & constants.O_NONBLOCK) === 0;
      };
      const [ofOutput, ofInput] = await take('read', 'write');
      expect(
        [ofOutput, ofInput].map((one) => [one?.readFd, one?.writeFd].map((fd) => isWaiting(fd ?? -1))),
      ).toEqual([
        [false, true],
        [true, false],
      ]);
      release();
    });

    test('end when the last of those who write has closed them, and the helper is none of them', async () => {
      const [pipe] = (await take('read')) as [Pipe];
      closeSync(pipe.writeFd);
      const read = () => {
        try {
          return readSync(pipe.readFd, Buffer.alloc(1));
        } catch (error) {
          return (error as NodeJS.ErrnoException).code;
        }
      };
      await expect.poll(read, { timeout: 60_000 }).toBe(0);
      closeSync(pipe.readFd);
    });

    test('come from elsewhere where the helper was killed', async () => {
      await take('read');
      await maker.helper.openPipes();
      process.kill(maker.helper.pid as number, 'SIGKILL');
      await maker.helper.openPipes();
      for (let i = 0; i < 4; i++) await take('read', 'write', 'write');
      expect(new Set(taken.map(({ readFd }) => nameOf(readFd))).size).toBe(1 + 12);
      for (const { readFd, writeFd } of taken) expect(nameOf(readFd)).toBe(nameOf(writeFd));
      release();
    });

    test('can be taken again from a maker that was closed', async () => {
      await take('read');
      maker.close();
      await take('read');
      expect(new Set(taken.map(({ readFd }) => nameOf(readFd))).size).toBe(2);
      release();
    });
  },
);
