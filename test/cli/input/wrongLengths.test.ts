import { expect, test } from 'vitest';
import { sipexec } from '../program.js';

const message = (firstLine: string, length: number, body = '') =>
  `${firstLine}\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK1\nFrom: <sip:a@example.com>;tag=1\nTo: <sip:b@example.com>\nCall-ID: 1\nCSeq: 1 ${firstLine.split(' ')[0]}\nContent-Type: text/plain\nContent-Length: ${length}\n\n${body}`;

/** The body of the first has 7 bytes; its Content-Length says 17. */
const stdin = `${message('MESSAGE sip:b@example.com SIP/2.0', 17, 'hello\n')}\n${message('BYE sip:c@example.com SIP/2.0', 0)}`;
const remark =
  'sipexec: standard input:12: a message begins here, but the Content-Length of the one before is too large; they are read as two\n';

test.each([
  ['list', ['list', '-'], /^ {3}1 .* MESSAGE .*\n {3}2 .* BYE .*\n$/],
  ['env', ['env', '--message', '2', '-'], /^SIP_RURI=sip:c@example\.com$/m],
  [
    'dset',
    ['dset', 'echo $ru', '-'],
    /^# message 1 .*\nsip:b@example\.com .*\n# message 2 .*\nsip:c@example\.com .*\n$/,
  ],
])('%s reads the message that a too large Content-Length would swallow', async (_name, words, stdout) => {
  const run = await sipexec(words, stdin);
  expect(run.stdout).toMatch(stdout);
  expect(run.stderr).toContain(remark);
  expect(run.status).toBe(0);
});

test('msg gives each command its own message', async () => {
  const run = await sipexec(['msg', 'wc -l >&2', '-'], stdin);
  expect(run.stderr.match(/^ *\d+$/gm)?.map(Number)).toEqual([10, 9]);
});
