import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { readRecording } from '../../src/record/readRecording.js';
import { writeRecording } from '../../src/record/writeRecording.js';
import { request, sipexec } from '../cli/program.js';
import { publishedSchema } from '../cli/publishedSchema.js';
import { freshFolder, record, recordingsIn, wrapper } from './recorder.js';

const rest = ['--input-format', 'message', '-q', '--server', 'kamailio-5.6', '--src', '192.0.2.9'];
const invite = request({ 'Call-ID': 'one', Subject: 'Two,  words' });
const bye = request(
  { 'Call-ID': 'two', CSeq: '2 BYE', To: '<sip:bob@biloxi.example.com>;tag=9' },
  { method: 'BYE' },
);

/** Calls of exec_dset (an INVITE, a BYE), exec_msg (the INVITE) and exec_cmd, as a Kamailio 5.6 would have made them. */
async function spoolOfCalls(): Promise<string> {
  const spool = join(freshFolder(), 'spool');
  const through = (name: string) => `sh ${wrapper} --as ${name} ${spool} --`;
  await sipexec(['dset', `${through('exec_dset')} sh -c 'echo sip:one@192.0.2.1' sh`, ...rest], invite);
  await sipexec(['dset', `${through('exec_dset')} sh -c 'echo sip:one@192.0.2.1' sh`, ...rest], bye);
  await sipexec(['msg', `${through('exec_msg')} cat`, ...rest], invite);
  await sipexec(['cmd', `${through('exec_cmd')} true`, ...rest], invite);
  return spool;
}

