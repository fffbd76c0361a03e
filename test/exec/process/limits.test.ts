import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { checkLimits } from '../../../src/exec/process/limits.js';

const variable = (name: string, bytes: number) => ({ name, value: Buffer.alloc(bytes, 'a') });
const command = Buffer.from('true');

/** Whether this system starts a program with such a variable, or with such an argument. */
const takesVariable = (bytes: number) =>
  spawnSync('/bin/true', { env: { A: 'a'.repeat(bytes) } }).error === undefined;
const takesArgument = (bytes: number) => spawnSync('/bin/true', ['a'.repeat(bytes)]).error === undefined;

describe('of one string the system takes 131072 bytes, the NUL at its end included', () => {
  const isLinux = process.platform === 'linux';

  test('a variable: its name, the equals sign and its value', () => {
    const longest = 131_072 - 'A='.length - 1;
    expect([takesVariable(longest), takesVariable(longest + 1)]).toEqual([true, !isLinux]);
    expect(() => checkLimits([variable('A', longest)], command)).not.toThrow();
    expect(() => checkLimits([variable('A', longest + 1)], command)).toThrow(
      'environment variable A is too large: 131073 bytes with its name, the system allows 131072 (the server could not start the command either)',
    );
  });

  test('a command line', () => {
    const longest = 131_072 - 1;
    expect([takesArgument(longest), takesArgument(longest + 1)]).toEqual([true, !isLinux]);
    expect(() => checkLimits([], Buffer.alloc(longest, 'a'))).not.toThrow();
    expect(() => checkLimits([], Buffer.alloc(longest + 1, 'a'))).toThrow(
      'the command line is too large: 131073 bytes, the system allows 131072',
    );
  });
});

describe('of an environment as a whole the system takes a quarter of the stack, and never over 6 MiB', () => {
  const many = (count: number, bytes: number) =>
    Array.from({ length: count }, (_, i) => variable(`V${String(i).padStart(2, '0')}`, bytes));

  test('one of half a mebibyte is never too large', () => {
    expect(() => checkLimits(many(8, 65_536 - 100), command)).not.toThrow();
  });

  test('one of 7 MiB always is, and the error names the largest variable', () => {
    // Each variable: its name, =, the value, NUL, and a pointer of eight bytes.
    const total = 69 * (3 + 1 + 100_000 + 1 + 8) + (4 + 1 + 100_001 + 1 + 8) + command.length;
    const environment = [...many(40, 100_000), variable('LONG', 100_001), ...many(29, 100_000)];
    expect(() => checkLimits(environment, command)).toThrow(
      new RegExp(
        `^the environment is too large: ${total} bytes in all, the system allows \\d+; the largest variable is LONG with 100001 bytes$`,
      ),
    );
  });

  const noPrlimit = spawnSync('prlimit', ['--version']).status !== 0;
  test.skipIf(noPrlimit)(
    `a quarter of the stack that this process may have${noPrlimit ? ' (skipped: no prlimit here)' : ''}`,
    () => {
      const before = spawnSync('prlimit', [
        '--pid',
        `${process.pid}`,
        '--stack',
        '--noheadings',
        '--raw',
        '-o',
        'SOFT',
      ]);
      const setSoft = (soft: string) =>
        expect(spawnSync('prlimit', ['--pid', `${process.pid}`, `--stack=${soft}:`]).status).toBe(0);
      // 1,572,864 bytes for all variables of 104,859 + 14 each.
      setSoft('6291456');
      try {
        expect(() => checkLimits(many(14, 104_859), command)).not.toThrow();
        expect(() => checkLimits(many(15, 104_859), command)).toThrow('the system allows 1572864;');
      } finally {
        setSoft(String(before.stdout).trim());
      }
    },
  );
});
