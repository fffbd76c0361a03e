import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { noexecMount } from '../../../src/exec/warnings/noexecMount.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'noexec-mount-')));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ['data', 'data/deep', 'data2', 'a b\té\\']) mkdirSync(join(folder, name));
for (const name of ['data/deep/x', 'data2/x', 'a b\té\\/x']) writeFileSync(join(folder, name), '');
symlinkSync(join(folder, 'data/deep/x'), join(folder, 'link'));

/** Which mount keeps a file from being executed. In: the mounts in order, as points in the folder with their options. */
function told(path: string, mounts: readonly (readonly [point: string, options: string])[]) {
  const lines = mounts.map(
    ([point, options], i) =>
      `${36 + i} 35 98:0 /noexec ${point} ${options} shared:1 noexec - ext4 /dev/sda1 rw,noexec`,
  );
  const mountinfo = join(folder, 'mountinfo');
  writeFileSync(mountinfo, `${lines.join('\n')}\n`, 'latin1');
  return noexecMount(join(folder, path), mountinfo);
}
const data = join(folder, 'data');
const deep = join(data, 'deep');

describe('the mount that keeps a file from being executed', () => {
  test.each([
    [
      'the one that holds it',
      'data/deep/x',
      [
        ['/', 'rw'],
        [data, 'rw,noexec,relatime'],
      ],
      data,
    ],
    ['the root', 'data/deep/x', [['/', 'noexec']], '/'],
    [
      'the file itself, where that is mounted',
      'data/deep/x',
      [
        ['/', 'rw'],
        [join(deep, 'x'), 'noexec'],
      ],
      join(deep, 'x'),
    ],
    [
      'the one of the file that a link leads to',
      'link',
      [
        ['/', 'rw'],
        [deep, 'noexec'],
      ],
      deep,
    ],
    [
      'the innermost, in whatever order they come',
      'data/deep/x',
      [
        [deep, 'noexec'],
        ['/', 'rw'],
        [data, 'rw'],
      ],
      deep,
    ],
    [
      'the later one of two in one place',
      'data/deep/x',
      [
        [data, 'rw'],
        [data, 'noexec'],
      ],
      data,
    ],
  ] as const)('is %s', (_name, path, mounts, expected) => {
    expect(told(path, mounts)).toBe(expected);
  });

  test('is told though lines are cut', () => {
    const mountinfo = join(folder, 'cut');
    writeFileSync(
      mountinfo,
      `36 35 98:0 / ${data}\n36 35\n\n37 35 98:0 / ${data} rw,noexec\n38 35 98:0 / ${deep}\n`,
    );
    expect(noexecMount(join(deep, 'x'), mountinfo)).toBe(data);
  });

  test('is told by its name, though mountinfo writes blanks, backslashes and bytes in a way of its own', () => {
    const written = Buffer.from(`${folder}/a\\040b\\011é\\134`).toString('latin1');
    expect(
      told('a b\té\\/x', [
        ['/', 'rw'],
        [written, 'ro,noexec'],
      ]),
    ).toBe(join(folder, 'a b\té\\'));
  });
});

describe('no mount keeps a file from being executed', () => {
  test.each([
    [
      'where none is noexec',
      'data/deep/x',
      [
        ['/', 'rw,nosuid,nodev,noexecutable'],
        [data, 'rw'],
      ],
    ],
    [
      'where that is one beside it whose name begins alike',
      'data2/x',
      [
        ['/', 'rw'],
        [data, 'noexec'],
      ],
    ],
    [
      'where that is one around the innermost',
      'data/deep/x',
      [
        ['/', 'noexec'],
        [data, 'noexec'],
        [deep, 'rw'],
      ],
    ],
    [
      'where a later mount hides that',
      'data/deep/x',
      [
        [data, 'noexec'],
        [data, 'rw'],
      ],
    ],
    ['where the system tells of none', 'data/deep/x', []],
    ['where there is no such file', 'none', [['/', 'noexec']]],
  ] as const)('%s', (_name, path, mounts) => {
    expect(told(path, mounts)).toBeUndefined();
  });

  test('where nothing tells of mounts, as on other systems', () => {
    expect(noexecMount(join(deep, 'x'), join(folder, 'no-mountinfo'))).toBeUndefined();
  });
});
