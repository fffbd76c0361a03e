import { describe, expect, test } from 'vitest';
import { request, sipexec } from '../program.js';

describe('sipexec msg', () => {
  test('gives the message byte for byte, leading line ends and NULs included', async () => {
    const message = `\r\n\r\n${request({}, { body: 'a\0b\xe9' })}`;
    const run = await sipexec(['msg', 'od -An -v -tx1', '--json'], message);
    const bytes = JSON.parse(run.stdout).stdout.replace(/\s+/g, '');
    expect(bytes).toBe(Buffer.from(message, 'latin1').toString('hex'));
  });

  test('with raw bytes in the environment too', async () => {
    const message = request({ 'X-A': '\xe9' }, { body: 'a\0b\xe9' });
    const run = await sipexec(
      ['msg', 'printf %s "$$SIP_HF_X_A" | od -An -tx1; od -An -v -tx1', '--json'],
      message,
    );
    const bytes = JSON.parse(run.stdout).stdout.replace(/\s+/g, '');
    expect(bytes).toBe(`e9${Buffer.from(message, 'latin1').toString('hex')}`);
  });

  test('says how the command ended, and shows its output on standard error', async () => {
    const run = await sipexec(['msg', 'echo out; echo err >&2; exit 5'], request());
    expect([run.status, run.stdout]).toEqual([5, 'exit status 5\n']);
    expect(run.stderr).toBe('out\nerr\n');
  });

  test.each<[string, string, number, string]>([
    ['a signal', 'kill -TERM $$$$', 143, 'killed by SIGTERM\n'],
    ['success', 'cat >/dev/null', 0, 'exit status 0\n'],
    ['not found', 'no-such-command-anywhere', 127, 'exit status 127\n'],
    ['a command that does not read', 'true', 0, 'exit status 0\n'],
    ['a command that closes its input', 'exec <&-; sleep 0.1', 0, 'exit status 0\n'],
  ])('%s', async (_name, command, status, stdout) => {
    const run = await sipexec(['msg', command], request());
    expect([run.status, run.stdout]).toEqual([status, stdout]);
  });

  test.each<[string, string, string]>([
    ['kamailio-6.1', 'msg', 'sh'],
    ['opensips-1.4', 'msg', 'sh'],
    ['opensips-1.11', 'msg', '/bin/sh'],
    ['opensips-2.4', 'msg', '/bin/sh'],
    ['opensips-3.6', 'exec', 'sh'],
  ])('the shell of %s (%s) calls itself %s in its messages, of raw bytes too', async (server, verb, name) => {
    for (const subject of ['plain', '\xe9']) {
      const args = [verb, 'no-such-command-anywhere', '--server', server, '--setvars=1', '--json'];
      const record = JSON.parse((await sipexec(args, request({ Subject: subject }))).stdout);
      expect(record.stderr).toContain('no-such-command-anywhere: ');
      expect(record.stderr.split(': ')[0]).toBe(name);
    }
  });

  test('a command that does not read a large message is fine', async () => {
    const words = ['msg', 'true', '--server', 'documented'];
    const run = await sipexec(words, request({}, { body: 'x'.repeat(5_000_000) }));
    expect([run.status, run.stdout, run.stderr]).toEqual([0, 'exit status 0\n', '']);
  });

  test('standard input, output and error can be opened by name, as in a server', async () => {
    const run = await sipexec(
      ['msg', 'cat /dev/stdin | wc -c; test -p /dev/stdin && echo e >/dev/stderr', '--json'],
      request(),
    );
    const record = JSON.parse(run.stdout);
    expect([record.stdout, record.stderr]).toEqual([`${request().length}\n`, 'e\n']);
  });

  test('does not wait for what the command leaves behind, as pclose does not', async () => {
    const run = await sipexec(['msg', 'sleep 100 & exit 0', '--json', '--exec-timer', '60'], request());
    expect(JSON.parse(run.stdout)).toMatchObject({ exitCode: 0, timedOut: false, returnCode: 1 });
  });

  test('tells how long it took until the timer', async () => {
    const run = await sipexec(['msg', 'sleep 60', '--exec-timer', '0.5'], request());
    expect(run.status).toBe(124);
    expect(run.stdout).toMatch(/^timed out after \d+\.\d s\n$/);
  });
});
