import { execa } from 'execa';
import { expect, test } from 'vitest';
import { door, request } from '../program.js';

/** Runs the program with both outputs in one pipe, as they meet on a terminal. */
async function shownBy(args: readonly string[], input: string): Promise<string> {
  const script = 'exec "$0" "$@" 2>&1';
  const run = await execa('sh', ['-c', script, process.execPath, door, ...args], { input, reject: false });
  return run.stdout;
}

const one = request({ 'Content-Length': '0' });
const warning = (message: string) =>
  `sipexec: warning: ${message}a line of output is no URI, and the server takes it all the same: "x" [not-a-uri]`;

test('what is said of a message follows its result', async () => {
  expect((await shownBy(['dset', 'echo x #'], one)).split('\n')).toEqual(['x', warning('')]);
});

test('of several messages, what is said of each follows its result and names it', async () => {
  expect((await shownBy(['dset', 'echo x #'], one + one)).split('\n')).toEqual([
    '# message 1 (standard input): INVITE sip:bob@biloxi.example.com, Call-ID a84b4c76e66710',
    'x',
    warning('message 1: '),
    '# message 2 (standard input): INVITE sip:bob@biloxi.example.com, Call-ID a84b4c76e66710',
    'x',
    warning('message 2: '),
    'sipexec: 2 requests run: 2 true, 0 false',
  ]);
});

test('what runs nothing does not speak of runs', async () => {
  const last = async (...args: string[]) => (await shownBy(args, one + one)).split('\n').at(-1);
  expect(await last('env', '-s', 'documented')).toBe(
    'sipexec: 2 requests read: 2 with an environment, 0 without',
  );
  expect(await last('expand', '$ru')).toBe('sipexec: 2 requests read: 2 expanded, 0 not');
  expect(await last('compare')).toBe('sipexec: 2 requests compared');
});
