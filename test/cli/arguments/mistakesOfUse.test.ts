import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../src/cli/arguments/parseCommandLine.js';
import { project, suiteOf } from '../../suite/project.js';
import { request, sipexec } from '../program.js';

async function asked(...words: string[]) {
  const parsed = await parseCommandLine(words, '0');
  if (parsed.kind !== 'run') throw new Error('a text');
  const { spec, args } = parsed;
  return [
    spec.name,
    args.required('command'),
    args.all('input'),
    args.value('server'),
    args.value('setvars'),
  ];
}

describe('options before the command', () => {
  test.each<[string[]]>([
    [['--server', 'x', '--no-setvars', 'dset', 'true', 'a.sip']],
    [['-s', 'x', '--setvars', '0', 'dset', 'true', 'a.sip']],
    [['-sx', '--setvars=0', 'dset', 'true', 'a.sip']],
    [['--server=x', 'dset', '--no-setvars', 'true', 'a.sip']],
    [['-v', '--env', 'A=dset', '--server', 'x', '--setvars=0', 'exec_dset', 'true', 'a.sip']],
  ])('%j', async (words) => {
    expect(await asked(...words)).toEqual(['dset', 'true', ['a.sip'], 'x', '0']);
  });

  test('without a command are a mistake', async () => {
    await expect(asked('--server', 'x')).rejects.toThrow('unknown option --server; see sipexec --help');
  });

  test('are those of the command: another one is a mistake', async () => {
    await expect(asked('--watch', 'dset', 'true')).rejects.toThrow('unknown option --watch');
  });
});

describe('the names that functions have in routing scripts', () => {
  test.each([
    ['exec_dset', 'dset'],
    ['exec_msg', 'msg'],
    ['exec_avp', 'avp'],
    ['exec_cmd', 'cmd'],
    ['exec', 'exec'],
  ])('%s is the command %s', async (name, command) => {
    expect((await asked(name, 'true'))[0]).toBe(command);
  });

  test('run as the command does', async () => {
    const run = await sipexec(['--server', 'kamailio-6.1', 'exec_dset', 'echo sip:x@y #'], request());
    expect([run.status, run.stdout, run.stderr]).toEqual([0, 'sip:x@y\n', '']);
  });
});

describe('an option that takes one value and is given two', () => {
  test('says which one counts', async () => {
    const words = ['msg', 'true', '-s', 'kamailio-5.6', '-s', 'kamailio-6.1'];
    const run = await sipexec(words, request());
    expect(run.stderr).toContain(
      'sipexec: warning: --server is given more than once: kamailio-6.1 counts, not kamailio-5.6; compare takes several: --servers A,B\n',
    );
    expect((await sipexec([...words, '-q'], request())).stderr).toBe('');
  });

  test('is no mistake where both are the same, or where several are meant', async () => {
    const run = await sipexec(
      ['msg', 'true', '-s', 'kamailio-6.1', '-s', 'kamailio-6.1', '--env', 'A=1', '--env', 'B=2'],
      request(),
    );
    expect(run.stderr).toBe('');
  });
});

describe('words that stand where others belong', () => {
  async function said(...words: string[]): Promise<[number | undefined, string]> {
    const { folder } = project({ 'route.sh': '#!/bin/sh\necho sip:x@y\n' });
    writeFileSync(join(folder, 'data.txt'), 'no message\n');
    chmodSync(join(folder, 'data.txt'), 0o644);
    const run = await sipexec([...words], '', { cwd: folder });
    return [run.status, run.stderr];
  }

  test.each<[string, string[], string]>([
    [
      'a command without quotes',
      ['dset', 'echo', 'sip:x@y', 'invite.sip'],
      "cannot read sip:x@y: no such file; if it belongs to the command, put the whole command in quotes: sipexec dset 'echo sip:x@y' invite.sip",
    ],
    [
      'an input before a command',
      ['dset', 'invite.sip', 'echo sip:x@y #'],
      "invite.sip is a file of messages, and stands where the command belongs; the command comes first: sipexec dset 'echo sip:x@y #' invite.sip",
    ],
    [
      'an input before a script',
      ['msg', 'invite.sip', './route.sh'],
      "invite.sip is a file of messages, and stands where the command belongs; the command comes first: sipexec msg './route.sh' invite.sip",
    ],
  ])('%s', async (_name, words, sentence) => {
    expect(await said(...words)).toEqual([125, `sipexec: ${sentence}\n`]);
  });

  test.each<[string, string[], string]>([
    ['a misspelt input', ['dset', './route.sh', 'invte.sip'], 'cannot read invte.sip: no such file'],
    [
      'an input behind a command in quotes',
      ['dset', 'echo sip:x@y', 'gone'],
      'cannot read gone: no such file',
    ],
  ])('%s is just that', async (_name, words, sentence) => {
    expect(await said(...words)).toEqual([125, `sipexec: ${sentence}\n`]);
  });
});

test('--json and another format are one too many', async () => {
  const run = await sipexec(['env', '--json', '--format', 'sh'], request());
  expect([run.status, run.stdout, run.stderr]).toEqual([
    125,
    '',
    'sipexec: --json and --format sh: give one of them\n',
  ]);
});

describe('a suite', () => {
  test('tells once why a message is dropped', async () => {
    const made = project({
      'suite.yaml': suiteOf('server: kamailio-6.1\nmsg: "true"\nexpect: { exitStatus: 0 }'),
      'invite.sip': request({ Via: undefined }),
    });
    const { stdout } = await made.test('suite.yaml');
    expect(stdout.match(/dropped|drops|nothing ran/g)).toEqual(['nothing ran', 'dropped']);
  });

  test.each(["'", '"'])('with an open %s is told where it opens', async (quote) => {
    const made = project({
      'suite.yaml': `cases:\n  - name: a\n    message: invite.sip\n    msg: ${quote}true\n    expect: { exitStatus: 0 }\n`,
    });
    const run = await made.test('suite.yaml');
    expect([run.status, run.stderr]).toEqual([
      125,
      'sipexec: suite.yaml:4:10: the quote that opens here is never closed\n',
    ]);
  });
});
