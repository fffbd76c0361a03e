import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, suiteOf } from '../../suite/project.js';

const passing = suiteOf("message: { ruri: sip:a@x }\ndset: 'echo sip:a@x #'\nexpect: { uris: [sip:a@x] }");

const files = {
  'checks/a.sipexec.yaml': passing,
  'checks/deep/b.sipexec.yml': passing,
  'checks/other.yaml': passing,
  'checks/.sipexec.yaml': 'server: kamailio\n',
  'checks/node_modules/p/c.sipexec.yaml': passing,
  'top.sipexec.yaml': passing,
  'odd[1].yaml': passing,
};

/** The suites that a call ran, in order. */
async function suitesOf(...words: string[]): Promise<string[]> {
  const made = project(files);
  symlinkSync('..', join(made.folder, 'checks/loop'));
  const run = await made.test(...words);
  expect([run.status, run.stderr]).toEqual([0, '']);
  return run.stdout.split('\n').filter((line) => /^\S+\.ya?ml$/.test(line));
}

test.each<[string, string[], string[]]>([
  [
    'a folder: every *.sipexec.yaml in it and beneath',
    ['checks'],
    ['checks/a.sipexec.yaml', 'checks/deep/b.sipexec.yml'],
  ],
  [
    'no word: the working folder',
    [],
    ['checks/a.sipexec.yaml', 'checks/deep/b.sipexec.yml', 'top.sipexec.yaml'],
  ],
  ['a pattern: what it matches', ['checks/*.yaml'], ['checks/a.sipexec.yaml', 'checks/other.yaml']],
  [
    'a pattern over folders, with braces',
    ['**/{a,b}.sipexec.y*ml'],
    ['checks/a.sipexec.yaml', 'checks/deep/b.sipexec.yml'],
  ],
  ['a file that is named like a pattern', ['odd[1].yaml'], ['odd[1].yaml']],
  [
    'a file that a folder holds, too, once',
    ['checks/deep/b.sipexec.yml', 'checks'],
    ['checks/deep/b.sipexec.yml', 'checks/a.sipexec.yaml'],
  ],
])('%s', async (_name, words, suites) => {
  expect(await suitesOf(...words)).toEqual(suites);
});

test.each<[string, string]>([
  [
    'empty',
    'no suite in empty: in a folder only files named *.sipexec.yaml count as suites; name others one by one',
  ],
  ['none/*.yaml', 'no file matches none/*.yaml'],
])('what holds no suite is told of: %s', async (word, message) => {
  const run = await project({ 'empty/suite.yaml': passing }).test(word);
  expect([run.status, run.stdout, run.stderr]).toEqual([125, '', `sipexec: ${message}\n`]);
});
