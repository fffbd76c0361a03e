import { describe, expect, test } from 'vitest';
import { project, suiteOf, threeRequests } from '../../suite/project.js';

/** What `--update` makes of a suite, and what it says. */
async function updated(suite: string, files: Record<string, string> = {}) {
  const made = project({ 'suite.yaml': suite, 'three.sip': threeRequests(), ...files });
  const run = await made.test('--update', 'suite.yaml');
  return { run, text: made.read('suite.yaml'), made };
}

const prints = "dset: 'echo sip:a@x; echo sip:b@x; exit 3 #'";

describe('sipexec test --update', () => {
  test.each<[string, string, string]>([
    [
      'a list, with the comments of items that stay',
      'uris:   # the set\n  - sip:a@x   # first\n  - sip:old@x # second',
      'uris:\n  # the set\n  - sip:a@x # first\n  - sip:b@x',
    ],
    ['a number, with its comment as it stood', 'exitStatus: 0    # odd', 'exitStatus: 3    # odd'],
    ['a list in brackets', 'uris: [ sip:b@x ]  # two', 'uris: [ sip:a@x, sip:b@x ] # two'],
    ['warnings', 'warnings: none', 'warnings:\n  - uris-of-failed-command'],
    [
      'a map, with patterns that hold',
      "env: { SIP_USER: 'x', SIP_HF_TO: { contains: Bob }, absent: [SIP_TID, SIP_NO] }",
      'env: { SIP_USER: bob, SIP_HF_TO: { contains: Bob }, SIP_TID: TID, absent: [ SIP_NO ] }',
    ],
    [
      'several at once, what is right untouched',
      'exitStatus: 0\n# why not\nreturnCode:    -1\nuris: []\nwarnings:   [ uris-of-failed-command ]',
      'exitStatus: 3\n# why not\nreturnCode:    -1\nuris: [ sip:a@x, sip:b@x ]\nwarnings:   [ uris-of-failed-command ]',
    ],
  ])('renews %s', async (_name, before, after) => {
    const suite = (expectations: string) =>
      suiteOf(`${prints}\n# above\nexpect:\n${expectations.replace(/^/gm, '  ')}\n# below`);
    const { run, text } = await updated(suite(before));
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(text.replace(/SIP_TID: \w{32}/, 'SIP_TID: TID')).toBe(suite(after));
  });

  test('leaves everything else as its author laid it out, and shows the difference', async () => {
    const suite = `# top
server:   documented   # which

cases:
    # about a
    - name:   a    # its name
      message: invite.sip
      ${prints}
      expect:
          # what comes
          exitStatus:   0   # status

          returnCode: -1
    - {name: b, message: invite.sip,   msg: exit 1, expect: {returnCode: 1, exitStatus: 0}} # in braces
    - name: c
      message: "invite.sip"
      msg: 'true'
# end
`;
    const { run, text, made } = await updated(suite);
    expect(text).toBe(
      suite
        .replace('exitStatus:   0   #', 'exitStatus: 3   #')
        .replace(
          '{name: b, message: invite.sip,   msg: exit 1, expect: {returnCode: 1, exitStatus: 0}}',
          '{name: b, message: invite.sip, msg: exit 1, expect: {returnCode: -1, exitStatus: 1}}',
        )
        .replace(
          "msg: 'true'\n",
          "msg: 'true'\n      expect:\n          returnCode: 1\n          exitStatus: 0\n          warnings: none\n",
        ),
    );
    expect(run.stdout).toContain(
      '\n  -           exitStatus:   0   # status\n  +           exitStatus: 3   # status\n',
    );
    expect(run.stdout).toContain('\n  +           returnCode: 1\n');
    expect((await made.test('suite.yaml')).status).toBe(0);
    expect((await made.test('--update', 'suite.yaml')).stdout).toBe('suite.yaml: nothing to renew\n');
  });

  test('writes what no longer runs as such', async () => {
    const lines = 'message: "INVITE sip:x SIP/2.0\\nTo: <sip:x>\\n\\n"\ndset: a\nexpect:\n';
    const { text } = await updated(suiteOf(`${lines}  uris: [a] # gone\n  returnCode: 1\n  exitStatus: 0`));
    expect(text).toBe(suiteOf(`${lines}  returnCode: -1\n  outcome: dropped`));
  });

  test('puts what differs from the defaults into the case', async () => {
    const suite = `defaults: { expect: { exitStatus: 0, warnings: none } }\n${suiteOf('msg: exit 4\nexpect:\n  returnCode: -1')}`;
    expect((await updated(suite)).text).toBe(`${suite}      exitStatus: 4\n`);
  });

  test.each<[string, string, string]>([
    [
      'a command that hangs',
      'msg: sleep 60\ntimeout: 0.1\nexpect: { returnCode: -1 }',
      'the command hung: it was ended after 0.1 s (timeout)',
    ],
    [
      'a command that is slow',
      'msg: sleep 0.1\nexpect: { maxDuration: 0.01 }',
      'duration: expected at most 0.01 s',
    ],
    [
      'what differs between messages',
      "message: three.sip\ndset: 'echo sip:$rU@x #'\nexpect: { uris: [] }",
      'uris differs between its messages or servers, and one expectation cannot fit them all',
    ],
  ])('does not renew %s, and says so', async (_name, lines, reason) => {
    const suite = suiteOf(lines);
    const { run, text } = await updated(suite);
    expect([run.status, run.stdout, text]).toEqual([1, '', suite]);
    expect(run.stderr).toContain(`sipexec: suite.yaml: not renewed: "a case": ${reason}`);
  });

  test('renews each of several files in its place', async () => {
    const other = suiteOf('message: ../invite.sip\nmsg: exit 1\nexpect: { exitStatus: 0 }');
    const { made } = await updated(
      `include: sub/other.yaml\n${suiteOf('msg: exit 2\nexpect: { exitStatus: 0 }')}`,
      {
        'sub/other.yaml': other,
      },
    );
    expect([made.read('suite.yaml'), made.read('sub/other.yaml')]).toEqual([
      expect.stringContaining('{ exitStatus: 2 }'),
      expect.stringContaining('{ exitStatus: 1 }'),
    ]);
  });
});
