import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project, suiteOf, threeRequests } from '../project.js';

/** What a run of the suite tells of each check, as `status title`. */
async function outcomes(suite: string, files: Record<string, string> = {}, options: string[] = []) {
  const run = await project({ 'suite.yaml': suite, 'three.sip': threeRequests(), ...files }).test(
    'suite.yaml',
    '--json',
    ...options,
  );
  expect(run.stderr).toBe('');
  const records = run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const checks = records.slice(0, -1);
  return {
    status: run.status,
    lines: checks.map((record) => `${record.status} ${record.title}`),
    checks,
    failures: checks.flatMap((record) =>
      record.failures.map((failure: { message: string }) => failure.message),
    ),
    summary: records.at(-1).summary,
  };
}

describe('what a case can expect, and what it says when that does not come', () => {
  const two = 'dset: "echo sip:a@x; echo sip:b@x; echo note >&2 #"\n';
  test.each<[string, string, string, string, string]>([
    [
      'uris, the exact list',
      two,
      'uris: [sip:a@x, sip:b@x]',
      'uris: [sip:b@x, sip:a@x]',
      'URI set: not as expected',
    ],
    ['uris, too few', two, 'uris: [sip:a@x, { contains: b }]', 'uris: sip:a@x', 'URI set: not as expected'],
    [
      'uris, patterns',
      two,
      "uris: [{ matches: '^sip:a' }, { matches: '@x$' }]",
      "uris: [{ matches: '^a' }, sip:b@x]",
      'URI set: not as expected',
    ],
    [
      'uris, contains',
      two,
      'uris: { contains: [sip:b@x] }',
      'uris: { contains: [sip:b@x, sip:c@x] }',
      'URI set: does not contain sip:c@x',
    ],
    [
      'uris, none',
      "dset: 'true #'\n",
      'uris: []',
      'uris: [sip:bob@biloxi.example.com]',
      'URI set: not as expected',
    ],
    ['returnCode', two, 'returnCode: 1', 'returnCode: -1', 'return code: expected -1, came 1'],
    ['exitStatus', 'msg: exit 3\n', 'exitStatus: 3', 'exitStatus: 0', 'exit status: expected 0, came 3'],
    [
      'exitStatus, a signal',
      'msg: kill -9 $$$$\n',
      'exitStatus: SIGKILL',
      'exitStatus: 137',
      'exit status: expected 137, came SIGKILL',
    ],
    [
      'timedOut',
      'msg: sleep 9\nexec_timer: 0.1\n',
      'timedOut: true',
      'timedOut: false',
      'timed out: expected false, came true',
    ],
    ['env, a value', two, 'env: { SIP_USER: bob }', 'env: { SIP_USER: bo }', 'environment: not as expected'],
    [
      'env, a pattern',
      two,
      "env: { SIP_HF_FROM: { matches: 'alice@.*>;tag=' } }",
      'env: { SIP_HF_FROM: { contains: carol } }',
      'environment: not as expected',
    ],
    [
      'env, absent',
      two,
      'env: { absent: [SIP_HF_SUBJECT] }',
      'env: { absent: SIP_USER }',
      'environment: not as expected',
    ],
    ['stdout', 'msg: echo one; echo two\n', 'stdout: "one\\ntwo"', 'stdout: one', 'stdout: not as expected'],
    [
      'stdout, several patterns',
      'msg: echo one; echo two\n',
      'stdout: [{ contains: one }, { matches: "^one$" }, { matches: "^two$" }]',
      'stdout: [{ contains: one }, { contains: six }]',
      'stdout does not contain six',
    ],
    [
      'stdout, nothing',
      'msg: "true"\n',
      "stdout: ''",
      'stdout: { matches: . }',
      'stdout does not match /./: it is empty',
    ],
    ['stderr', two, 'stderr: note', 'stderr: { contains: error }', 'stderr does not contain error'],
    ['avps', 'avp: echo gold; echo 42\n', 'avps: [gold, 42]', 'avps: [gold]', 'AVPs: not as expected'],
    [
      'maxDuration',
      'msg: sleep 0.05\n',
      'maxDuration: 20',
      'maxDuration: 0.01',
      'duration: expected at most 0.01 s, took',
    ],
    ['warnings, none', two, 'warnings: none', 'warnings: [no-uri]', 'warnings: expected no-uri, came none'],
    [
      'warnings, these',
      "dset: 'true #'\n",
      'warnings: [no-uri]',
      'warnings: none',
      'warnings: expected none, came no-uri',
    ],
    [
      'commandLine',
      'msg: echo $fU\n',
      'commandLine: echo alice',
      'commandLine: echo bob',
      'command line: not as expected',
    ],
    [
      'outcome',
      'server: openser-1.1\nmessage: "INVITE sip:x SIP/2.0\\nVia: SIP/2.0/UDP h;branch=z\\nTo: <sip:x\\n\\n"\ndset: a\n',
      '{ outcome: refused, returnCode: -1 }',
      'returnCode: 1',
      'return code: expected 1, came -1',
    ],
    [
      'a run, though nothing ran',
      'message: "INVITE sip:x SIP/2.0\\nTo: <sip:x>\\n\\n"\ndset: a\n',
      '{ outcome: dropped, reason: { contains: Via } }',
      'uris: []',
      'nothing ran: dropped: no Via header',
    ],
  ])('%s', async (_name, lines, right, wrong, message) => {
    const suiteFor = (expectation: string) =>
      suiteOf(`${lines}expect: ${expectation.startsWith('{') ? expectation : `{ ${expectation} }`}`);
    const good = await outcomes(suiteFor(right));
    expect([good.status, good.lines, good.failures]).toEqual([0, ['passed a case'], []]);
    const bad = await outcomes(suiteFor(wrong));
    expect([bad.status, bad.lines]).toEqual([1, ['failed a case']]);
    expect(bad.failures.join('\n')).toContain(message);
  });

  test('bytes that are no UTF-8 are written \\xE9, and are another text than the letter', async () => {
    const files = {
      'latin1.sh': '#!/bin/sh\nprintf "caf\\351\\n"\n',
      'utf8.sh': '#!/bin/sh\nprintf "caf\\303\\251\\n"\n',
    };
    const suite = ['latin1', 'utf8'].map(
      (name) =>
        `  - { name: ${name}, message: invite.sip, msg: ./${name}.sh, expect: { stdout: 'caf\\xE9' } }\n`,
    );
    expect((await outcomes(`cases:\n${suite.join('')}`, files)).lines).toEqual([
      'passed latin1',
      'failed utf8',
    ]);
  });
});

