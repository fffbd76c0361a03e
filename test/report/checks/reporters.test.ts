import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { door } from '../../cli/program.js';
import { publishedSchema } from '../../cli/publishedSchema.js';
import { project, suiteOf } from '../../suite/project.js';

/** Names and output with everything that a format could stumble over. */
const suite = `cases:
  - name: 'good # "quotes" & <tags>: 100%, é'
    message: invite.sip
    dset: 'echo sip:a@x #'
    expect: { uris: [sip:a@x] }
  - name: bad
    message: invite.sip
    dset: './route.sh #'
    expect:
      uris: [sip:a@x, 'sip:b@x ', sip:c@x]
      exitStatus: 0
  - name: hangs
    message: invite.sip
    msg: sleep 60
    timeout: 0.1
    expect: { returnCode: 1 }
  - name: later
    skip: 'not # yet'
    message: invite.sip
    dset: x
    expect: { returnCode: 1 }
`;
const route =
  '#!/bin/sh\nprintf "sip:a@x\\nsip:b@x\\nsip:c\\tx\\033\\n"\necho "lookup: ]]> failed" >&2\nexit 2\n';
const files = { 'suite.yaml': suite, 'route.sh': route };

async function report(...options: string[]): Promise<string> {
  const run = await project(files).test('suite.yaml', ...options);
  expect([run.status, run.stderr]).toEqual([1, '']);
  return run.stdoutBytes.toString('utf8');
}

describe('the readable report', () => {
  test('tells of a failed check what was expected, what came, where, and how to run it by hand', async () => {
    const text = (await report()).replace(/\(\d+ ms\)/g, '(T)').replace(/\([\d.]+ s\)/g, '(T)');
    expect(text).toBe(`suite.yaml
  ok    good # "quotes" & <tags>: 100%, é (T)
  FAIL  bad (T)
        URI set: not as expected
        at suite.yaml:10:13
            sip:a@x
          - sip:b@x·
          - sip:c@x
          + sip:b@x
          + sip:c\\tx\\e
        exit status: expected 0, came 2
        at suite.yaml:11:19
        warnings:
          | "sip:c\\tx\\u001b" has a blank in it, and the server takes the line as one URI: a blank ends the URI of a request line, so that the next hop refuses the request; write %20, or print nothing behind the URI [blank-in-uri]
          | the command exited with status 2 after it had printed URIs: the function returns false, and the URI set is changed all the same [uris-of-failed-command]
        command line:
          | ./route.sh # 'sip:bob@biloxi.example.com'
        standard error of the command:
          | lookup: ]]> failed
        by hand:
sipexec dset './route.sh #' --server documented --clean-env --env PATH="$PATH" invite.sip
  FAIL  hangs (T)
        the command hung: it was ended after 0.1 s (timeout)
        at suite.yaml:14:10
        command line:
          | sleep 60
        by hand:
sipexec msg 'sleep 60' --server documented --clean-env --env PATH="$PATH" invite.sip
  -     later (skipped: not # yet)
1 passed, 2 failed, 1 skipped (T)
`);
  });

  test('with -q tells of failures only', async () => {
    const text = await report('-q');
    expect(text).not.toMatch(/ok {4}good|later/);
    expect(text).toMatch(/FAIL {2}bad[\s\S]*1 passed, 2 failed, 1 skipped/);
  });

  test('has colours only when they are asked for', async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    expect(await report('--color=always')).toMatch(/\x1b\[31mFAIL/);
    expect(await report()).not.toContain('\x1b');
  });
});

test('shows the end of a long standard error, escaped, and a command line on one line', async () => {
  const command = `seq 30 >&2; printf '\\033[2J' >&2\nexit 3`;
  const made = project({
    'suite.yaml': suiteOf(`msg: ${JSON.stringify(command)}\nexpect: { exitStatus: 0 }`),
  });
  const stdout = (await made.test('suite.yaml')).stdoutBytes.toString();
  expect(stdout).toContain("command line:\n          | seq 30 >&2; printf '\\033[2J' >&2\\nexit 3\n");
  expect(stdout).toContain(
    'standard error of the command:\n          | … 11 lines before these\n          | 12\n',
  );
  expect(stdout).toContain('| 30\n          | \\e[2J\n');
});

