// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's own

import { getEventListeners } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TooLargeError } from '../../../src/exec/process/limits.js';
import { runInteractive } from '../../../src/exec/process/runInteractive.js';
import { ShellError } from '../../../src/exec/process/runShell.js';

let folder: string;
let stop: AbortController;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-interactive-'));
  stop = new AbortController();
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A program that runs this script, and writes what it prints to a file. */
function program(script: string): string {
  const path = join(folder, 'program');
  writeFileSync(path, `#!/bin/sh\nexec >'${folder}/printed'\n${script}\n`, { mode: 0o755 });
  return path;
}
const printed = () => readFileSync(join(folder, 'printed'), 'latin1');

/** Runs a script with variables, one character a byte, beside PATH. */
function run(script: string, variables: Readonly<Record<string, string>> = {}) {
  const environment = Object.entries({ PATH: '/usr/bin:/bin', ...variables });
  return runInteractive(
    program(script),
    environment.map(([name, value]) => ({ name, value: Buffer.from(value, 'latin1') })),
    'inherit',
    stop.signal,
  );
}

/** The same whether Node can hand the environment over itself, or a first shell has to. */
describe.each([
  ['values that are UTF-8', '\xc3\xa9'],
  ['values that are not', '\xe9'],
  ['one that no pipe holds at once', '\xe9'.repeat(100_000)],
])('a program on the terminal of the user, with %s', (_name, value) => {
  test('has these variables, and none of this process', async () => {
    process.env.SIPEXEC_ONLY_HERE = 'here';
    try {
      const ended = await run('printf "%s|%s|%s|%s" "$A" "$B" "${SIPEXEC_ONLY_HERE-none}" "$#"', {
        A: value,
        B: 'it\'s $HOME `x` "y"\\',
      });
      expect(ended).toEqual({ exitCode: 0, signal: undefined });
    } finally {
      delete process.env.SIPEXEC_ONLY_HERE;
    }
    expect(printed()).toBe(`${value}|it's $HOME \`x\` "y"\\|none|0`);
  });

  test('has descriptors 0, 1 and 2, and this process has no more than before', async () => {
    const own = () => readdirSync('/dev/fd').length;
    // What is loaded, and kept open, the first time.
    await run('true', { A: value });
    const before = own();
    await run('if (: <&3) 2>/dev/null; then echo 3 is open; else echo 3 is closed; fi', { A: value });
    expect(printed()).toBe('3 is closed\n');
    expect(own()).toBe(before);
  });

  test('ends with its status, or by a signal', async () => {
    expect(await run('exit 7', { A: value })).toEqual({ exitCode: 7, signal: undefined });
    expect(await run('kill -TERM $$', { A: value })).toEqual({ exitCode: undefined, signal: 'SIGTERM' });
  });

  test('is told of a stop as of a terminal that hangs up, and is killed where it takes no notice', async () => {
    const stopped = async (trap: string) => {
      stop = new AbortController();
      rmSync(join(folder, 'printed'), { force: true });
      const ended = run(`trap '${trap}' HUP; echo ready; while :; do sleep 0.05; done`, { A: value });
      const isReady = () => existsSync(join(folder, 'printed')) && printed() === 'ready\n';
      await expect.poll(isReady, { timeout: 60_000 }).toBe(true);
      stop.abort();
      return ended;
    };
    expect(await stopped('exit 5')).toEqual({ exitCode: 5, signal: undefined });
    expect(await stopped('')).toEqual({ exitCode: undefined, signal: 'SIGKILL' });
  });

  test('once ended is no concern of a stop any more', async () => {
    await run('true', { A: value });
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });
});

describe('nothing runs', () => {
  const refusal = (name: string, variables: Parameters<typeof runInteractive>[1] = []) =>
    runInteractive(name, variables, 'inherit', stop.signal).catch((error: unknown) => error);

  test('where the program is not there, or none', async () => {
    const missing = join(folder, 'none');
    expect(await refusal(missing)).toEqual(new ShellError(`cannot start ${missing}: no such file`));
    expect(await refusal(folder)).toEqual(new ShellError(`cannot start ${folder}: permission denied`));
  });

  test('where the system would not take a variable', async () => {
    const value = Buffer.alloc(131_072, 'a');
    const refused = await refusal(program('true'), [{ name: 'A', value }]);
    expect(refused).toBeInstanceOf(TooLargeError);
    expect((refused as TooLargeError).message).toContain('environment variable A is too large');
    expect(existsSync(join(folder, 'printed'))).toBe(false);
  });

  const hasTerminal = (() => {
    try {
      closeSync(openSync('/dev/tty', 'r'));
      return true;
    } catch {
      return false;
    }
  })();
  test.skipIf(hasTerminal)(
    `where standard input is used up and there is no terminal${hasTerminal ? ' (skipped: there is one here)' : ''}`,
    async () => {
      const refused = runInteractive(program('true'), [], 'terminal', stop.signal);
      await expect(refused).rejects.toEqual(
        new ShellError(
          'no terminal to work on: standard input was the message, and /dev/tty cannot be opened',
        ),
      );
      expect(existsSync(join(folder, 'printed'))).toBe(false);
    },
  );
});