describe('how a case is run', () => {
  test("in the suite's folder, wherever sipexec is called from", async () => {
    const suite = suiteOf('dset: ./route.sh\nexpect: { uris: [sip:here@x] }');
    const made = project({
      'deep/suite.yaml': suite,
      'deep/route.sh': '#!/bin/sh\ncat table\n',
      'deep/table': 'sip:here@x\n',
    });
    made.write('deep/invite.sip', made.read('invite.sip'));
    expect((await made.test('deep/suite.yaml')).status).toBe(0);
  });

  test('with an environment of its own: PATH, what the suite sets, and nothing else', async () => {
    const suite = suiteOf(
      "cmd: 'env | grep -v ^PWD= | sort > seen'\nserver: kamailio\nenv: { B: 2 }\nexpect: { exitStatus: 0 }",
      'env: { A: 1, B: 1 }',
    );
    const made = project({ 'suite.yaml': suite });
    expect((await made.test('suite.yaml')).status).toBe(0);
    expect(made.read('seen')).toBe(`A=1\nB=2\nPATH=${process.env.PATH}\n`);
  });

  test('with variables that it inherits by name', async () => {
    const suite = suiteOf(
      'msg: echo "$HOME|$NOT_SET|$PATH"\ninherit: HOME\nexpect: { stdout: { matches: "^/.*[|][|]" } }'.replaceAll(
        '$',
        '$$$$',
      ),
    );
    expect((await outcomes(suite)).failures).toEqual([]);
  });

  test('with what stands for the state of the server', async () => {
    const suite = suiteOf(
      [
        'dset: \'echo "sip:$si:$sp,$rU,$avp(s:a),$(avp(s:a)[1]),$var(v)" #\'',
        'server: kamailio',
        'src: 192.0.2.9:5070',
        'ruri: sip:carol@example.com',
        'avp: { "s:a": [first, last] }',
        'var: { v: 7 }',
        'expect: { uris: { matches: "^sip:192.0.2.9:5070,carol,.*,7$" }, env: { SIP_SRCIP: 192.0.2.9, SIP_OUSER: bob, SIP_USER: carol } }',
      ].join('\n'),
    );
    expect((await outcomes(suite)).failures).toEqual([]);
  });

  test('exec_avp beside the AVPs of the script', async () => {
    const suite = suiteOf(
      'exec_avp: echo $avp(s:level)\navp: { "s:level": gold }\nserver: kamailio\nexpect: { avps: [gold] }',
    );
    expect((await outcomes(suite)).failures).toEqual([]);
  });

  test('exec() of OpenSIPS, with its input and its own variables', async () => {
    const suite = suiteOf(
      'exec: cat; echo "$$OSIPS_EXEC_0"; exit 3\nstdin: from $fU\navp: { env: hello }\nserver: opensips-3.6\nexpect: { returnCode: 1, exitStatus: 3, stdout: "from alicehello", env: { OSIPS_EXEC_0: hello, absent: SIP_USER } }',
    );
    expect((await outcomes(suite)).failures).toEqual([]);
  });

  test('isolated: in a fresh folder that is its HOME and TMPDIR, and is removed with all that it made', async () => {
    const suite = suiteOf(
      'msg: mktemp -d > /dev/null && touch made && ./copied.sh\nisolate: [copied.sh, deep/table]\nexpect: { stdout: { matches: "^/.*sipexec-" }, exitStatus: 0 }',
    );
    const files = {
      'suite.yaml': suite,
      'copied.sh':
        '#!/bin/sh\ntest -f deep/table && ! test -f invite.sip && test "$HOME" = "$PWD" && test "$TMPDIR" = "$PWD" && pwd\n',
      'deep/table': '',
    };
    const made = project(files);
    const run = await made.test('suite.yaml', '--json');
    expect(run.status).toBe(0);
    expect(existsSync(JSON.parse(run.stdout.split('\n')[0] as string).result.stdout.trim())).toBe(false);
    expect(readdirSync(made.folder).sort()).toEqual(['copied.sh', 'deep', 'invite.sip', 'suite.yaml']);
  });

  test('a command that hangs is ended, and fails', async () => {
    const { status, failures } = await outcomes(
      suiteOf('msg: sleep 100 & sleep 100\ntimeout: 0.2\nexpect: { returnCode: -1 }'),
    );
    expect([status, failures]).toEqual([1, ['the command hung: it was ended after 0.2 s (timeout)']]);
  });

  test('a skipped case is told, and does not run', async () => {
    const suite = `${suiteOf('dset: "echo sip:a@x #"\nexpect: { returnCode: 1 }')}  - { name: later, skip: not yet, dset: touch ran, message: none.sip, expect: { uris: [] } }\n`;
    const made = project({ 'suite.yaml': suite });
    const run = await made.test('suite.yaml');
    expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('later (skipped: not yet)')]);
    expect(existsSync(join(made.folder, 'ran'))).toBe(false);
  });

  test('defaults are joined with what a case says', async () => {
    const suite = `defaults:\n  dset: exit 1\n  env: { A: a, B: b }\n  expect: { warnings: none, returnCode: 1 }\n${suiteOf('dset: "echo sip:$$A$$B@x #"\nenv: { B: c }\nexpect: { uris: [sip:ac@x] }')}`;
    expect((await outcomes(suite)).failures).toEqual([]);
  });

  test('included suites run as well, each once, in folders of their own', async () => {
    const other = suiteOf('message: ../invite.sip\ndset: ./who.sh\nexpect: { uris: [sip:other@x] }');
    const files = { 'other/suite.yaml': other, 'other/who.sh': '#!/bin/sh\necho sip:other@x\n' };
    const suite = `include: [other/suite.yaml, ./other/suite.yaml]\n${suiteOf('dset: "echo sip:a@x #"\nexpect: { returnCode: 1 }').replace('a case', 'own')}`;
    expect((await outcomes(suite, files)).lines).toEqual(['passed a case', 'passed own']);
  });
});

