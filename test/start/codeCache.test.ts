import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
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

/** The cache of one file of the program. */
const cacheFileOf = (name: string) =>
  readdirSync(cacheFolder()).find((file) => file.startsWith(`${name}-`)) as string;

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

  test('is made in the folder that XDG_CACHE_HOME names, which may stand outside of the home and exist already', () => {
    const caches = join(home, 'caches');
    const environment = { HOME: join(home, 'elsewhere'), XDG_CACHE_HOME: caches };
    mkdirSync(environment.HOME);
    mkdirSync(caches);
    expect(version(environment)).toEqual(right);
    expect(readdirSync(caches)).toEqual(['sipexec']);
    expect(statSync(join(caches, 'sipexec')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(caches, 'sipexec')).length).toBeGreaterThan(0);
    expect(readdirSync(environment.HOME)).toEqual([]);
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
    test('begins behind its line at a multiple of eight bytes, or V8 would copy it, whatever commands it was made of', () => {
      for (const command of [
        'env',
        'list',
        'lint',
        'message',
        'compare',
        'test',
        'files',
        'scan',
        'expand',
      ]) {
        const words = [join(program, 'bin/sipexec.cjs'), command, '--help'];
        expect(spawnSync(process.execPath, words, { env: { HOME: home } }).status).toBe(0);
        for (const file of cacheFiles()) {
          const bytes = readFileSync(file);
          const line = bytes.toString('latin1', 0, bytes.indexOf(0x0a));
          expect(line).toMatch(/^\d+ \d+(?: [a-z-]+)+ *$/);
          expect((line.length + 1) % 8).toBe(0);
        }
      }
      const line = readFileSync(join(cacheFolder(), cacheFileOf('cli.cjs')), 'latin1').split('\n', 1)[0];
      expect(line).toMatch(/ env list lint message compare test files scan expand *$/);
    });

    test('is not taken once a bit of it has changed, wherever it stands', () => {
      // Forty starts, which a busy machine needs its time for.
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

    test('of a program that nobody has started for three months goes when another is made', () => {
      version();
      const [name] = readdirSync(cacheFolder()) as [string];
      const old = join(cacheFolder(), name.replace('cli.cjs-', 'cli.cjs-0'));
      const recent = join(cacheFolder(), name.replace('cli.cjs-', 'cli.cjs-1'));
      for (const file of [old, recent]) writeFileSync(file, 'of a program elsewhere');
      const aHundredDaysAgo = new Date(Date.now() - 100 * 24 * 3600 * 1000);
      utimesSync(old, aHundredDaysAgo, aHundredDaysAgo);
      spawnSync(process.execPath, [join(program, 'bin/sipexec.cjs'), 'help'], { env: { HOME: home } });
      expect({ old: existsSync(old), recent: existsSync(recent) }).toEqual({ old: false, recent: true });
    });

    test('is checked as well where Node tells of ways that it gives up, and nobody is told', () => {
      const environment = { HOME: home, NODE_PENDING_DEPRECATION: '1' };
      expect(version(environment)).toEqual(right);
      const [file] = cacheFiles() as [string];
      const { ino } = statSync(file);
      expect(version(environment)).toEqual(right);
      expect(version()).toEqual(right);
      expect(statSync(file).ino).toBe(ino);
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
