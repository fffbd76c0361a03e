import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshFolder, recordingsIn, wrapper } from '../../record/recorder.js';
import { request, sipexec } from '../program.js';

const message = request(
  { From: '"Carol Smith" <sip:carol@company.de>;tag=7' },
  { uri: 'sip:dave@company.de' },
);

describe('a suite of recordings', () => {
  let folder: string;
  let spool: string;
  let route: string;

  beforeAll(async () => {
    folder = freshFolder();
    spool = join(folder, 'spool');
    route = join(folder, 'route.sh');
    writeFileSync(route, 'echo "sip:$SIP_USER@192.0.2.7;from=$SIP_SRCIP"\n');
    const through = (name: string) => `sh ${wrapper} --as ${name} ${spool} --`;
    const rest = ['--input-format', 'message', '-q', '--server', 'kamailio-5.6', '--src', '10.9.9.9'];
    const options = { env: { API_TOKEN: 'geheim123', PATH: process.env.PATH }, extendEnv: false };
    const calls = [
      ['dset', `${through('exec_dset')} sh ${route}`],
      ['msg', `${through('exec_msg')} sh -c 'grep -c ^Via; exit 3'`],
      ['avp', `${through('exec_avp')} sh -c 'echo "$$SIP_USER"; echo gold'`],
      ['cmd', `${through('exec_cmd')} sh -c 'kill -KILL $$$$'`],
    ];
    for (const call of calls) await sipexec([...call, ...rest], message, options);
  });

  test('expects what they came to on the server, and passes', async () => {
    const suite = join(folder, 'suite.yaml');
    const made = await sipexec(['test', '--init', suite, 'replay', spool]);
    expect([made.status, made.stdout], made.stderr).toEqual([0, `${suite}: 4 cases written\n`]);
    expect(made.stderr.split('\n')).toEqual([
      expect.stringMatching(
        /^sipexec: server: kamailio-5\.6, which agrees in 3 of 4 calls; so do .*; --server names another$/,
      ),
      'sipexec: 1 call tells of no message: a neutral request stands in its place, and no command sees it',
      "sipexec: the server's environment is in it, API_TOKEN too: --scrub replaces such values",
      '',
    ]);
    const text = readFileSync(suite, 'utf8');
    expect(text).toContain(`
  - name: "call 1, exec_dset: INVITE sip:dave@company.de"
    message:
      file: suite-messages/1.sip
      format: message
    dset: sh ${route}
    src: 10.9.9.9
    setvars: 1
    expect:
      uris:
        - sip:dave@192.0.2.7;from=10.9.9.9
      returnCode: 1
      exitStatus: 0
`);
    expect(text).toContain("    msg: sh -c 'grep -c ^Via; exit 3'\n");
    expect(text).toMatch(/ {6}avps:\n {8}- dave\n {8}- gold\n/);
    expect(text).toMatch(
      / {4}cmd: sh -c 'kill -KILL \$\$\$\$'\n {4}expect:\n {6}returnCode: -1\n {6}exitStatus: 137\n/,
    );
    expect(readFileSync(join(folder, 'suite-messages/2.sip'), 'latin1')).toBe(message);
    const run = await sipexec(['test', suite]);
    expect([run.status, run.stdout], run.stdout + run.stderr).toEqual([
      0,
      expect.stringContaining('4 passed, 0 failed'),
    ]);
  });

  test('tells what comes to something else here, and still expects what the server had', async () => {
    const before = readFileSync(route, 'utf8');
    writeFileSync(route, 'echo sip:other@192.0.2.8\n');
    const suite = join(folder, 'changed.yaml');
    const made = await sipexec([
      'test',
      '--init',
      suite,
      '--server',
      'kamailio-5.6',
      'replay',
      recordingsIn(spool)[0] as string,
    ]);
    writeFileSync(route, before);
    expect([made.status, made.stderr.split('\n')[0]]).toEqual([
      1,
      "sipexec: call 1, exec_dset: INVITE sip:dave@company.de: its result here differs from the server's: uris",
    ]);
    expect(readFileSync(suite, 'utf8')).toContain('        - sip:dave@192.0.2.7;from=10.9.9.9\n');
    expect((await sipexec(['test', suite])).status).toBe(0);
  });

  test('names nobody with --scrub, and passes', async () => {
    const suite = join(folder, 'scrubbed.yaml');
    const made = await sipexec(['test', '--init', suite, '--scrub', 'replay', spool]);
    expect([made.status, made.stdout], made.stderr).toEqual([0, `${suite}: 4 cases written\n`]);
    const files = readdirSync(join(folder, 'scrubbed-messages')).map((name) =>
      join(folder, 'scrubbed-messages', name),
    );
    for (const file of [suite, ...files])
      expect(readFileSync(file, 'latin1'), file).not.toMatch(/carol|smith|dave|company|10\.9\.9\.9|geheim/i);
    const run = await sipexec(['test', suite]);
    expect([run.status, run.stdout], run.stdout + run.stderr).toEqual([
      0,
      expect.stringContaining('4 passed, 0 failed'),
    ]);
  });

  test('names nobody with --scrub where messages come from a file, either', async () => {
    const [suite, capture] = [join(folder, 'plain.yaml'), join(folder, 'call.sip')];
    writeFileSync(capture, message);
    const made = await sipexec([
      'test',
      '--init',
      suite,
      '--scrub',
      '--server',
      'kamailio-5.6',
      'dset',
      'echo "sip:$rU@gw" #',
      capture,
    ]);
    rmSync(capture);
    expect([made.status, made.stderr]).toEqual([0, '']);
    const text = readFileSync(suite, 'utf8') + readFileSync(join(folder, 'plain-messages/1.sip'), 'latin1');
    expect(text).not.toMatch(/carol|smith|dave|company/i);
    expect((await sipexec(['test', suite])).status).toBe(0);
  });

  test('is not written where there is none, or one of that name', async () => {
    const suite = join(folder, 'none.yaml');
    const none = await sipexec(['test', '--init', suite, 'replay']);
    expect([none.status, none.stderr.split('\n')[0]]).toEqual([
      125,
      `sipexec: --init ${suite} replay needs at least one recording, or a folder of them`,
    ]);
    const missing = await sipexec(['test', '--init', suite, 'replay', join(folder, 'nothing')]);
    expect([missing.status, missing.stderr.split('\n')]).toEqual([
      125,
      [
        `sipexec: cannot read ${join(folder, 'nothing')}: no such file`,
        'sipexec: no recording was found or selected: there is nothing to write',
        '',
      ],
    ]);
    expect(readdirSync(folder)).not.toContain('none.yaml');
  });
});