describe('the line for running a check by hand', () => {
  test.each<[string, string]>([
    ['a file', "dset: 'echo sip:$rU-$sp@x #'\nsrc: 192.0.2.9:5099"],
    ['one of several messages', "message: { file: two.sip, n: 2 }\ndset: 'echo sip:$rU@x #'"],
    [
      'text',
      `message: |\n  INVITE sip:it's@x SIP/2.0\n  Via: SIP/2.0/UDP h;branch=z\n  X: END\n\ndset: 'echo "sip:$rU@x" #'`,
    ],
    [
      'text without a last line end',
      `message: "INVITE sip:a@x SIP/2.0\\nVia: SIP/2.0/UDP h;branch=z\\n\\nEND\\nit's"\ndset: 'echo "sip:$rU-$ml@x" #'`,
    ],
    [
      'variables with quotes and blanks',
      `dset: 'echo "sip:$$A:$avp(s:b)$$(pwd)@x" #'\nenv: { A: "it's  a" }\navp: { "s:b": [1, "2 3"] }`,
    ],
    [
      'what cannot be shown as it is',
      `message: "INVITE sip:a@x SIP/2.0\\nVia: SIP/2.0/UDP h;branch=z\\r\\nX-A: \\e[31m %d \\\\ it's\\n\\n::stop-commands::x\\n##[error]\\n"\ndset: 'cat >&2; echo "sip:$rU-$ml-$$SIP_HF_X_A-$$A@x" #'\nenv: { A: "\\x07\\n" }`,
    ],
    ['a fresh folder', 'dset: \'cat deep/table; ls -A; test "$$HOME" = "$$PWD" #\'\nisolate: [deep]'],
    [
      'a server and its parameters',
      "dset: 'echo sip:$$SIP_USER@x #'\nserver: opensips-2.4\nsetvars: 0\nshell: /bin/bash",
    ],
  ])('makes the same call: %s', async (_name, lines) => {
    const made = project({ 'two.sip': '', 'deep/table': 'sip:t@x\n' });
    const invite = made.read('invite.sip');
    made.write('two.sip', invite + invite.replace('INVITE sip:bob', 'INVITE sip:carol'));
    made.write('suite.yaml', suiteOf(`${lines}\nexpect: { uris: [none], returnCode: -1 }`));
    const run = await made.test('suite.yaml', '--json');
    const { byHand, result } = JSON.parse(run.stdout.split('\n')[0] as string);
    const shim = `sipexec() { ${process.execPath} ${door} "$@"; }\n`;
    const output = execFileSync('/bin/sh', ['-c', shim + byHand], {
      cwd: made.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const byHandUris = output.trimEnd().split('\n');
    // A fresh folder has another name each time.
    const plain = (uris: string[]) => uris.map((uri) => uri.replace(/\/[^@]*/, ''));
    expect(plain(byHandUris)).toEqual(plain([result.requestUri, ...result.branches]));
  });
});

describe('--reporter tap', () => {
  test('is TAP version 14', async () => {
    const lines = (await report('--reporter', 'tap')).split('\n');
    expect(lines.slice(0, 2)).toEqual(['TAP version 14', '1..4']);
    expect(lines.filter((line) => /^(not )?ok/.test(line))).toEqual([
      'ok 1 - suite.yaml: good \\# "quotes" & <tags>: 100%, é',
      'not ok 2 - suite.yaml: bad',
      'not ok 3 - suite.yaml: hangs',
      'ok 4 - suite.yaml: later # SKIP not \\# yet',
    ]);
    expect(lines.at(-2)).toBe('# 1 passed, 2 failed, 1 skipped');
  });

  test('has a block of YAML beneath each check that failed', async () => {
    const text = await report('--reporter', 'tap');
    const [first] = [...text.matchAll(/^ {2}---\n([\s\S]*?)^ {2}\.\.\.$/gm)].map((match) =>
      parse(match[1] as string),
    );
    expect(first).toMatchObject({
      message: 'URI set: not as expected; exit status: expected 0, came 2',
      severity: 'fail',
      at: { file: 'suite.yaml', line: 10, column: 13 },
      command_line: ["./route.sh # 'sip:bob@biloxi.example.com'"],
      warnings: [
        expect.stringContaining('[blank-in-uri]'),
        expect.stringContaining('[uris-of-failed-command]'),
      ],
      stderr: ['lookup: ]]> failed'],
      difference: ['  sip:a@x', '- sip:b@x·', '- sip:c@x', '+ sip:b@x', '+ sip:c\\tx\\e'],
    });
  });

  test('escapes what its readers take for an escape: a backslash', async () => {
    const suite = suiteOf('msg: exit 0\nexpect: { exitStatus: 0 }').replace('a case', "'C:\\new #1'");
    const run = await project({ 'suite.yaml': suite }).test('suite.yaml', '--reporter', 'tap');
    expect(run.stdout.split('\n')[2]).toBe('ok 1 - suite.yaml: C:\\\\new \\#1');
  });

  test('bails out', async () => {
    const text = await report('--reporter', 'tap', '--bail', '--jobs', '1');
    expect(text).toMatch(/^not ok 2[\s\S]*^Bail out! a check before it failed\n$/m);
    expect(text).not.toMatch(/ok [34]/);
  });
});

const noXmllint = spawnSync('xmllint', ['--version']).error !== undefined;
describe('--reporter junit', () => {
  test.skipIf(noXmllint)(
    `keeps the rules of its readers${noXmllint ? ' (skipped: no xmllint here)' : ''}`,
    async () => {
      const file = join(project({}).folder, 'report.xml');
      const check = (xml: string) => {
        writeFileSync(file, xml);
        const schema = fileURLToPath(new URL('junit.xsd', import.meta.url));
        const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', schema, file], {
          encoding: 'utf8',
        });
        return [status, stderr.replace(file, 'report.xml').trim()];
      };
      const valid = await report('--reporter', 'junit');
      expect(check(valid)).toEqual([0, 'report.xml validates']);
      // The rules are worth something: they refuse what is wrong.
      expect(check(valid.replace(' classname="suite.yaml"', ''))[0]).not.toBe(0);
    },
  );

  test('counts, and tells failures from checks that came to no result', async () => {
    const xml = await report('--reporter', 'junit');
    expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites>\n/);
    expect(xml).toMatch(/<testsuite name="suite\.yaml" .* tests="4" failures="1" errors="1" skipped="1" /);
    expect(xml).toContain(
      '<testcase name="good # &quot;quotes&quot; &amp; &lt;tags&gt;: 100%, é" classname="suite.yaml"',
    );
    expect(xml).toContain(
      '<failure message="URI set: not as expected; exit status: expected 0, came 2" type="uris">',
    );
    expect(xml).toContain('+ sip:c\\tx\\e&#10;');
    expect(xml).toContain('lookup: ]]&gt; failed');
    expect(xml).toContain(
      '<error message="the command hung: it was ended after 0.1 s (timeout)" type="run">',
    );
    expect(xml).toContain('<skipped message="not # yet"/>');
  });
});