describe('recorded calls', () => {
  let spool: string;
  let calls: string[];

  beforeAll(async () => {
    spool = await spoolOfCalls();
    calls = recordingsIn(spool);
  });

  test('get their messages from a capture, by Call-ID, CSeq and top Via; those that it lacks are named', async () => {
    const capture = join(freshFolder(), 'trace.sip');
    const otherVia = invite
      .replace('branch=z9hG4bKnashds8', 'branch=z9hG4bKother')
      .replace('Two', 'Not this');
    const otherCSeq = invite.replace('314159 INVITE', '314160 INVITE').replace('Two', 'Nor this');
    writeFileSync(capture, otherVia + otherCSeq + invite, 'latin1');
    const run = await sipexec(['verify', '--json', '--server', 'kamailio-5.6', '--capture', capture, spool]);
    const records = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(
      records.map(({ function: name, origin, verdicts }) => [
        name,
        origin,
        verdicts[0]?.checks[1],
        verdicts[0]?.agrees,
      ]),
    ).toEqual([
      ['exec_dset', 'capture', 'environment', true],
      ['exec_dset', 'variables', expect.stringContaining('SIP_TID'), true],
      ['exec_msg', 'input', 'environment', true],
      ['exec_cmd', undefined, undefined, undefined],
    ]);
    expect([run.status, run.stderr.split('\n')]).toEqual([
      0,
      [
        'sipexec: 1 call tells of no message: nothing to check there',
        `sipexec: 2 calls are not in the capture: ${calls[1]}, ${calls[3]}`,
        '',
      ],
    ]);
  });

  test('differ from a message of the capture that is not theirs', async () => {
    const capture = join(freshFolder(), 'trace.sip');
    writeFileSync(capture, invite.replace('Two', 'Too'), 'latin1');
    const run = await sipexec([
      'verify',
      '-q',
      '--server',
      'kamailio-5.6',
      '--capture',
      capture,
      calls[0] as string,
    ]);
    expect([run.status, run.stdout.replace(/^# .*\n/, '')]).toEqual([
      1,
      'SIP_HF_SUBJECT: byte 2 differs from kamailio-5.6\n- Two,  words\n+ Too,  words\n0 of 1 calls as none of the servers\n',
    ]);
  });

  test.each<[string, string[], number[]]>([
    ['-n', ['-n', '2-3'], [2, 3]],
    ['--method', ['--method', 'BYE'], [2]],
    ['--call-id', ['--call-id', 'one'], [1, 3]],
    ['--first', ['--first', '--method', 'INVITE'], [1]],
  ])('are selected: %s', async (_name, options, expected) => {
    for (const command of ['verify', 'replay']) {
      const run = await sipexec([command, '--json', '-q', ...options, spool]);
      const indexes = run.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).message.index);
      expect([command, indexes]).toEqual([command, expected]);
    }
  });

  test('make records as the published schemas say', async () => {
    const [validateVerify, validateRecord] = [publishedSchema('verify'), publishedSchema('record')];
    const verified = await sipexec(['verify', '--json', spool]);
    const replayed = await sipexec(['replay', '--json', spool]);
    const changed = await sipexec(['replay', '--json', spool, '--', 'echo sip:two@192.0.2.2; exit 1 #']);
    for (const [run, validate] of [
      [verified, validateVerify],
      [replayed, validateRecord],
      [changed, validateRecord],
    ] as const) {
      const lines = run.stdout.trimEnd().split('\n');
      expect(lines.length).toBe(4);
      for (const line of lines)
        expect(validate(JSON.parse(line)), JSON.stringify(validate.errors)).toBe(true);
    }
    expect([verified.status, replayed.status, changed.status]).toEqual([0, 0, 1]);
  });

  test('are read by the thousand', async () => {
    const many = join(freshFolder(), 'many');
    const one = readRecording(calls[0] as string);
    for (let i = 1; i <= 2000; i++) writeRecording(join(many, String(i)), one, []);
    const run = await sipexec(['verify', '-q', '--server', 'kamailio-5.6', many]);
    expect([run.status, run.stdout]).toEqual([0, '2000 of 2000 calls as kamailio-5.6\n']);
    const last = await sipexec(['verify', '-q', '--json', '-n', '2000', '--server', 'kamailio-5.6', many]);
    expect(JSON.parse(last.stdout).recording).toBe(join(many, '2000'));
  });

  test('steer no terminal, and run nothing, whatever is in their fields', async () => {
    const evil = "\x1b[2J'; touch evil; $(touch evil) `touch evil`\n::error::x";
    const one = readRecording(calls[0] as string);
    const path = join(freshFolder(), 'call');
    const bytes = Buffer.from(evil);
    writeRecording(
      path,
      {
        ...one,
        workingDirectory: `/nowhere/${evil.replaceAll('\n', ' ')}`,
        environment: [
          ...one.environment,
          { name: 'SIP_HF_X', value: bytes },
          { name: evil.replaceAll('=', ''), value: bytes },
        ],
        arguments: [...one.arguments.slice(0, -1), bytes, bytes],
        stdout: bytes,
        stderr: bytes,
        ancestors: [evil.replaceAll('\n', ' ')],
        serverArguments: [bytes],
      },
      [],
    );
    const cwd = freshFolder();
    const report = join(cwd, 'report.txt');
    const replayed = await sipexec(['replay', path], '', { cwd });
    expect(replayed.status).toBe(1);
    expect(replayed.stderr).toContain('its folder /nowhere/\\e[2J');
    const verified = await sipexec(['verify', '--server', 'kamailio-5.6', '--report', report, path], '', {
      cwd,
    });
    expect(verified.status).toBe(1);
    for (const text of [replayed.stderr, verified.stderr, readFileSync(report, 'latin1')]) {
      expect(text).not.toContain('\x1b');
      expect(text).not.toMatch(/^::error/m);
    }
    expect(existsSync(join(cwd, 'evil'))).toBe(false);
  });
});