describe('one case over several messages and servers', () => {
  const call = "dset: 'test $rm = INVITE && echo sip:x@y #'\nexpect: { returnCode: 1 }\n";
  test('is a matrix', async () => {
    const suite = suiteOf(
      `message: { file: three.sip, n: [1, 3] }\nserver: [kamailio, openser-1.1]\n${call}`,
    );
    expect((await outcomes(suite)).lines).toEqual([
      'passed a case [three.sip #1, kamailio-6.1]',
      'passed a case [three.sip #3, kamailio-6.1]',
      'passed a case [three.sip #1, openser-1.1]',
      'passed a case [three.sip #3, openser-1.1]',
    ]);
  });

  test.each<[string, string, string[]]>([
    [
      'a whole file: its requests',
      'three.sip',
      ['passed a case [three.sip #1]', 'passed a case [three.sip #3]', 'failed a case [three.sip #5]'],
    ],
    ['a method', '{ file: three.sip, method: BYE }', ['failed a case']],
    ['a Call-ID', '{ file: three.sip, callId: two }', ['passed a case']],
    [
      'the request URI',
      '{ file: three.sip, ruri: "sip:t" }',
      ['passed a case [three.sip #3]', 'failed a case [three.sip #5]'],
    ],
    ['the first', '{ file: three.sip, first: true }', ['passed a case']],
    [
      'several sources',
      '[invite.sip, { file: three.sip, n: 3 }]',
      ['passed a case [invite.sip]', 'passed a case [three.sip #3]'],
    ],
  ])('%s', async (_name, message, lines) => {
    expect((await outcomes(suiteOf(`message: ${message}\n${call}`))).lines).toEqual(lines);
  });

  test('a message as text', async () => {
    const message =
      'message: |\n  INVITE sip:inline@x SIP/2.0\n  Via: SIP/2.0/UDP h;branch=z\n\n  the body\n';
    const suite = suiteOf(
      `${message}msg: tail -n 1\nexpect: { stdout: the body, env: { SIP_USER: inline } }`,
      'server: documented',
    );
    expect((await outcomes(suite)).failures).toEqual([]);
  });
});

