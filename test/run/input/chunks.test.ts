import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InputError, openInput } from '../../../src/run/input/chunks.js';

const PIECE_BYTES = 262_144;
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sipexec-chunks-'));
  path = join(folder, 'input');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Bytes of which no two pieces are the same. */
const numbered = (bytes: number) =>
  Buffer.from(
    Array.from({ length: Math.ceil(bytes / 8) }, (_, i) => String(i).padStart(8)).join(''),
  ).subarray(0, bytes);

const isOpen = () =>
  readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  });

describe('a file is read whole and in order', () => {
  test.each([
    0,
    1,
    65_535,
    65_536,
    PIECE_BYTES - 1,
    PIECE_BYTES,
    4 * PIECE_BYTES,
    4 * PIECE_BYTES + 1,
    9 * PIECE_BYTES,
    11 * PIECE_BYTES - 1,
  ])('of %i bytes', async (bytes) => {
    const whole = numbered(bytes);
    writeFileSync(path, whole);
    const pieces: Buffer[] = [];
    for await (const piece of openInput(path, false).chunks) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);
    expect(pieces.every(({ length }) => length > 0 && length <= PIECE_BYTES)).toBe(true);
  });
});

describe.skipIf(process.platform !== 'linux')(
  'a file is closed (Linux only: /proc tells what is open)',
  () => {
    test.each([
      ['when its end was read', 20],
      ['when nobody wants the rest, though the next piece is being read', 6],
      ['when nobody wants more than its beginning', 1],
    ])('%s', async (_, wanted) => {
      writeFileSync(path, numbered(10 * PIECE_BYTES));
      let seen = 0;
      for await (const _piece of openInput(path, false).chunks) {
        expect(isOpen()).toBe(true);
        if (++seen === wanted) break;
      }
      expect(isOpen()).toBe(false);
    });
  },
);

test('a file that grows while it is read is read to its new end', async () => {
  const whole = numbered(12 * PIECE_BYTES);
  writeFileSync(path, whole.subarray(0, 7 * PIECE_BYTES));
  const pieces: Buffer[] = [];
  for await (const piece of openInput(path, false).chunks) {
    if (pieces.push(piece) === 5) writeFileSync(path, whole.subarray(7 * PIECE_BYTES), { flag: 'a' });
  }
  expect(Buffer.concat(pieces).equals(whole)).toBe(true);
});

test('a folder and what is not there are refused in one line', () => {
  expect(() => openInput(folder, false)).toThrow(new InputError(`cannot read ${folder}: it is a directory`));
  expect(() => openInput(path, false)).toThrow(new InputError(`cannot read ${path}: no such file`));
});
