import { describe, expect, test } from 'vitest';
import { project, threeRequests } from '../../suite/project.js';
import { request } from '../program.js';

const route =
  '#!/bin/sh\ntest "$SIP_USER" = three && exit 2\necho "sip:$SIP_USER@10.0.0.1"\necho sip:second@x\n';

describe('sipexec test --init', () => {
  test('writes what a call does for each request, and that suite passes', async () => {
    const made = project({ 'route.sh': route, 'three.sip': threeRequests() });
    const run = await made.test('--init', 'suite.yaml', 'dset', './route.sh', 'three.sip', 'invite.sip');
    expect([run.status, run.stdout, run.stderr]).toEqual([0, 'suite.yaml: 4 cases written\n', '']);
    expect(
      made.read('suite.yaml'),
    ).toBe(`# What the command did when this suite was written: check that it is right.
# Run it with: sipexec test suite.yaml

server: documented
defaults:
  dset: ./route.sh
cases:
  - name: INVITE sip:one@example.com
    message:
      file: three.sip
      n: 1
    expect:
      uris:
        - sip:one@10.0.0.1
        - sip:second@x
      returnCode: 1
      exitStatus: 0
      warnings: none
  - name: INVITE sip:two@example.com
    message:
      file: three.sip
      n: 3
    expect:
      uris:
        - sip:two@10.0.0.1
        - sip:second@x
      returnCode: 1
      exitStatus: 0
      warnings: none
  - name: BYE sip:three@example.com
    message:
      file: three.sip
      n: 5
    expect:
      uris: []
      returnCode: -1
      exitStatus: 2
      warnings:
        - no-uri
  - name: INVITE sip:bob@biloxi.example.com
    message: invite.sip
    expect:
      uris:
        - sip:bob@10.0.0.1
        - sip:second@x
      returnCode: 1
      exitStatus: 0
      warnings: none
`);
    expect((await made.test('suite.yaml')).status).toBe(0);
  });

  test('keeps the options of the call', async () => {
    const made = project({ 'three.sip': threeRequests() });
    const options = [
      '--server',
      'kamailio',
      '--src',
      '192.0.2.9',
      '--avp',
      's:a=1',
      '--avp',
      's:a=2',
      '--no-setvars',
    ];
    const call = [
      'avp',
      'echo $avp(s:a) $si',
      '--env',
      'A=b c',
      '--exec-timer',
      '2.5',
      '-n',
      '3',
      'three.sip',
    ];
    expect((await made.test('--init', 'deep.yaml', ...call, ...options)).status).toBe(0);
    expect(made.read('deep.yaml')).toContain(`
server: kamailio-6.1
env:
  A: b c
defaults:
  exec_avp: echo $avp(s:a) $si
  src: 192.0.2.9
  setvars: 0
  exec_timer: 2.5
  avp:
    s:a:
      - "1"
      - "2"
cases:
  - name: INVITE sip:two@example.com
    message:
      file: three.sip
      n: 3
    expect:
      avps:
`);
    expect((await made.test('deep.yaml')).status).toBe(0);
  });

  test('records what msg prints, and gives requests that look alike names of their own', async () => {
    const made = project({ 'twice.sip': request() + request() });
    expect((await made.test('--init', 'suite.yaml', 'msg', 'echo hello', 'twice.sip')).status).toBe(0);
    const text = made.read('suite.yaml');
    expect(text).toContain('name: "INVITE sip:bob@biloxi.example.com (twice.sip #1)"');
    expect(text).toMatch(/stdout: \|\n\s+hello\n/);
    expect((await made.test('suite.yaml')).status).toBe(0);
  });

  test('refers to messages from the folder of the suite, where the command runs as well', async () => {
    const made = project({ 'checks/route.sh': route });
    expect((await made.test('--init', 'checks/suite.yaml', 'dset', './route.sh', 'invite.sip')).stderr).toBe(
      '',
    );
    expect(made.read('checks/suite.yaml')).toContain('message: ../invite.sip\n');
    expect((await made.test('checks/suite.yaml')).status).toBe(0);
    const astray = await made.test('--init', 'checks/other.yaml', 'dset', './checks/route.sh', 'invite.sip');
    expect(astray.stderr).toContain(
      "the shell did not find or could not run the command of dset: it runs in the suite's folder",
    );
  });

  test.each<[string, string[], string]>([
    [
      'a suite that exists',
      ['old.yaml', 'dset', 'x', 'invite.sip'],
      'sipexec: old.yaml exists already; --update renews its expectations\n',
    ],
    [
      'no call',
      ['new.yaml', 'route.sh', 'x'],
      'sipexec: --init new.yaml needs a call behind it: dset, msg, avp, cmd, exec, then the command and at least one file of messages; or replay, then recordings\n',
    ],
    [
      'standard input',
      ['new.yaml', 'dset', 'x', '-'],
      'sipexec: --init needs files: the suite refers to them later\n',
    ],
    [
      'no request',
      ['new.yaml', 'dset', 'x', 'reply.sip'],
      'sipexec: no request was found or selected: there is nothing to record\n',
    ],
    ['no such message', ['new.yaml', 'dset', 'x', 'no.sip'], 'sipexec: cannot read no.sip: no such file\n'],
    [
      'no such folder',
      ['no/new.yaml', 'dset', 'true', 'invite.sip'],
      'sipexec: cannot write no/new.yaml: its folder does not exist\n',
    ],
  ])('refuses %s', async (_name, words, stderr) => {
    const reply = request().replace(/^INVITE \S+ SIP\/2\.0/, 'SIP/2.0 200 OK');
    const run = await project({ 'old.yaml': '', 'reply.sip': reply }).test('--init', ...words);
    expect([run.status, run.stdout, run.stderr]).toEqual([125, '', stderr]);
  });
});
