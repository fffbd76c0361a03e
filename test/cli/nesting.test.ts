import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { request, sipexec } from './program.js';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-nesting-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const tooDeep = 'lists and maps stand more than 100 deep within each other\n';

test.each([
  ['lists in brackets', `cases: ${'['.repeat(100_000)}`, '1:107'],
  ['lists in brackets that are closed', `cases: ${'['.repeat(2_400)}${']'.repeat(2_400)}`, '1:107'],
  ['maps in braces', `cases: ${'{a: '.repeat(3_000)}1${'}'.repeat(3_000)}`, '1:404'],
  ['lists in one line', `cases:\n${'- '.repeat(5_000)}a\n`, '2:199'],
])('a suite of nested %s is refused in one line', async (_name, suite, place) => {
  const run = await sipexec(['test', 'suite.yaml'], '', { cwd: folderWith({ 'suite.yaml': suite }) });
  expect([run.status, run.stdout]).toEqual([125, '']);
  // Of what is nested deeper than the library can go, no place is known.
  expect(run.stderr).toMatch(new RegExp(`^sipexec: suite\\.yaml:(?:${place}|1:1): ${tooDeep}$`));
});

test('a suite may be nested a hundred deep', async () => {
  const suite = `x-deep: ${'['.repeat(99)}${']'.repeat(99)}\ncases: 1\n`;
  const run = await sipexec(['test', 'suite.yaml'], '', { cwd: folderWith({ 'suite.yaml': suite }) });
  expect([run.status, run.stderr]).toEqual([125, 'sipexec: suite.yaml:2:8: cases must be a list, not "1"\n']);
});