describe('--reporter json', () => {
  test('is an object a check, and one with the summary', async () => {
    const records = (await report('--reporter', 'json'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.map(({ status }) => status)).toEqual(['passed', 'failed', 'failed', 'skipped', undefined]);
    expect(records[1]).toMatchObject({
      suite: 'suite.yaml',
      line: 6,
      name: 'bad',
      server: 'documented',
      message: { index: 1, method: 'INVITE', callId: 'a84b4c76e66710' },
      failures: [
        { key: 'uris', missing: ['sip:b@x ', 'sip:c@x'], extra: ['sip:b@x', 'sip:c\tx\x1b'] },
        { key: 'exitStatus', place: { file: 'suite.yaml', line: 11, column: 19 } },
      ],
      result: { outcome: 'ran', exitCode: 2, stderr: 'lookup: ]]> failed\n' },
    });
    expect(records.at(-1).summary).toMatchObject({ passed: 1, failed: 2, skipped: 1, notRun: 0 });
  });
});

test('the records are what the published schema says', async () => {
  const validate = publishedSchema('check');
  for (const line of (await report('--json', '--bail')).trimEnd().split('\n')) {
    validate(JSON.parse(line));
    expect(validate.errors, line).toBe(null);
  }
});

describe('--reporter github', () => {
  test('is an annotation a failure, escaped', async () => {
    const lines = (await report('--reporter', 'github')).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^::error file=suite\.yaml,line=10,col=13,title=bad::suite\.yaml:10:13: URI set: not as expected%0A/,
    );
    expect(lines[1]).toMatch(/^::error file=suite\.yaml,line=14,col=10,title=hangs::/);
  });

  test('escapes what would end a property', async () => {
    const made = project({
      'suite.yaml': suiteOf('msg: exit 1\nexpect: { returnCode: 1 }').replace('a case', "'100%: a, b'"),
    });
    const run = await made.test('suite.yaml', '--reporter', 'github');
    expect(run.stdout).toContain(',title=100%25%3A a%2C b::');
  });
});

describe('several reports of one run', () => {
  test('one to standard output, the others to files', async () => {
    const made = project(files);
    const run = await made.test(
      'suite.yaml',
      '--reporter',
      'tap',
      '--reporter',
      'junit=report.xml',
      '--reporter',
      'json=report.json',
    );
    expect(run.stdout).toMatch(/^TAP version 14\n/);
    expect(made.read('report.xml')).toContain('</testsuites>');
    expect(made.read('report.json').split('\n')).toHaveLength(6);
  });

  test('a report that cannot be written', async () => {
    const run = await project(files).test('suite.yaml', '--reporter', 'junit=no/where.xml', '-q');
    expect([run.status, run.stderr]).toEqual([
      125,
      'sipexec: cannot write no/where.xml: its folder does not exist\n',
    ]);
  });
});
