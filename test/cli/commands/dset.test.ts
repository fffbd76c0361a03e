import { readdirSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { door, request, sipexec } from '../program.js';

describe('sipexec dset', () => {
  test('prints the new URI set: request URI first, then the branches', async () => {
    const run = await sipexec(['dset', 'echo sip:one@example.com; echo sip:two@example.com #'], request());
    expect([run.status, run.stdout, run.stderr]).toEqual([
      0,
      'sip:one@example.com\nsip:two@example.com\n',
      '',
    ]);
  });

  test('gives the current URI as one word, taken literally', async () => {
    const uri = "sip:b'$(exit 9)`exit 8`*@example.com;x=a&b";
    const run = await sipexec(['dset', 'printf "%s|" sip:n', '--ruri', uri], request());
    expect(run.stdout).toBe(`sip:n|${uri}|\n`);
  });

  test('replaces pseudo-variables, and $$ is a dollar', async () => {
    const run = await sipexec(['dset', 'echo sip:$fU@$td; echo "$$SIP_RURI" #'], request());
    expect(run.stdout).toBe('sip:alice@biloxi.example.com\nsip:bob@biloxi.example.com\n');
  });

  test.each<[string, string, number, string]>([
    ['exit status of the command', 'exit 3 #', 3, ''],
    ['no URI printed', 'true', 1, ''],
    ['not found', 'no-such-command-anywhere', 127, ''],
    ['not executable', '/etc/passwd', 126, ''],
    ['killed by a signal', 'kill -9 $$$$ #', 137, ''],
    ['URIs and a failure: the set is changed all the same', 'echo sip:a@x; exit 4 #', 4, 'sip:a@x\n'],
    [
      'empty lines skipped, blanks at the end removed',
      'printf "\\n sip:a@x \\t\\r\\n\\n\\nsip:b@x" #',
      0,
      ' sip:a@x\nsip:b@x\n',
    ],
  ])('%s', async (_name, command, status, stdout) => {
    const run = await sipexec(['dset', command], request());
    expect([run.status, run.stdout]).toEqual([status, stdout]);
  });

  test('takes twelve URIs and says what the server does with a thirteenth', async () => {
    const run = await sipexec(['dset', 'seq -f sip:%g@x 100 #', '--json'], request());
    const record = JSON.parse(run.stdout);
    expect(run.status).toBe(1);
    expect([record.requestUri, record.branches.length, record.returnCode]).toEqual(['sip:1@x', 11, -1]);
    expect(record.warnings.map((warning: { code: string }) => warning.code)).toContain('too-many-uris');
  });

  test('does not drown in 100 MB of lines', async () => {
    const run = await sipexec(['dset', 'yes sip:a@x | head -c 100000000 #'], request());
    expect(run.stdout).toBe('sip:a@x\n'.repeat(12));
    expect(run.stderr).toContain('too-many-uris');
  });

  test('does not drown in 100 MB of blank lines either', async () => {
    const run = await sipexec(['dset', 'yes "" | head -c 100000000; echo sip:a@x #'], request());
    expect([run.status, run.stdout]).toEqual([0, 'sip:a@x\n']);
  });

  test('splits a line at 1,023 bytes as the server does, and says so', async () => {
    const run = await sipexec(['dset', `printf "sip:%01020d\\n" 0 #`], request());
    expect(run.stdout.split('\n').map((line) => line.length)).toEqual([1023, 1, 0]);
    expect(run.stderr).toContain('[long-line]');
  });

  test('the timer ends everything that the command started', async () => {
    const mark = `31${process.pid}`;
    const run = await sipexec(
      ['dset', `sleep ${mark} & setsid sleep ${mark} & sleep ${mark} #`, '--exec-timer', '0.3'],
      request(),
    );
    expect([run.status, run.stdout]).toEqual([124, '']);
    expect(processesRunning(`sleep\0${mark}`)).toEqual([]);
  });

  test('the timer ends what has left session and parent but still keeps the server waiting', async () => {
    const mark = `33${process.pid}`;
    const run = await sipexec(
      [
        'dset',
        `echo sip:a@x; (setsid sleep ${mark} &); (setsid sh -c 'trap "" TERM; sleep ${mark}; sleep ${mark}' &) #`,
        '--exec-timer',
        '0.5',
      ],
      request(),
    );
    expect([run.status, run.stdout]).toEqual([124, 'sip:a@x\n']);
    expect(processesRunning(`sleep\0${mark}`)).toEqual([]);
  });

  test('the timer ends a command that ignores SIGTERM', async () => {
    const mark = `32${process.pid}`;
    const run = await sipexec(
      ['dset', `trap "" TERM; sleep ${mark}; sleep ${mark} #`, '--exec-timer', '0.2'],
      request(),
    );
    expect(run.status).toBe(124);
    expect(processesRunning(`sleep\0${mark}`)).toEqual([]);
  });

  test('waits for what holds its standard output, says so, and the timer ends it', async () => {
    const run = await sipexec(['dset', 'echo sip:a@x; sleep 3600 & #', '--exec-timer', '1.5'], request());
    expect([run.status, run.stdout]).toEqual([124, 'sip:a@x\n']);
    expect(run.stderr).toContain('still holds its standard output');
  });

  test.runIf(process.platform === 'linux')(
    'bytes of the command string that are no UTF-8 are kept',
    async () => {
      // Node could not hand such an argument over.
      const line = `exec ${process.execPath} ${door} dset "$(printf 'echo sip:\\351@x #')"`;
      const run = await execa('sh', ['-c', line], { input: request(), encoding: 'buffer' });
      expect(Buffer.from(run.stdout).toString('latin1')).toBe('sip:\xe9@x');
    },
  );

  test('raw bytes reach the argument and come back', async () => {
    const message = request().replace('sip:bob@', 'sip:b\xe9b@');
    const run = await sipexec(['dset', 'printf "%s\\n"'], message);
    expect(run.stdout).toBe('sip:b\xe9b@biloxi.example.com\n');
  });

  test('a reply is refused with an error that says so', async () => {
    const run = await sipexec(
      ['dset', 'echo sip:a@x'],
      request().replace(/^INVITE \S+ SIP\/2\.0/, 'SIP/2.0 200 OK'),
    );
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr).toMatch(/^sipexec: .*requests only.*reply\n$/);
  });

  test('runs every request of several messages and counts the replies', async () => {
    const reply = request().replace(/^INVITE \S+ SIP\/2\.0/, 'SIP/2.0 200 OK');
    const run = await sipexec(
      ['dset', 'echo "sip:$rm@x" #'],
      request() + reply + request({}, { method: 'OPTIONS' }),
    );
    expect(run.status).toBe(0);
    expect(run.stdout).toBe(
      '# message 1 (standard input): INVITE sip:bob@biloxi.example.com, Call-ID a84b4c76e66710\nsip:INVITE@x\n' +
        '# message 3 (standard input): OPTIONS sip:bob@biloxi.example.com, Call-ID a84b4c76e66710\nsip:OPTIONS@x\n',
    );
    expect(run.stderr).toBe('sipexec: 2 requests run: 2 true, 0 false; 1 reply skipped\n');
  });

  test('of several messages one that is false makes the status 1', async () => {
    const run = await sipexec(
      ['dset', 'test $rm = INVITE && echo sip:a@x #'],
      request() + request({}, { method: 'OPTIONS' }),
    );
    expect(run.status).toBe(1);
  });

  test('--jobs keeps the order', async () => {
    const messages = Array.from({ length: 9 }, (_, i) => request({ CSeq: `${i} INVITE` })).join('');
    const run = await sipexec(
      ['dset', 'test $cs = 0 && sleep 0.3; echo sip:$cs@x #', '--jobs', '4', '--json'],
      messages,
    );
    const uris = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).requestUri);
    expect(uris).toEqual(Array.from({ length: 9 }, (_, i) => `sip:${i}@x`));
  });
});

function processesRunning(commandLine: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'latin1').startsWith(commandLine);
    } catch {
      return false;
    }
  });
}
