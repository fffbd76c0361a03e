import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { notStarted } from '../../../src/exec/warnings/notStarted.js';

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
