import { expect, test } from 'vitest';
import { request, sipexec } from '../program.js';

const ESCAPE = '\u001b[';

test.each<[string, string[], Record<string, string>, boolean]>([
  ['none in a pipe', [], {}, false],
  ['--color', ['--color'], {}, true],
  ['--color=always', ['--color=always'], {}, true],
  ['--no-color', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
  ['NO_COLOR wins over FORCE_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
])('colour on standard error: %s', async (_name, options, env, isColoured) => {
  const run = await sipexec(['dset', 'echo garbage #', ...options], request(), {
    env: { NO_COLOR: '', ...env },
  });
  expect(run.stderr.includes(ESCAPE)).toBe(isColoured);
  expect(run.stdout).toBe('garbage\n');
});

test("standard output never has colour of ours, and a command's bytes are raw in a pipe", async () => {
  const run = await sipexec(['dset', 'printf "sip:\\033[31m@x\\n" #', '--color'], request());
  expect(run.stdout).toBe(`sip:${ESCAPE}31m@x\n`);
});
