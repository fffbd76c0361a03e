import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commandTable } from '../../../src/cli/arguments/commandTable.js';
import { parseCommandLine } from '../../../src/cli/arguments/parseCommandLine.js';
import type { ParsedArguments } from '../../../src/cli/arguments/parsedArguments.js';
import { UsageError } from '../../../src/cli/arguments/usageError.js';
import { door, sipexec } from '../program.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

async function argumentsOf(...words: string[]): Promise<ParsedArguments> {
  const request = await parseCommandLine(words, '0');
  if (request.kind !== 'run') throw new Error(request.text);
  return request.args;
}

describe('the command line', () => {
  test('is read as env(1) or timeout(1) would read it', async () => {
    const args = await argumentsOf(
      'dset',
      './route.sh $ru',
      'a.sip',
      '-',
      '--json',
      '-n',
      '3',
      '-n2-5',
      '--ruri=sip:a@x',
      '10',
    );
    expect(args.required('command')).toBe('./route.sh $ru');
    expect(args.all('input')).toEqual(['a.sip', '-', '10']);
    expect(args.flag('json')).toBe(true);
    expect(args.list('message')).toEqual(['3', '2-5']);
    expect(args.value('ruri')).toBe('sip:a@x');
  });

  test.each<[string, string[], string | undefined]>([
    ['alone', ['--setvars'], '1'],
    ['negated', ['--no-setvars'], '0'],
    ['with a value', ['--setvars=0'], '0'],
    ['with a value behind it', ['--setvars', '0'], '0'],
    ['the last one wins', ['--setvars', '--no-setvars'], '0'],
    ['not given', [], undefined],
  ])('--setvars, %s, never swallows the word behind it', async (_name, options, expected) => {
    const args = await argumentsOf('env', ...options, 'a.sip');
    expect(args.value('setvars')).toBe(expected);
    expect(args.all('input')).toEqual(['a.sip']);
  });

  test('behind -- everything is an argument', async () => {
    const args = await argumentsOf('dset', '--', '--no-setvars', '-n');
    expect([args.required('command'), args.all('input')]).toEqual(['--no-setvars', ['-n']]);
  });

  test('short flags stand together, and the last of several values wins', async () => {
    const args = await argumentsOf('dset', 'true', '-vq', '--server', 'a', '-s', 'b');
    expect([args.flag('verbose'), args.flag('quiet'), args.value('server')]).toEqual([true, true, 'b']);
  });

  test.each<[string[], RegExp]>([
    [['env', '--frm', 'x'], /unknown option --frm; did you mean --from\?/],
    [['env', '-x'], /unknown option -x; see sipexec env --help/],
    [['nonsense'], /unknown command nonsense; see sipexec --help/],
    [['lisp'], /unknown command lisp; did you mean list\?/],
    [['dset'], /dset needs <command>/],
    [['env', '--ruri'], /--ruri needs a value/],
    [['env', '-n'], /--message needs a value/],
    [['env', '--route', 'reply'], /--route cannot be "reply": it is one of request, failure/],
    [[], /no command given/],
    [['-v'], /unknown option -v; see sipexec --help/],
  ])('%j is a usage error', async (words, why) => {
    await expect(parseCommandLine(words, '0')).rejects.toThrow(UsageError);
    await expect(parseCommandLine(words, '0')).rejects.toThrow(why);
  });
});

