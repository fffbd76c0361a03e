import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { request, sipexec } from '../cli/program.js';
import { program, reason } from '../conformance/installedKamailio.js';
import { anyRequest } from '../conformance/messages.js';
import { makeServerFolder, removeServerFolder } from '../conformance/serverFolder.js';
import { kamailio } from '../conformance/serverKinds.js';
import fc from '../fastCheck.js';
import { wrapper } from './recorder.js';

const nobody = 65534;
const messages = [
  ...fc.sample(anyRequest(), { numRuns: 30, seed: 20261128 }),
  Buffer.from(request({ Subject: "'; touch evil; $(touch evil) `touch evil`" }), 'latin1'),
  // What tells 5.6 from its successors: a urn has a user there, and is like a SIP URI.
  Buffer.from(request({}, { uri: 'urn:service:sos' }), 'latin1'),
  Buffer.from(request({ 'Call-ID': 'last' }), 'latin1'),
];

describe.skipIf(reason !== '')(`calls of a running Kamailio through the recorder${reason}`, () => {
  let folder: string;
  let server: ChildProcess;
  const spool = () => join(folder, 'spool');
  const ofFunction = (name: string) =>
    readdirSync(spool())
      .map((call) => join(spool(), call))
      .filter((path) => existsSync(join(path, 'recording')))
      .filter((path) => readFileSync(join(path, 'recording'), 'latin1').includes(`function ${name}\n`));

  beforeAll(async () => {
    folder = await makeServerFolder('kamailio');
    copyFileSync(wrapper, join(folder, 'exec-recorder'));
    chmodSync(join(folder, 'exec-recorder'), 0o755);
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const port = await freePort();
    writeFileSync(join(folder, 'server.cfg'), configuration(port, folder));
    const isRoot = process.getuid?.() === 0;
    server = spawn(program.path, kamailio.arguments(join(folder, 'server.cfg'), folder), {
      cwd: folder,
      env: { PATH: '' },
      stdio: 'ignore',
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    const send = (message: Buffer) => socket.send(message, port, '127.0.0.1');
    // The first message is sent again until the server has come up and answers to it.
    await vi.waitFor(
      () => {
        send(Buffer.from(request({ 'Call-ID': 'first' }), 'latin1'));
        expect(existsSync(spool())).toBe(true);
      },
      { timeout: 200_000, interval: 500 },
    );
    for (const message of messages) send(message);
    // One worker takes one message after the other: the last one's mark is made when all is done.
    await vi.waitFor(() => expect(existsSync(join(folder, 'done'))).toBe(true), {
      timeout: 200_000,
      interval: 250,
    });
    socket.close();
  });

  afterAll(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    removeServerFolder(folder);
  });

  test('agree with what sipexec says, and tell which server it is', async () => {
    const calls = ofFunction('exec_msg');
    expect(calls.length).toBeGreaterThan(12);
    const named = await sipexec(['verify', ...calls]);
    expect(named.stdout).toMatch(new RegExp(`^${calls.length} of ${calls.length} calls as .*kamailio-5\\.6`));
    expect([named.status, named.stderr]).toEqual([0, '']);
    const each = ['exec_msg', 'exec_dset', 'exec_avp'].flatMap(ofFunction);
    const all = await sipexec(['verify', '--server', 'kamailio-5.6', ...each]);
    expect([all.status, all.stdout], all.stderr).toEqual([
      0,
      `${each.length} of ${each.length} calls as kamailio-5.6\n`,
    ]);
  });

  test('come to the same when they are replayed, and show what a changed script does otherwise', async () => {
    for (const name of ['exec_msg', 'exec_dset', 'exec_avp', 'exec_cmd']) {
      const calls = ofFunction(name);
      const same = await sipexec(['replay', ...calls, '--jobs', '2']);
      expect([name, same.status, same.stdout], same.stderr).toEqual([name, 0, '']);
    }
    const calls = ofFunction('exec_dset');
    const other = await sipexec(['replay', calls[0] as string, '--', 'echo sip:two@192.0.2.2 #']);
    expect([other.status, other.stdout.replace(/^# message 1 .*\n/, '')]).toEqual([
      1,
      '- sip:one@192.0.2.1\n+ sip:two@192.0.2.2\n',
    ]);
    expect(readdirSync(folder)).not.toContain('evil');
  });

  test('get the same verdicts without names', async () => {
    const calls = ['exec_msg', 'exec_dset', 'exec_avp'].flatMap(ofFunction);
    const scrubbed = join(folder, 'scrubbed');
    const run = await sipexec([
      'record',
      '--scrub',
      '-q',
      '--server',
      'kamailio-5.6',
      ...calls,
      '--output',
      scrubbed,
    ]);
    expect([run.status, run.stdout, run.stderr]).toEqual([
      0,
      `${scrubbed}: ${calls.length} of ${calls.length} recordings scrubbed\n`,
      '',
    ]);
    const verified = await sipexec(['verify', '--server', 'kamailio-5.6', scrubbed]);
    expect([verified.status, verified.stdout], verified.stderr).toEqual([
      0,
      `${calls.length} of ${calls.length} calls as kamailio-5.6\n`,
    ]);
  });

  test('make a suite that passes', async () => {
    const suite = join(folder, 'calls.yaml');
    const calls = ['exec_msg', 'exec_dset', 'exec_avp', 'exec_cmd'].flatMap((name) =>
      ofFunction(name).slice(0, 5),
    );
    const made = await sipexec(['test', '--init', suite, 'replay', ...calls]);
    expect([made.status, made.stdout], made.stderr).toEqual([0, `${suite}: ${calls.length} cases written\n`]);
    const run = await sipexec(['test', suite, '--jobs', '2']);
    expect([run.status, run.stdout], run.stderr).toEqual([
      0,
      expect.stringContaining(`${calls.length} passed, 0 failed`),
    ]);
  });

  test('differ where something was changed', async () => {
    const calls = ofFunction('exec_msg').filter((path) =>
      String(readFileSync(join(path, 'process'))).includes('CALLID=last\0'),
    );
    const path = calls[0] as string;
    const environ = join(path, 'process');
    const before = readFileSync(environ);
    writeFileSync(environ, before.toString('latin1').replace('SIP_USER=bob', 'SIP_USER=bub'), 'latin1');
    const run = await sipexec(['verify', '--server', 'kamailio-5.6', path]);
    writeFileSync(environ, before);
    expect([run.status, run.stdout]).toEqual([
      1,
      `# message 1 (${path}): INVITE sip:bob@biloxi.example.com, Call-ID last\nSIP_USER: byte 2 differs from kamailio-5.6\n- bub\n+ bob\n0 of 1 calls as none of the servers\n`,
    ]);
  });
});

function configuration(port: number, folder: string): string {
  const through = (name: string) => `${folder}/exec-recorder --as ${name} ${folder}/spool --`;
  return [
    ...kamailio.configuration(port),
    `${kamailio.mainBlock} {`,
    `  exec_msg("${through('exec_msg')} /bin/cat");`,
    `  exec_dset("${through('exec_dset')} /bin/sh -c 'echo sip:one@192.0.2.1' sh");`,
    `  exec_avp("${through('exec_avp')} /bin/echo gold", "$avp(level)");`,
    `  exec_cmd("${through('exec_cmd')} /bin/true");`,
    `  if ($ci == "last") exec_cmd("/bin/touch ${folder}/done");`,
    '  exit;',
    '}',
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