describe('which checks run, and how often', () => {
  const cases = ['one', 'two', 'three', 'four', 'five'].map(
    (name) =>
      `  - { name: ${name}, message: invite.sip, msg: 'test ${name} != two', expect: { returnCode: 1 } }\n`,
  );
  const suite = `cases:\n${cases.join('')}`;
  test.each<[string[], string[]]>([
    [
      ['--filter', 't'],
      ['failed two', 'passed three'],
    ],
    [
      ['--filter', '^f'],
      ['passed four', 'passed five'],
    ],
    [
      ['--shard', '1/2'],
      ['passed one', 'passed three', 'passed five'],
    ],
    [
      ['--shard', '2/2'],
      ['failed two', 'passed four'],
    ],
    [
      ['--bail', '--jobs', '1'],
      ['passed one', 'failed two', 'not-run three', 'not-run four', 'not-run five'],
    ],
    [
      ['--jobs', '16'],
      ['passed one', 'failed two', 'passed three', 'passed four', 'passed five'],
    ],
  ])('%j', async (options, lines) => {
    expect((await outcomes(suite, {}, options)).lines).toEqual(lines);
  });

  test('--jobs runs checks side by side: each of two waits for the other', async () => {
    const pair = ['a', 'b'].map(
      (name) =>
        `  - { name: ${name}, message: invite.sip, timeout: 20, msg: 'touch ${name}; until [ -e a -a -e b ]; do sleep 0.01; done', expect: { exitStatus: 0 } }\n`,
    );
    expect((await outcomes(`cases:\n${pair.join('')}`, {}, ['--jobs', '2'])).lines).toEqual([
      'passed a',
      'passed b',
    ]);
  });

  test('--repeat finds a command that fails sometimes', async () => {
    const files = { 'flaky.sh': '#!/bin/sh\necho >> count\ntest "$(wc -l < count)" -ne 3\n' };
    const made = project({ 'suite.yaml': suiteOf('msg: ./flaky.sh\nexpect: { returnCode: 1 }'), ...files });
    const run = await made.test('suite.yaml', '--repeat', '5');
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('fails sometimes: 1 of 5 runs\n');
    expect(run.stdout).toContain('return code: expected 1, came -1\n');
    expect(readFileSync(join(made.folder, 'count'), 'utf8')).toBe('\n'.repeat(5));
  });
});
