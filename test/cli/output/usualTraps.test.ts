import { describe, expect, test } from 'vitest';
import { project, suiteOf } from '../../suite/project.js';
import { request, sipexec } from '../program.js';

interface Told {
  readonly code: string;
  readonly message: string;
}

/** What a run warns of, as records say it, once text on standard error was found to say the same. */
async function warningsOf(args: readonly string[]): Promise<Told[]> {
  const named = args.includes('--server') ? args : [...args, '--server', 'kamailio-6.1'];
  const [text, json] = await Promise.all([
    sipexec(named, request()),
    sipexec([...named, '--json'], request()),
  ]);
  const { warnings } = JSON.parse(json.stdoutBytes.toString('utf8')) as { warnings: Told[] };
  for (const { code, message } of warnings) expect(text.stderr).toContain(`${message} [${code}]`);
  return warnings;
}

const uri = 'sip:bob@biloxi.example.com';

describe('the URI that exec_dset appends, where nobody thought of it', () => {
  test.each<[string, string, string]>([
    [
      'is printed behind the URI that was meant',
      'echo sip:x@y',
      `the command printed it behind its own: "sip:x@y ${uri}"; end the command with " #"`,
    ],
    [
      'is one more file to a command at the end of a pipe',
      'echo sip:x@y | head -1',
      'exec_dset appends the request URI, and head takes it for another file to read; end the command with " #"',
    ],
    [
      'is a file to a command of which the server sees what came before',
      'echo sip:x@y; /usr/bin/tail -n 1',
      'and tail takes it for another file to read',
    ],
    [
      'is a file to grep, which fails',
      'grep -q no-such-user /etc/passwd',
      'and grep takes it for another file to read',
    ],
    [
      'is a word behind a compound command',
      'if true; then echo sip:x@y; fi',
      'behind fi the shell expects none',
    ],
    ['is a word behind a group', '{ echo sip:x@y; }', 'behind } the shell expects none'],
    ['is a word behind a subshell', '(echo sip:x@y)', 'behind ) the shell expects none'],
    ['would be a command behind a semicolon', 'echo sip:x@y;', 'behind ; the shell runs it as a command'],
    ['would be a command behind a pipe', 'echo sip:x@y |', 'behind | the shell runs it as a command'],
    ['is an argument to a test', 'echo sip:x@y; test -n a', 'and test gets it as another argument'],
  ])('%s', async (_name, command, message) => {
    const told = (await warningsOf(['dset', command])).filter(({ code }) => code === 'uri-appended');
    expect(told).toEqual([{ code: 'uri-appended', message: expect.stringContaining(message) }]);
  });

  test.each<[string, string]>([
    ['what is printed on purpose', 'echo'],
    ['a command that keeps it away', 'echo sip:x@y #'],
    ['a comment of several words', "echo sip:x@y # it's the gateway"],
    ['what is read from the message by name', 'printf "%s\\n"'],
    ['grep that finds nothing, with a comment', 'grep -q nobody /etc/passwd #'],
    ['a script that fails on its own', 'exit 3 #'],
    ['a command of another function', 'true'],
  ])('%s is no trap', async (_name, command) => {
    const codes = (await warningsOf(['dset', command])).map(({ code }) => code);
    expect(codes).not.toContain('uri-appended');
  });
});

describe('lines that are no URI', () => {
  test.each<[string, string, Told[]]>([
    [
      'a blank inside',
      'echo "sip:a b@gw" #',
      [{ code: 'blank-in-uri', message: expect.stringContaining('"sip:a b@gw" has a blank in it') }],
    ],
    [
      'two URIs on a line',
      'echo "sip:a@gw sip:b@gw" #',
      [{ code: 'blank-in-uri', message: expect.stringContaining('print each on a line of its own') }],
    ],
    [
      'text before the URI becomes the request URI',
      'echo looking up; echo sip:a@gw #',
      [{ code: 'text-among-uris', message: expect.stringContaining('the new request URI') }],
    ],
    [
      'text behind the URI becomes a branch',
      'echo sip:a@gw; echo sip:b@gw; echo done #',
      [{ code: 'text-among-uris', message: expect.stringContaining('makes it branch 2') }],
    ],
    [
      'angle brackets',
      'echo "Bob <sip:a@gw>" #',
      [{ code: 'not-a-uri', message: expect.stringContaining('without name and angle brackets') }],
    ],
    [
      'quotes',
      `echo '"sip:a@gw"' #`,
      [{ code: 'not-a-uri', message: expect.stringContaining('without quotes') }],
    ],
    ['nothing but URIs', 'echo sip:a@gw; echo "sip:b%20c@gw;lr" #', []],
  ])('%s', async (_name, command, expected) => {
    expect(await warningsOf(['dset', command])).toEqual(expected);
  });
});

