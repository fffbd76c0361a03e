import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  notStarted,
  whyFileDoesNotRun,
  whyNotStarted,
  writtenProblem,
} from '../../../src/exec/warnings/notStarted.js';

const folder = mkdtempSync(join(tmpdir(), 'not-started-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const tools = join(folder, 'tools');
mkdirSync(tools);

/** Writes a file into the folder, one character a byte. */
function file(name: string, content: string, mode = 0o755): void {
  writeFileSync(join(folder, name), content, 'latin1');
  chmodSync(join(folder, name), mode);
}
file('good.sh', '#!/bin/sh\n');
file('plain.sh', 'echo a\n');
file('plain.txt', '#!/bin/sh\n', 0o644);
file('dos.sh', '#!/bin/sh\r\necho a\r\n');
file('marked.sh', '\xef\xbb\xbf#!/bin/sh\n');
file('lost.sh', '#! \t/no/such/python -u\n');
file('env.sh', '#!/usr/bin/env -S LANG=C no-such-program -u\n');
file('envtool.sh', '#!/usr/bin/env tool\n');
file('envpath.sh', '#!/usr/bin/env /no/such\n');
file('bare.sh', '#!\n');
file('tools/tool', '#!/bin/sh\n');
file('tools/note', 'a note\n', 0o644);
mkdirSync(join(tools, 'sub'));

function told(commandLine: string, exitCode: number | undefined, path = `/none:${tools}`) {
  return notStarted(Buffer.from(commandLine), exitCode, { path, workingDirectory: folder })?.message;
}

describe('a command that the shell could not start', () => {
  test.each<[string, string]>([
    ['./none.sh', `there is no file ./none.sh: it is looked for in ${folder}`],
    ['/none/x', 'there is no file /none/x'],
    ['./tools', './tools is a directory'],
    ['./plain.txt a', './plain.txt is not executable: chmod +x ./plain.txt'],
    [
      './dos.sh',
      `./dos.sh: its first line ends in CR LF, and the system looks for an interpreter named "/bin/sh\\r": save it with line ends of Unix (sed -i 's/\\r$//')`,
    ],
    [
      './marked.sh',
      './marked.sh: a byte order mark stands before its #!, and the system does not see that: save it without one',
    ],
    ['./lost.sh', './lost.sh: the interpreter of its first line, /no/such/python, does not exist'],
    [
      './env.sh',
      `./env.sh: its first line has env look for no-such-program, which is in no folder of PATH (/none:${tools}): write where it lies, or give the server that PATH`,
    ],
    [
      'lookup a b',
      `lookup is in no folder of PATH, which is /none:${tools}; a daemon's PATH is often shorter than yours: write where the command lies`,
    ],
    // A file that nobody may execute is none that PATH leads to, and neither is a folder.
    [
      'note',
      `note is in no folder of PATH, which is /none:${tools}; a daemon's PATH is often shorter than yours: write where the command lies`,
    ],
    [
      'sub',
      `sub is in no folder of PATH, which is /none:${tools}; a daemon's PATH is often shorter than yours: write where the command lies`,
    ],
  ])('%s', (command, why) => {
    expect([told(command, 127), told(command, 126)]).toEqual([why, why]);
  });

  test('with an empty PATH', () => {
    expect(told('lookup', 127, '')).toBe(
      "lookup is in no folder of PATH, which is empty; a daemon's PATH is often shorter than yours: write where the command lies",
    );
  });

  test.each([
    ["'./none.sh' a", './none.sh'],
    ['"./none.sh" a', './none.sh'],
    ['  A=1 B=x ./none.sh;true', './none.sh'],
    ['./none.sh|cat', './none.sh'],
  ])('%s: the first word is the command', (command, name) => {
    expect(told(command, 127)).toBe(`there is no file ${name}: it is looked for in ${folder}`);
  });

  test('has the code not-started', () => {
    const lookup = { path: tools, workingDirectory: folder };
    expect(notStarted(Buffer.from('./tools'), 126, lookup)?.code).toBe('not-started');
  });
});

describe('nothing can be told', () => {
  test.each([0, 1, 2, 125, 128, undefined])('of status %s', (status) => {
    expect(told('./none.sh', status)).toBeUndefined();
  });

  test.each([
    ['a command that runs', './good.sh'],
    ['a script without a first line, which the shell reads itself', './plain.sh'],
    ['a first line that names no interpreter', './bare.sh'],
    ['one that env finds', './envtool.sh'],
    ['one that env is told the place of', './envpath.sh'],
    ['one in PATH', 'tool a'],
    ['words that the shell itself knows', 'echo a'],
    ['others of them', 'cd /none'],
    ['a word that the shell expands', '$HOME/none'],
    ['another', '"$x/none"'],
    ['a subshell', '(./none.sh)'],
    ['nothing', ''],
  ])('of %s', (_name, command) => {
    expect(told(command, 127)).toBeUndefined();
  });
});

/** execve(2): Linux reads 256 bytes. */
describe('how the first line of a script is written', () => {
  const dos = 'its first line ends in CR LF, and the system looks for an interpreter named "';
  test.each([
    ['#!/bin/sh\n', undefined],
    ['#!/bin/sh', undefined],
    ['#!/bin/sh\r\n', `${dos}/bin/sh\\r": save it with line ends of Unix (sed -i 's/\\r$//')`],
    ['#! \t/bin/sh -e\r\n', `${dos}/bin/sh -e\\r": save it with line ends of Unix (sed -i 's/\\r$//')`],
    ['#!/bin/sh\necho\r\n', undefined],
    ['echo\r\n', undefined],
    [' #!/bin/sh\r\n', undefined],
    ['\xef\xbb\xbfecho\n', undefined],
    [
      '\xef\xbb\xbf#!/bin/sh\n',
      'a byte order mark stands before its #!, and the system does not see that: save it without one',
    ],
    [
      `#!${'x'.repeat(253)}\r\n`,
      `${dos}${'x'.repeat(253)}\\r": save it with line ends of Unix (sed -i 's/\\r$//')`,
    ],
    [`#!${'x'.repeat(254)}\r\n`, undefined],
  ])('%j', (text, problem) => {
    expect(writtenProblem(text)).toBe(problem);
  });
});

describe('words that the shell knows itself', () => {
  const words =
    '. : [ alias cd command eval exec exit export if for case while test echo printf true false read set sh';
  test('need no file in PATH, and others do', () => {
    const lookup = { path: '/none', workingDirectory: folder };
    expect(words.split(' ').map((word) => whyNotStarted(word, lookup))).toEqual(
      words.split(' ').map(() => undefined),
    );
    for (const word of ['xecho', 'echox', 'shx', '..', 'tests'])
      expect(whyNotStarted(word, lookup)).toMatch(
        new RegExp(`^${word.replaceAll('.', '\\.')} is in no folder of PATH`),
      );
  });

  test('a folder of PATH may be relative, and lies in the working directory then', () => {
    expect(whyNotStarted('tool', { path: 'tools', workingDirectory: folder })).toBeUndefined();
    expect(whyNotStarted('tool', { path: 'tools', workingDirectory: '/' })).toMatch(/^tool is in no folder/);
  });
});

test('a file is told by the name that it goes by', () => {
  const lookup = { path: tools, workingDirectory: folder };
  expect(whyFileDoesNotRun(join(folder, 'none'), 'none', lookup)).toBe(
    `there is no file none: it is looked for in ${folder}`,
  );
  expect(whyFileDoesNotRun(join(folder, 'none'), '/x/none', lookup)).toBe('there is no file /x/none');
  expect(whyFileDoesNotRun(join(folder, 'good.sh'), 'good.sh', lookup)).toBeUndefined();
});