describe('a recording', () => {
  test('of a recorder that was killed is half of one, and the command goes on', async () => {
    const folder = freshFolder();
    const [spool, gate] = [join(folder, 'spool'), join(folder, 'gate')];
    const [begun, done] = [join(folder, 'begun'), join(folder, 'done')];
    const line = `: >${begun}; until [ -e ${gate} ]; do sleep 0.1; done; echo finished >${done}`;
    const child = spawn('sh', [wrapper, spool, '--', '/bin/sh', '-c', line], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // The command runs once everything is on record that was known before it.
    await vi.waitFor(() => expect(existsSync(begun)).toBe(true), { timeout: 200_000 });
    expect(readFileSync(join(spool, '1', 'process')).includes('\nenvironment\n')).toBe(true);
    child.kill('SIGKILL');
    await ended;
    writeFileSync(gate, '');
    await vi.waitFor(() => expect(readFileSync(done, 'latin1')).toBe('finished\n'), { timeout: 200_000 });
    const run = await sipexec(['verify', '-q', spool]);
    expect([run.status, run.stderr]).toEqual([
      125,
      `sipexec: ${spool}/1: half of a recording: the command was still running, or the recorder was ended before it\n`,
    ]);
  });

  test('of a server that was killed ends with its command', async () => {
    const folder = freshFolder();
    const [spool, gate, begun] = [join(folder, 'spool'), join(folder, 'gate'), join(folder, 'begun')];
    const line = `: >${begun}; until [ -e ${gate} ]; do sleep 0.1; done; echo out; exit 4`;
    const child = `require('child_process').execFileSync('sh', ${JSON.stringify([wrapper, spool, '--', '/bin/sh', '-c', line])}, { stdio: ['ignore', 'pipe', 'ignore'] })`;
    const server = spawn(process.execPath, ['-e', child], { stdio: 'ignore' });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    // What is known of the server is on record once the command runs.
    await vi.waitFor(() => expect(existsSync(begun)).toBe(true), { timeout: 200_000 });
    server.kill('SIGKILL');
    await ended;
    writeFileSync(gate, '');
    await vi.waitFor(() => expect(existsSync(join(spool, '1', 'end'))).toBe(true), { timeout: 200_000 });
    await vi.waitFor(() => expect(readRecording(join(spool, '1')).exitStatus).toBe(4), { timeout: 200_000 });
    // As without a recorder, nobody reads any more what the command prints then.
    expect(readRecording(join(spool, '1')).gaps).toEqual(['the server closed stdout before it had ended']);
  });

  test('takes the next number, and numbers begin again when the last one has been taken away', async () => {
    const spool = join(freshFolder(), 'a folder', 'spool');
    const call = () => record(['--most', '3', spool, '--', 'true']);
    const numbers = () => recordingsIn(spool).map((path) => path.slice(spool.length + 1));
    for (let i = 0; i < 4; i++) await call();
    expect(numbers()).toEqual(['1', '2', '3']);
    rmSync(join(spool, '3'), { recursive: true });
    await call();
    expect(numbers()).toEqual(['1', '2', '3']);
    for (const number of numbers()) rmSync(join(spool, number), { recursive: true });
    await call();
    await call();
    expect(numbers()).toEqual(['1', '2']);
    // Whatever stands in the files that the recorder keeps for itself.
    writeFileSync(join(spool, '.next'), '$(touch evil); 0x1\n');
    writeFileSync(join(spool, '.full'), '9999999999999999999999\n');
    await call();
    expect(numbers()).toEqual(['1', '2', '3']);
  });

  test('is written again as it was read', () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'spool'));
    return record([join(folder, 'spool'), '--', 'sh', '-c', 'cat; echo err >&2; exit 3'], {
      input: 'a\0b',
    }).then(() => {
      const before = readRecording(join(folder, 'spool', '1'));
      writeRecording(join(folder, 'copy'), before, ['a note']);
      cpSync(join(folder, 'copy'), join(folder, 'moved'), { recursive: true });
      const after = readRecording(join(folder, 'moved'));
      const startedAt = expect.any(Date);
      expect({ ...after, path: '', startedAt }).toEqual({ ...before, path: '', startedAt });
    });
  });
});
