import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { door, request, sipexec } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ONE_LINE = /^sipexec: [^\n]+\n$/;

describe('bad input gets one clear line on standard error and status 125', () => {
  test.each<[string, string, RegExp]>([
    ['empty input', '', /empty/],
    [
      'binary junk',
      '\x00\x01\xfe\xff\x80SIPjunk\x00\x00\x17\x99\x03abcdefghijklmnopqrstuvw',
      /not a SIP message/,
    ],
    ['prose', 'Dear sirs,\n\nplease find enclosed a call.\n', /not a SIP message/],
    ['a reply', request().replace(/^INVITE \S+ SIP\/2\.0/, 'SIP/2.0 486 Busy Here'), /this is a reply/],
    ['a first line alone', 'INVITE sip:bob@example.com SIP/2.0', /not a SIP message/],
  ])('%s', async (_name, input, why) => {
    for (const command of [['env'], ['dset', 'echo sip:a@x #'], ['msg', 'true']]) {
      const run = await sipexec(command, input);
      expect(run).toMatchObject({ status: 125, stdout: '' });
      expect(run.stderr).toMatch(ONE_LINE);
      expect(run.stderr).toMatch(why);
    }
  });

  test.each<[string, string, RegExp]>([
    ['zstd', '\x28\xb5\x2f\xfd\x64\x8c\x28\x4d', /: compressed with zstd; unpack it first: zstd -dc/],
    ['xz', '\xfd7zXZ\0\x00\x04', /: compressed with xz; /],
    [
      'Network Monitor',
      'GMBU\0\x02\x01\0',
      /: a capture of Microsoft Network Monitor 2; convert it first: editcap /,
    ],
  ])('a file that is known and not read: %s', async (_name, bytes, why) => {
    for (const command of [['env'], ['dset', 'true'], ['list']]) {
      const run = await sipexec(command, Buffer.from(bytes, 'latin1'));
      expect(run).toMatchObject({ status: 125, stdout: '' });
      expect(run.stderr).toMatch(ONE_LINE);
      expect(run.stderr).toMatch(why);
    }
  });

  test.each<[string, string[], RegExp]>([
    ['no such file', ['env', join(folder, 'absent.sip')], /absent\.sip: no such file/],
    ['a directory', ['env', folder], /it is a directory/],
    ['an unknown command', ['dsett', 'true'], /unknown command dsett; did you mean dset\?/],
    ['an unknown option', ['env', '--sever', 'x'], /unknown option --sever; did you mean --server\?/],
    ['no command to run', ['dset'], /needs <command>|not enough/],
    ['no command at all', [], /no command given/],
    ['an unknown server', ['env', '--server', 'kamailo-6.1'], /kamailo-6\.1.*did you mean kamailio-6\.1\?/],
    ['a value that cannot be', ['env', '--transport', 'pigeon'], /--transport cannot be "pigeon"/],
    ['an address that is none', ['env', '--src', '300.1.1.1'], /--src 300\.1\.1\.1/],
    ['too few groups for an IPv6 address', ['env', '--dst', '1:2:3'], /--dst 1:2:3: expected IP or IP:PORT/],
    ['a timer that is no number', ['dset', 'true', '--exec-timer', 'soon'], /--exec-timer soon/],
    ['a message number that is none', ['env', '-n', 'x'], /-n x/],
    ['a variable without a value', ['dset', 'true', '--avp', 'x'], /--avp x: expected NAME=VALUE/],
    [
      'an unknown pseudo-variable',
      ['dset', 'echo $ruX'],
      /unknown pseudo-variable \$ruX; did you mean \$ru\?/,
    ],
    ['$SIP_… with one dollar', ['dset', 'echo $SIP_RURI'], /\$SIP_RURI.*\$\$SIP_RURI/],
    ['a lone dollar', ['dset', 'echo 5 $'], /lone \$/],
    ['nothing selected', ['env', '-n', '7'], /the only message of the input is not among those selected/],
  ])('%s', async (_name, args, why) => {
    const run = await sipexec(args, request());
    expect(run).toMatchObject({ status: 125, stdout: '' });
    expect(run.stderr).toMatch(ONE_LINE);
    expect(run.stderr).toMatch(why);
  });

  test('an unreadable file', async () => {
    const path = join(folder, 'secret.sip');
    writeFileSync(path, request(), { mode: 0 });
    // Root may read everything, until that capability is taken away.
    const bounded = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];
    const words = [...(process.getuid?.() === 0 ? bounded : []), process.execPath, door, 'env', path];
    const run = await execa(words[0] as string, words.slice(1), { reject: false });
    expect([run.exitCode, run.stderr]).toEqual([125, expect.stringMatching(/permission denied/)]);
  });

  test('a terminal on standard input is a usage error, not a hang', async () => {
    const script = await runInTerminal(`${process.execPath} ${door} env`);
    expect(script).toMatch(/sipexec: no input: give a file, or pipe/);
  });

  test('a closed pipe on standard output ends it quietly', async () => {
    const { status, stderr } = await withClosedStdout(['env', '--json'], request().repeat(2_000));
    expect([status, stderr]).toEqual([141, '']);
  });

  test('a full disk on standard output is an error', async () => {
    const full = openSync('/dev/full', 'w');
    const run = await sipexec(['env'], request(), { stdout: full as never });
    closeSync(full);
    expect(run.status).toBe(125);
    expect(run.stderr).toBe('sipexec: cannot write to standard output: no space left on device\n');
  });

  test('too many open files are named as the reason', async () => {
    const line = `ulimit -n 20; exec ${process.execPath} ${door} dset true`;
    const run = await execa('sh', ['-c', line], { input: request(), reject: false });
    expect([run.exitCode, run.stderr]).toEqual([
      125,
      'sipexec: standard input:1: cannot make a pipe: too many open files (ulimit -n)',
    ]);
  });

  test('a shell that is not there', async () => {
    const run = await sipexec(['dset', 'true', '--shell', join(folder, 'absent')], request());
    expect([run.status, run.stderr]).toEqual([
      125,
      `sipexec: standard input:1: cannot start ${join(folder, 'absent')}: no such file\n`,
    ]);
  });

  test('a variable beyond what the system lets a process have is named', async () => {
    const run = await sipexec(['dset', 'true'], request({ 'X-Big': 'x'.repeat(1_000_000) }));
    expect(run).toMatchObject({ status: 125, stdout: '' });
    expect(run.stderr).toMatch(/SIP_HF_X_BIG is too large: 1000014 bytes .* 131072/);
  });

  test('an environment beyond what the system lets a process have names its largest variable', async () => {
    const headers = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`X-${i}`, 'x'.repeat(100_000 + i)]),
    );
    const run = await sipexec(['dset', 'true'], request(headers));
    expect(run).toMatchObject({ status: 125, stdout: '' });
    expect(run.stderr).toMatch(/environment is too large.*SIP_HF_X_39/);
  });

  test('what is listed, too, must be SIP', async () => {
    const run = await sipexec(['list'], 'Dear sirs,\n\nplease find enclosed a call.\n');
    expect(run).toMatchObject({ status: 125, stdout: '' });
    expect(run.stderr).toMatch(ONE_LINE);
    expect(run.stderr).toMatch(
      /^sipexec: standard input: not a SIP message, nor a text of a known format \(tcpdump, /,
    );
    const junk = await sipexec(['list'], 'Dear sirs\n');
    expect(junk.status).toBe(125);
    expect(junk.stderr).toMatch(/^sipexec: standard input:1: not a SIP message: [^\n]+\n$/);
  });

  test('a selection that leaves nothing says how much there was', async () => {
    const two = request({ 'Content-Length': '0' }) + request({ 'Content-Length': '0' });
    const run = await sipexec(['list', '--method', 'BYE'], two);
    expect([run.status, run.stderr]).toEqual([
      125,
      'sipexec: none of the 2 messages of the input is among those selected\n',
    ]);
  });

  test.each(['env', 'list'])('%s reads no further in an input without end that is no SIP', async (name) => {
    const run = await sipexec([name, '/dev/zero']);
    expect(run).toMatchObject({ status: 125, stdout: '' });
    expect(run.stderr).toMatch(/^sipexec: \/dev\/zero:1: more than 16 MiB .*; not read further\n/);
  });

  test.each(['lint', 'scan'])('%s reads no further in a file without end', async (name) => {
    const run = await sipexec([name, '/dev/zero']);
    expect([run.status, run.stdout, run.stderr]).toEqual([
      125,
      '',
      'sipexec: /dev/zero: more than 64 MiB; not read further\n',
    ]);
  });

  test('what a server does not let through is named with file and line', async () => {
    const good = request({ 'Content-Length': '0' });
    const bad = request({ 'Content-Length': '0' }).replace('Max-Forwards: 70', 'Max-Forwards');
    const path = join(folder, 'second-is-bad.sip');
    writeFileSync(path, good + bad);
    const run = await sipexec(['dset', 'echo sip:a@x #', path]);
    expect([run.status, run.stdout]).toEqual([1, 'sip:a@x\n']);
    expect(run.stderr.split('\n').slice(0, 2)).toEqual([
      `sipexec: ${path}:${good.split('\n').length + 2}: documented drops the message before the script: header without a colon`,
      'sipexec: 2 requests run: 1 true, 1 false',
    ]);
  });

  test('a bad message among others is reported and skipped', async () => {
    const path = join(folder, 'two.sip');
    writeFileSync(path, request());
    const junk = join(folder, 'junk');
    writeFileSync(junk, 'not SIP at all, and long enough to be looked at\n');
    const run = await sipexec(['dset', 'echo sip:a@x #', path, junk, path]);
    expect(run.status).toBe(125);
    expect(run.stdout.match(/^sip:a@x$/gm)).toHaveLength(2);
    expect(run.stderr).toMatch(/junk:1: not a SIP message/);
  });
});