describe('help', () => {
  test.each(commandTable.map(({ name }) => name))(
    'of %s shows every option, and examples that can be pasted',
    async (name) => {
      const run = await sipexec([name, '--help'], '', { env: { COLUMNS: '1000' } });
      expect(run.status).toBe(0);
      const spec = commandTable.find((one) => one.name === name);
      expect(spec?.examples.length).toBeGreaterThan(0);
      for (const { line } of spec?.examples ?? [])
        expect(run.stdoutBytes.toString()).toContain(`\n  ${line}\n`);
      for (const option of spec?.options ?? [])
        expect(run.stdout).toContain(`--${option.shownAs ?? option.name}`);
    },
  );

  test.each([60, 80, 120])('fits a terminal of %i columns', async (columns) => {
    const env = { COLUMNS: String(columns) };
    for (const words of [['--help'], ...commandTable.map(({ name }) => [name, '--help'])]) {
      const { stdoutBytes } = await sipexec(words, '', { env });
      const wide = stdoutBytes
        .toString()
        .split('\n')
        // A quoted word of an example is never broken.
        .filter((line) => line.length > columns && !/^ +.*'[^']*'|^ +[^ ]+( \\\\)?$/.test(line));
      expect([words, wide]).toEqual([words, []]);
    }
  });

  test('of the program names every command', async () => {
    const run = await sipexec(['--help']);
    for (const { name } of commandTable) expect(run.stdout).toContain(`sipexec ${name}`);
    expect(run.stdout).toContain('sipexec completion');
  });

  test('of the program begins with a call that can be pasted', async () => {
    const { stdout } = await sipexec(['--help']);
    const lines = [...stdout.matchAll(/^ {2}(sipexec (?:message|env|dset) .*call\.sip)$/gm)].map(
      ([, line]) => line,
    );
    expect(lines).toHaveLength(4);
    const folder = mkdtempSync(join(tmpdir(), 'sipexec-help-'));
    const script = lines
      .slice(0, 3)
      .join('\n')
      .replaceAll(/^sipexec/gm, `'${process.execPath}' '${door}'`);
    const run = spawnSync('/bin/sh', ['-ec', script], { cwd: folder, encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(run.stdout).toMatch(/^SIP_[\s\S]*\nSIP_USER=\+49301\nsip:\+49301@gw\.example\.net\n$/);
    expect([run.status, run.stderr]).toEqual([0, '']);
  });

  test('keeps the options of a call under headings, the command its own first', async () => {
    const { stdout } = await sipexec(['dset', '--help'], '', { env: { COLUMNS: '80' } });
    expect(stdout.match(/^\S.*:$/gm)).toEqual([
      'Positionals:',
      'Options:',
      "The server's state:",
      'How the command runs:',
      "The daemon's surroundings:",
      'Which messages:',
      'Output:',
      'Examples:',
    ]);
    expect(stdout).toContain('  -n, --message             N[-M]: only these messages, by number or range\n');
    expect(stdout).not.toMatch(/\[(?:string|array|boolean)\]/);
  });

  // As where a manager of Node's versions has put it: the path alone is wider than a terminal.
  test.each([60, 80])('breaks no path, however long, at %i columns', async (columns) => {
    const folder = mkdtempSync(join(tmpdir(), 'sipexec-help-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const installed = join(folder, 'a-folder-with-a-long-name/'.repeat(4), 'sipexec');
    for (const part of ['bin', 'dist', 'fixtures', 'package.json'])
      cpSync(join(root, part), join(installed, part), { recursive: true });
    const env = { ...process.env, COLUMNS: String(columns) };
    const words = [join(installed, 'bin/sipexec.cjs'), 'dset', '--help'];
    const { stdout } = spawnSync(process.execPath, words, { cwd: tmpdir(), env, encoding: 'utf8' });
    expect(stdout).toMatch(/^ +\S*(?:a-folder-with-a-long-name\/){4}sipexec\/fixtures\/invite\.sip$/m);
  });

  // Who has installed the package stands in no clone; and a long path goes to a line of its own.
  test.each([60, 80, 200])(
    'names the messages of the package by paths that lead there, at %i columns',
    async (columns) => {
      const elsewhere = { cwd: tmpdir(), env: { COLUMNS: String(columns) } };
      const { stdout: help } = await sipexec(['dset', '--help'], '', elsewhere);
      const pasted = help
        .slice(help.indexOf("  sipexec dset '"), help.indexOf('      a fixed route'))
        .replace('sipexec', `'${process.execPath}' '${door}'`);
      const run = spawnSync('/bin/sh', ['-c', pasted], { cwd: tmpdir(), encoding: 'utf8' });
      expect([run.stdout, pasted.includes('/fixtures/invite.sip')]).toEqual(['sip:alice@192.0.2.7\n', true]);
    },
  );

  test('the version is that of the package', async () => {
    expect((await sipexec(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each<[string[], RegExp]>([
    [['--server', 'list'], /^documented .*\nser-0\.9 /],
    [['dset', '--server', 'list'], /^documented .*\nser-0\.9 /],
    [['run', '-s', 'list'], /^documented /],
    [['compare', '--servers=list', '--json'], /^\{"version":1,"id":"documented"/],
    [['help', 'dset'], /^sipexec dset <command>/],
  ])('%j needs nothing more', async (words, shown) => {
    const run = await sipexec(words);
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(shown);
  });
});
