import { expect, test } from 'vitest';
import { project, suiteOf } from '../project.js';

test('anchors, aliases and merge keys are read as YAML means them', async () => {
  const made = project({
    'suite.yaml': `x-common: &common
  message: invite.sip
  dset: &route 'echo sip:a@x #'
x-checks: &checks { returnCode: 1, exitStatus: 3 }
cases:
  - name: merged
    <<: *common
    expect: { <<: *checks, exitStatus: 0, uris: [sip:a@x] }
  - name: merged from several, the first wins
    <<: [{ dset: 'echo sip:b@x #' }, *common]
    expect: { uris: [sip:b@x] }
  - name: an alias
    message: invite.sip
    dset: *route
    expect: { uris: [sip:a@x] }
`,
  });
  const run = await made.test('suite.yaml');
  expect([run.status, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toContain('3 passed, 0 failed');
});

test.each<[string, string, string]>([
  [
    'a merged key that no case has',
    suiteOf('<<: { dest: x }\nmsg: "true"\nexpect: { returnCode: 1 }'),
    'suite.yaml:4:11: unknown key "dest" in a case; did you mean dst?',
  ],
  [
    'a merge of what is no map',
    suiteOf('<<: 3\nmsg: "true"\nexpect: { returnCode: 1 }'),
    'suite.yaml:4:9: << must be a map, not "3"',
  ],
  [
    'a map that merges itself',
    suiteOf('expect: &own { returnCode: 1, <<: *own }\nmsg: "true"'),
    'suite.yaml:4:39: << merges itself',
  ],
])('%s is a problem', async (_name, suite, complaint) => {
  const run = await project({ 'suite.yaml': suite }).test('suite.yaml');
  expect([run.status, run.stdout]).toEqual([125, '']);
  expect(run.stderr).toContain(complaint);
});

test('a check whose message reaches no command says why', async () => {
  const made = project({
    'suite.yaml': suiteOf(
      'message: |\n  OPTIONS sip:x@y SIP/2.0\n  Foo\n\nmsg: "true"\nexpect: { returnCode: 1 }',
    ),
  });
  const run = await made.test('suite.yaml');
  expect(run.status).toBe(1);
  expect(run.stdout).toContain(
    'nothing ran: documented drops the message before the script: header without a colon\n',
  );
});