describe('what the servers still run, sipexec runs, with a warning', () => {
  test.each<[string, string, string]>([
    ['no To', request({ To: undefined }), 'missing-header'],
    ['no From', request({ From: undefined }), 'missing-header'],
    ['a request URI that does not parse', request({}, { uri: 'sip:' }), 'unparsable-uri'],
  ])('%s', async (_name, message, code) => {
    const run = await sipexec(['dset', 'echo sip:a@x #'], message);
    expect([run.status, run.stdout]).toEqual([0, 'sip:a@x\n']);
    expect(run.stderr).toContain(`[${code}]`);
  });

  test('NULs and a body of any length', async () => {
    const run = await sipexec(
      ['msg', 'wc -c >/dev/null'],
      request({ 'X-A': 'a\0b' }, { body: '\0'.repeat(1_000_000) }),
    );
    expect([run.status, run.stdout]).toEqual([0, 'exit status 0\n']);
  });

  test('no Via: no server lets it reach the script', async () => {
    const run = await sipexec(['dset', 'echo sip:a@x #'], request({ Via: undefined }));
    expect([run.status, run.stdout]).toEqual([1, '']);
    expect(run.stderr).toMatch(/no Via header/);
  });

  test('a truncated message', async () => {
    const run = await sipexec(['msg', 'true'], request().slice(0, 200));
    expect([0, 1]).toContain(run.status);
    expect(run.stderr).toMatch(/^(sipexec: [^\n]+\n)*$/);
  });
});

/** Runs a command line on a pseudo-terminal, with util-linux' script(1); answers with what the terminal showed. */
function runInTerminal(commandLine: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', commandLine, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
    child.on('error', reject);
    child.on('exit', () => resolve(shown));
  });
}

/** Runs the program with a standard output that nobody reads. */
function withClosedStdout(args: string[], input: string): Promise<{ status: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [door, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.stdout.destroy();
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', reject);
    child.on('exit', (status) => resolve({ status, stderr }));
  });
}
