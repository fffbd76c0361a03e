import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let home: string;
let program: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sipexec-home-'));
  program = join(home, 'program');
  for (const part of ['bin', 'dist', 'package.json']) cpSync(part, join(program, part), { recursive: true });
});

afterEach(() => rmSync(home, { recursive: true }));

const cacheFolder = () => join(home, '.cache/sipexec');
const cacheFiles = () => readdirSync(cacheFolder()).map((name) => join(cacheFolder(), name));

function version(environment: NodeJS.ProcessEnv = { HOME: home }) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(program, 'bin/sipexec.cjs'), '--version'],
    { env: environment, encoding: 'utf8' },
  );
  return { stdout, stderr, status };
}

const right = {
  stdout: `${JSON.parse(readFileSync('package.json', 'utf8')).version}\n`,
  stderr: '',
  status: 0,
};

describe('the code cache', () => {
  test('is made by the first start, for this user alone, and the next start takes it', () => {
    expect(version()).toEqual(right);
    expect(cacheFiles().length).toBeGreaterThan(0);
    expect(statSync(cacheFolder()).mode & 0o777).toBe(0o700);
    expect(version()).toEqual(right);
  });

  test('is made nowhere where there is no home, or none that can be written', () => {
    expect(version({})).toEqual(right);
    expect(version({ HOME: '/proc/nowhere' })).toEqual(right);
    expect(version({ HOME: 'relative' })).toEqual(right);
    expect(readdirSync(home)).toEqual(['program']);
  });

  test('is left alone where Node is told to keep no cache', () => {
    expect(version({ HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(right);
    expect(readdirSync(home)).toEqual(['program']);
  });

  test('is not taken from a folder that others may write, nor through a link', () => {
    mkdirSync(cacheFolder(), { recursive: true });
    chmodSync(cacheFolder(), 0o777);
    expect(version()).toEqual(right);
    expect(cacheFiles()).toEqual([]);

    rmSync(cacheFolder(), { recursive: true });
    mkdirSync(join(home, 'elsewhere'));
    symlinkSync(join(home, 'elsewhere'), cacheFolder());
    expect(version()).toEqual(right);
    expect(readdirSync(join(home, 'elsewhere'))).toEqual([]);
  });

  // From Node 22 on the cache is Node's own, which has its own checks.
  describe.skipIf('enableCompileCache' in module)('of a Node that has none of its own', () => {
    test('is not taken once a bit of it has changed, wherever it stands', () => {
      version();
      const [file] = cacheFiles() as [string];
      const whole = readFileSync(file);
      for (let place = 0; place < 40; place++) {
        const damaged = Buffer.from(whole);
        const at = Math.floor((whole.length * place) / 40);
        damaged[at] = (damaged[at] as number) ^ (1 << (place % 8));
        writeFileSync(file, damaged);
        expect({ at, ...version() }).toEqual({ at, ...right });
      }
    });

    test('is not taken for a program that was edited, also not at the same length', () => {
      version();
      const file = join(program, 'dist/cli.cjs');
      const source = readFileSync(file, 'latin1');
      const number = right.stdout.trim();
      const other = number.replace(/^\d/, '9');
      writeFileSync(file, source.replaceAll(`"${number}"`, `"${other}"`), 'latin1');
      expect(version().stdout).toBe(`${other}\n`);
    });

    test('grows with the commands that it has served, and is written no more once it has served them', () => {
      const stamp = () => cacheFiles().map((file) => [file, statSync(file).mtimeMs, statSync(file).ino]);
      const help = () =>
        spawnSync(process.execPath, [join(program, 'bin/sipexec.cjs'), 'help'], { env: { HOME: home } });
      version();
      const first = stamp();
      help();
      const second = stamp();
      expect(second).not.toEqual(first);
      version();
      help();
      expect(stamp()).toEqual(second);
    });

    test('cut short at any place is not taken', () => {
      version();
      const [file] = cacheFiles() as [string];
      const whole = readFileSync(file);
      for (const share of [0, 0.001, 0.3, 0.6, 0.99]) {
        writeFileSync(file, whole.subarray(0, Math.floor(whole.length * share)));
        expect(version()).toEqual(right);
      }
    });
  });
});