describe('functions whose result says less than one thinks', () => {
  test.each<[string, string[], string[]]>([
    ['exec() of a command that fails', ['exec', 'exit 3', '--server', 'opensips-3.6'], ['status-ignored']],
    [
      'exec() of a command that is not there',
      ['exec', '/no/such', '--server', 'opensips-3.6'],
      ['not-started', 'status-ignored'],
    ],
    ['exec() of a command that works', ['exec', 'true', '--server', 'opensips-3.6'], []],
    ['exec_avp() without a line', ['avp', 'echo gold >&2'], ['no-avp']],
    ['exec_avp() with a line', ['avp', 'echo gold'], []],
  ])('%s', async (_name, args, codes) => {
    expect((await warningsOf(args)).map(({ code }) => code)).toEqual(codes);
  });

  test('exec() says beside the status that it is true all the same', async () => {
    const run = await sipexec(['exec', 'exit 127', '--server', 'opensips-3.6'], request());
    expect([run.status, run.stdout]).toEqual([0, 'exit status 127\n']);
    expect(run.stderr).toContain('exited with status 127, and exec() returns true all the same');
  });
});

describe('a server that sets no variables by default', () => {
  const server = ['--server', 'opensips-2.4'];
  const codesOf = async (args: string[]) =>
    (await warningsOf([...args, ...server]))
      .map(({ code }) => code)
      .filter((code) => code !== 'server-hangs');

  test('is told of where the command reads one', async () => {
    const told = await warningsOf(['dset', 'echo sip:$$SIP_USER@gw #', ...server]);
    expect(told).toContainEqual({
      code: 'setvars-default',
      message:
        'opensips-2.4 sets no variables by default: --setvars 1 (in a suite "setvars: true") where your configuration has modparam("exec", "setvars", 1); SIP_USER, which the command reads, is not set here',
    });
  });

  test('is told of where a script reads one', async () => {
    const { folder } = project({ 'route.sh': '#!/bin/sh\necho "sip:$SIP_USER@gw"\n' });
    const run = await sipexec(['dset', './route.sh', ...server], request(), { cwd: folder });
    expect(run.stderr).toContain('SIP_USER, which ./route.sh reads, is not set here [setvars-default]');
  });

  test('is no matter to others', async () => {
    expect(await codesOf(['dset', 'echo sip:gw #'])).toEqual([]);
    expect(await codesOf(['dset', 'echo sip:$$SIP_USER@gw #', '--setvars=1'])).toEqual([]);
    expect(await codesOf(['dset', 'echo sip:$${SIP_USER:-none}@gw #'])).toEqual([]);
    expect(await codesOf(['msg', ': $$SIP_USER', '--setvars=0'])).toEqual(['unset-variable']);
  });

  test('is told of where the environment is asked for', async () => {
    const run = await sipexec(['env', ...server], request());
    expect([run.stdout, run.stderr]).toEqual([
      '',
      expect.stringContaining('opensips-2.4 sets no variables by default: --setvars 1'),
    ]);
  });
});

describe('a command that YAML has cut', () => {
  async function codesOf(lines: string): Promise<string[]> {
    const made = project({ 'suite.yaml': suiteOf(`${lines}\nexpect: { exitStatus: 99 }`) });
    const run = await made.test('suite.yaml', '--json');
    const [record] = run.stdout.split('\n');
    return JSON.parse(record as string).result.warnings.map(({ code }: Told) => code);
  }

  test.each<[string, string, string[]]>([
    ['at the # that keeps the URI away', 'dset: echo sip:x@y #', ['uri-appended', 'yaml-comment']],
    ['at a # within quotes', 'msg: grep -q "Subject # 1"', ['yaml-comment']],
    ['whose URI is in the way', 'dset: echo sip:x@y # no URI', ['uri-appended', 'yaml-comment']],
    ['and which is none the worse for it', 'dset: echo # prints the URI', []],
    ['of another function, with a note', 'msg: exit 0 # always', []],
    ['not at all, in quotes', "dset: 'echo sip:x@y #'", []],
  ])('%s', async (_name, lines, codes) => {
    expect(await codesOf(lines)).toEqual(codes);
  });

  test('is told of with its place beneath the check that failed', async () => {
    const made = project({
      'suite.yaml': suiteOf('dset: echo sip:x@y #\nexpect: { uris: sip:x@y }'),
    });
    const { stdout } = await made.test('suite.yaml');
    expect(stdout).toContain(
      'suite.yaml:4:11: YAML takes the "#" behind this command for a comment, and what follows it is no part of the command: put the whole command in quotes [yaml-comment]',
    );
  });
});
