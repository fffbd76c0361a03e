import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { door } from '../../cli/program.js';
import { project, suiteOf } from '../project.js';

/** The records of a run's checks, without the summary. */
function checksOf(stdout: string) {
  const records = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return records.slice(0, -1);
}

/** Values that a shell or a server would take for more than data. */
const hostile = [
  "it's",
  '"; touch ran; "',
  '$(touch ran)',
  '`touch ran`',
  '$HOME',
  '$ru',
  '$$',
  '{{number}}',
  'a  b*',
  '\\',
  '-n',
  '#x',
];

describe('each: a check for each row of a table', () => {
  test('columns stand in message, command and expectation, and in the name', async () => {
    const made = project({
      'numbers.csv': 'number,gateway,code\n+4930,berlin,0\n"+1212",newyork,0\n\n+44,"lon,don",7\n',
      'route.sh': '#!/bin/sh\necho "sip:$SIP_USER@$(echo "$1" | cut -d, -f1)"\nexit "$2"\n',
      'suite.yaml': `cases:
  - name: calls to {{number}}
    each: { file: numbers.csv }
    message: { ruri: "sip:{{number}}@example.com", from: "Desk <sip:{{number}}@example.org>" }
    dset: './route.sh {{gateway}} {{code}} #'
    server: kamailio-6.1
    setvars: 1
    expect:
      uris: ["sip:{{number}}@{{gateway}}"]
      exitStatus: "{{code}}"
`,
    });
    const run = await made.test('suite.yaml', '--json', '--jobs=1');
    const checks = checksOf(run.stdout);
    expect(checks.map(({ title, status, failures, row }) => [title, status, failures, row.line])).toEqual([
      ['calls to +4930', 'passed', [], 2],
      ['calls to +1212', 'passed', [], 3],
      ['calls to +44', 'failed', [expect.objectContaining({ key: 'uris' })], 5],
    ]);
    expect(checks[2].result.exitCode).toBe(7);
  });

  test('a value in a command is data in whatever quotes it stands', async () => {
    const made = project({
      'args.sh': '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\n',
      'suite.yaml': `cases:
  - name: a value
    each: ${JSON.stringify(hostile.map((value) => ({ value })))}
    message: invite.sip
    msg: |-
      ./args.sh {{value}} a{{value}} "b {{value}}" 'c {{value}}' "$$(printf %s {{value}})" && test '{{value}}' = {{value}}
    expect:
      exitStatus: 0
      stdout: "{{value}}\\na{{value}}\\nb {{value}}\\nc {{value}}\\n{{value}}\\n"
`,
    });
    const run = await made.test('suite.yaml', '--jobs=1');
    expect([run.status, run.stdout.match(/ {2}ok {4}/g)?.length]).toEqual([0, hostile.length]);
    expect(() => made.read('ran')).toThrow('ENOENT');
  });

  test('by hand a row makes the same call', async () => {
    const made = project({
      'suite.yaml': `cases:
  - name: a value
    each: ${JSON.stringify(hostile.map((value) => ({ value })))}
    message: { ruri: sip:bob@example.com, header: { X-Value: "{{value}}" }, body: "{{value}}\\n" }
    dset: 'printf "sip:x@%s\\n" {{value}} "$$SIP_HF_X_VALUE" #'
    expect: { uris: [none], returnCode: -1 }
`,
    });
    const run = await made.test('suite.yaml', '--json', '--jobs=1');
    const checks = checksOf(run.stdout);
    const shim = `sipexec() { ${process.execPath} ${door} "$@"; }\n`;
    const byHand = checks.map((check) =>
      execFileSync('/bin/sh', ['-c', shim + check.byHand], {
        cwd: made.folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    expect(byHand).toEqual(
      checks.map(({ result }) => `${[result.requestUri, ...result.branches].join('\n')}\n`),
    );
  });

  test('rows in the suite keep the text of numbers, and have names of their own', async () => {
    const made = project({
      'suite.yaml': suiteOf(
        `each:\n  - { number: 0049, to: a }\n  - { number: 0049, to: b }\n  - { number: +1, to: c }\ndset: 'echo sip:{{number}}@{{to}} #'\nexpect: { uris: ["sip:{{number}}@{{to}}"] }`,
      ),
    });
    const run = await made.test('suite.yaml', '--json', '--jobs=1');
    expect(checksOf(run.stdout).map(({ title, status }) => [title, status])).toEqual([
      ['a case (0049) #1', 'passed'],
      ['a case (0049) #2', 'passed'],
      ['a case (+1)', 'passed'],
    ]);
  });

  test('in a pattern a value stands for itself; a pattern that is a column is the column', async () => {
    const made = project({
      'suite.yaml': suiteOf(
        `each: [{ number: +49.30, pattern: "^sip:.4" }]\ndset: 'echo sip:{{number}}@x #'\nexpect: { uris: [{ matches: "^sip:{{number}}@" }], commandLine: { matches: "{{pattern}}" } }`,
      ),
    });
    const run = await made.test('suite.yaml');
    expect([run.status, run.stdout]).toEqual([
      1,
      expect.stringContaining('command line does not match /^sip:.4/'),
    ]);
    expect(run.stdout).not.toContain('URI set');
    expect(run.stdout).toContain('        row suite.yaml:4\n');
  });

  test('a row whose skip says nothing runs', async () => {
    const made = project({
      'suite.yaml': suiteOf(
        `each: [{ n: 1, why: "" }, { n: 2, why: later }]\nskip: "{{why}}"\ndset: 'echo sip:{{n}}@x #'\nexpect: { returnCode: 1 }`,
      ),
    });
    const run = await made.test('suite.yaml', '--jobs=1');
    expect(run.stdout).toMatch(/ok {4}a case \(1\) .*\n {2}- {5}a case \(2\) \(skipped: later\)\n/);
  });

  test('two braces are only braces without a table', async () => {
    const made = project({
      'suite.yaml': suiteOf("dset: 'echo sip:{{n}}@x #'\nexpect: { uris: ['sip:{{n}}@x'] }"),
    });
    expect((await made.test('suite.yaml')).status).toBe(0);
  });

  test.each<[string, string]>([
    ['commas', 'a,b\n1;2,3\n'],
    ['semicolons', 'a;b\r\n1;2,3\r\n'],
    ['tabs', '\ufeffa\tb\n1\t2,3\n'],
  ])('a table may have %s between its values', async (name, table) => {
    const value = name === 'commas' ? '1;2@3' : '1@2,3';
    const made = project({
      't.csv': table,
      'suite.yaml': suiteOf(
        `each: { file: t.csv }\ndset: 'echo "sip:{{a}}@{{b}}" #'\nexpect: { stdout: [{ contains: "" }], uris: ["sip:${value}"] }`,
      ),
    });
    expect((await made.test('suite.yaml')).stdout).toContain('1 passed');
  });

  test('--update changes no expectation that comes from a table', async () => {
    const suite = suiteOf(
      `each: [{ n: 1 }, { n: 2 }]\ndset: 'echo sip:x@x #'\nexpect:\n  uris: ["sip:{{n}}@x"]\n  returnCode: -1`,
    );
    const made = project({ 'suite.yaml': suite });
    const run = await made.test('suite.yaml', '--update');
    expect([run.status, run.stderr]).toEqual([
      1,
      'sipexec: suite.yaml: not renewed: "a case": uris comes from the table: change it there\n',
    ]);
    expect(made.read('suite.yaml')).toBe(suite.replace('returnCode: -1', 'returnCode: 1'));
  });
});

describe('a table that cannot be used: each problem with its line and column', () => {
  const call = "dset: 'echo {{a}} #'\nexpect: { returnCode: 1 }";
  test.each<[string, string, string, string]>([
    [
      'a missing file',
      `each: { file: no.csv }\n${call}`,
      '',
      'suite.yaml:4:11: cannot read no.csv: no such file',
    ],
    ['no rows', `each: { file: t.csv }\n${call}`, 'a,b\n', 'suite.yaml:4:19: t.csv: it has no rows'],
    ['nothing', `each: { file: t.csv }\n${call}`, '', 'suite.yaml:4:19: t.csv: it is empty'],
    [
      'a short row',
      `each: { file: t.csv }\n${call}`,
      'a,b\n1,2\n3\n',
      't.csv:3:1: 1 values, where the first line names 2 columns',
    ],
    [
      'an open quote',
      `each: { file: t.csv }\n${call}`,
      'a,b\n1,"2\n3,4\n',
      't.csv:3:1: a quotation mark is not closed',
    ],
    [
      'a column twice',
      `each: { file: t.csv }\n${call}`,
      'a,a\n1,2\n',
      't.csv:1:1: two columns are named "a"',
    ],
    [
      'a column without a name',
      `each: { file: t.csv }\n${call}`,
      'a,\n1,2\n',
      't.csv:1:1: a column has no name',
    ],
    [
      'a column that is not there',
      'each: [{ number: 1 }]\ndset: x\nexpect: { uris: ["{{numbr}}"] }',
      '',
      'suite.yaml:6:22: the table has no column "numbr"; did you mean number?',
    ],
    ['no list and no file', `each: 3\n${call}`, '', 'suite.yaml:4:11: each must be a map, not "3"'],
    ['an empty list', `each: []\n${call}`, '', 'suite.yaml:4:11: each is an empty list: nothing would run'],
    [
      'rows that differ',
      `each: [{ a: 1 }, { b: 1 }]\n${call}`,
      '',
      'suite.yaml:4:22: this row has no "a", which the first one has',
    ],
    [
      'a value of the wrong kind',
      'each: [{ a: x }]\ndset: x\nexpect: { exitStatus: "{{a}}", returnCode: "{{a}}" }',
      '',
      'returnCode must be a number, not "x" (in the row at suite.yaml:4)',
    ],
    [
      'a column in a comment',
      "each: [{ a: x }]\ndset: 'echo sip:a@x # {{a}}'\nexpect: { returnCode: 1 }",
      '',
      'suite.yaml:5:11: {{a}} stands in a comment, where no quoting keeps it data',
    ],
    [
      'a column that another shell would run',
      `each: [{ a: x }]\ndset: sh -c "echo {{a}}"\nexpect: { returnCode: 1 }`,
      '',
      'suite.yaml:5:11: {{a}} stands in what sh runs',
    ],
    [
      'braces without quotes',
      `each: [{ a: x }]\ndset: x\nexpect: { uris: {{a}} }`,
      '',
      'uris: a column needs quotes, as in "{{number}}"',
    ],
  ])('%s', async (_name, lines, table, problem) => {
    const made = project({ 'suite.yaml': suiteOf(`message: invite.sip\n${lines}`), 't.csv': table });
    const run = await made.test('suite.yaml');
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr).toContain(problem);
  });
});

describe('a message made of fields', () => {
  test('is the request that sipexec message prints, the same in each run', async () => {
    const made = project({
      'body.sdp': 'v=0\r\n',
      'suite.yaml': suiteOf(
        `message:\n  - { method: REFER, ruri: sip:bob@example.com, from: '"É" <sip:al@x>', to: sip:t@x, callId: c1, cseq: 7, via: [192.0.2.1, 192.0.2.2:5066], transport: tcp, header: { X-A: [1, 2] }, body: body.sdp, randomSeed: 4 }\n  - { cancel: invite.sip }\n  - { inDialog: invite.sip, body: "a\\nb\\n" }\n  - { ruri: sip:it's@x }\nmsg: cat\nexpect: { returnCode: -1 }`,
      ),
    });
    const runs = [await made.test('suite.yaml', '--json'), await made.test('suite.yaml', '--json')];
    const [first, second] = runs.map(({ stdout }) => checksOf(stdout).map(({ result }) => result.stdout));
    expect(first).toEqual(second);
    const shim = `sipexec() { ${process.execPath} ${door} "$@"; }\n`;
    const byHand = checksOf(runs[0]?.stdout ?? '').map((check) =>
      execFileSync('/bin/sh', ['-c', shim + check.byHand.replace(/\| sipexec msg .*/, '| cat')], {
        cwd: made.folder,
        encoding: 'utf8',
      }),
    );
    expect(byHand).toEqual(first);
    expect(first?.map((text: string) => text.slice(0, text.indexOf(' SIP/2.0')))).toEqual([
      'REFER sip:bob@example.com',
      'CANCEL sip:bob@biloxi.example.com',
      'BYE sip:bob@biloxi.example.com',
      "INVITE sip:it's@x",
    ]);
  });
});