test('maps that each merge the one before twice are merged once each', async () => {
  const maps = Array.from({ length: 40 }, (_, at) => `x-${at + 1}: &m${at + 1} { <<: [*m${at}, *m${at}] }\n`);
  const suite = `x-0: &m0 { message: m.sip, msg: "true" }\n${maps.join('')}cases:\n  - name: merged\n    <<: *m40\n    expect: { returnCode: 1 }\n`;
  const cwd = folderWith({ 'suite.yaml': suite, 'm.sip': request() });
  const run = await sipexec(['test', 'suite.yaml'], '', { cwd });
  expect([run.status, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toContain('1 passed, 0 failed');
});

test('a list of aliases of lists of aliases is told for what it is, and not written out', async () => {
  const tenOf = (text: string) => `[${Array(10).fill(text).join(', ')}]`;
  const lists = Array.from({ length: 9 }, (_, at) => `x-${at + 1}: &a${at + 1} ${tenOf(`*a${at}`)}\n`);
  const suite = `x-0: &a0 ${tenOf('x')}\n${lists.join('')}cases:\n  - { name: a, message: m.sip, msg: "true", expect: { uris: *a9 } }\n`;
  const cwd = folderWith({ 'suite.yaml': suite, 'm.sip': request() });
  const run = await sipexec(['test', 'suite.yaml'], '', { cwd });
  expect([run.status, run.stdout]).toEqual([125, '']);
  expect(run.stderr.split('\n')[0]).toBe(
    'sipexec: suite.yaml:10:11: an item of uris must be a text, not a list',
  );
});

test('substitutions that double a string forty times leave it as it is', async () => {
  const config = `#!KAMAILIO\n${'#!subst "/a/aa/g"\n'.repeat(40)}route { exec_msg("a"); }\n`;
  const run = await sipexec(['scan', 'k.cfg'], '', { cwd: folderWith({ 'k.cfg': config }) });
  expect([run.status, run.stdout]).toEqual([0, 'k.cfg:42:9: exec_msg("a") in route\n']);
  expect(run.stderr).toContain(
    'k.cfg:42:18: the #!subst directives make more than 1048576 bytes of this string; it is read without them [substitution-too-long]\n',
  );
});

test('nor do they take long where there are a thousand strings: what they may put in is counted over all', async () => {
  const calls = 'exec_msg("a"); exec_msg("b"); '.repeat(500);
  const config = `#!KAMAILIO\n${'#!subst "/a/aa/g"\n'.repeat(40)}route { ${calls}}\n`;
  const run = await sipexec(['scan', 'k.cfg'], '', { cwd: folderWith({ 'k.cfg': config }) });
  expect([run.status, run.stdout.split('\n').length]).toEqual([0, 1001]);
  const warnings = run.stderr.split('\n').filter((line) => line.includes('substitution-too-long'));
  expect(warnings).toHaveLength(500);
  expect(warnings.at(-1)).toContain(
    'the #!subst directives make more than 2097152 bytes in this configuration; this string is read without them',
  );
});

test('thousands of rules are tried on as many strings as they may be, and the rest is named', async () => {
  const rules = Array.from({ length: 4_000 }, (_, i) => `#!subst "/name${i}_/x/"\n`).join('');
  const config = `#!KAMAILIO\n${rules}route {\n${'exec_msg("name1_");\n'.repeat(2_600)}}\n`;
  const run = await sipexec(['scan', 'k.cfg'], '', { cwd: folderWith({ 'k.cfg': config }) });
  const calls = run.stdout.trimEnd().split('\n');
  const isChanged = (call: string | undefined) => call?.endsWith('exec_msg("x") in route');
  expect([run.status, calls.length, calls.filter(isChanged).length]).toEqual([0, 2_600, 2_500]);
  expect(run.stderr.split('\n').filter((line) => line.includes('substitution-too-long'))).toEqual([
    'sipexec: warning: k.cfg:6503:10: the #!subst directives would be tried more than 10000000 times in this configuration; ' +
      'this string and all that follow are read without them [substitution-too-long]',
  ]);
});

test.each([
  [
    'references within transformations',
    'kamailio',
    `$(ru${'{s.select,$(ru'.repeat(5_000)}${')}'.repeat(5_000)})`,
  ],
  ['the same in OpenSIPS', 'opensips', `$(ru${'{s.select,$(ru'.repeat(5_000)}${')}'.repeat(5_000)})`],
])('%s may stand 64 deep', async (_name, server, text) => {
  const run = await sipexec(['expand', text, '--server', server], request());
  expect([run.status, run.stdout]).toEqual([125, '']);
  expect(run.stderr).toMatch(
    /^sipexec: byte \d+ of the string: pseudo-variables stand more than 64 deep within each other's transformations\n$/,
  );
});

test.each(['kamailio', 'opensips'])(
  'transformations of %s may follow each other by the thousand',
  async (server) => {
    const run = await sipexec(['expand', `$(rU${'{s.trim}'.repeat(10_000)})`, '--server', server], request());
    expect([run.status, run.stdout, run.stderr]).toEqual([0, 'bob\n', '']);
  },
);

test.each([
  ['itself', ['x=$(var(x){s.eval})']],
  ['itself twice', ['x=$(var(x){s.eval})$(var(x){s.eval})']],
  [
    'others that double each time',
    Array.from({ length: 30 }, (_, at) => `x${at}=$(var(x${at + 1}){s.eval})$(var(x${at + 1}){s.eval})`),
  ],
])('a string that evaluates %s is refused in one line', async (_name, given) => {
  const name = (given[0] as string).startsWith('x0') ? 'x0' : 'x';
  const variables = given.flatMap((one) => ['--var', one]);
  const run = await sipexec(
    ['expand', `$(var(${name}){s.eval})`, '--server', 'opensips', ...variables],
    request(),
  );
  expect([run.status, run.stdout]).toEqual([1, '']);
  expect(run.stderr).toMatch(
    /evaluates strings that name each other: more than 64 deep, or 100000 in all\n$/,
  );
});

test.each(['[', '{"a":'])(
  'JSON of a hundred thousand levels of %s is no capture, and says so',
  async (open) => {
    const close = open === '[' ? ']' : '}';
    const text = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    const run = await sipexec(['list', '-'], text);
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr.split('\n')).toHaveLength(2);
    expect(run.stderr).not.toContain('unexpected error');
  },
);
