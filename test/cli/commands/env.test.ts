import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { door, request, sipexec, variables } from '../program.js';

describe('sipexec env', () => {
  test('shows the exact bytes: Latin-1, three Via headers, compact forms, folded lines', async () => {
    const message =
      'INVITE sip:bob@biloxi.example.com SIP/2.0\r\n' +
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n' +
      'v: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2  \r\n' +
      'Via:SIP/2.0/UDP 192.0.2.3;branch=z9hG4bK3\r\n' +
      't: <sip:bob@biloxi.example.com>\r\n' +
      'f: Andr\xe9 <sip:andre@atlanta.example.com>;tag=x\r\n' +
      'i: 1@192.0.2.1\r\n' +
      'CSeq: 1 INVITE\r\n' +
      's: one\r\n two\r\n\tthree  \r\n' +
      'X-Caf\xe9: \xe9\r\n\r\n';
    const run = await sipexec(['env', '--format', 'null'], message);
    expect(run.status).toBe(0);
    expect(variables(run)).toMatchObject({
      SIP_HF_VIA:
        'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1,SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2  ,SIP/2.0/UDP 192.0.2.3;branch=z9hG4bK3',
      SIP_HF_TO: '<sip:bob@biloxi.example.com>',
      SIP_HF_FROM: 'Andr\xe9 <sip:andre@atlanta.example.com>;tag=x',
      SIP_HF_CALLID: '1@192.0.2.1',
      SIP_HF_SUBJECT: 'one\r\n two\r\n\tthree  ',
      SIP_HF_X_CAF_: '\xe9',
    });
  });

  test('prints what a real command sees', async () => {
    const message = request({ Subject: 'it\'s \xe9 `date` $HOME\r\n\t"quoted" \\' });
    const shown = variables(await sipexec(['env', '--format', 'null'], message));
    const seen = await sipexec(
      ['msg', 'tr "\\0" "\\n" >/dev/null; printf %s "$$SIP_HF_SUBJECT" >&2; env -0'],
      message,
      {
        stderr: 'pipe',
      },
    );
    expect(seen.status).toBe(0);
    const bytes = await execa(process.execPath, [door, 'dset', 'printf "%s\\n" "$$SIP_HF_SUBJECT"; #'], {
      input: Buffer.from(message, 'latin1'),
      encoding: 'buffer',
      stripFinalNewline: false,
    });
    // exec_dset takes lines: the fold is two of them, trailing CR removed.
    expect(Buffer.from(bytes.stdout).toString('latin1')).toBe(
      `${(shown.SIP_HF_SUBJECT as string).replace('\r\n', '\n')}\n`,
    );
  });

  test('--format sh is safe to eval, whatever the message holds', async () => {
    const message = request({ Subject: '\'; exit 9 #\r\n `exit 8` $(exit 7) "\\\xe9' });
    const script = await sipexec(['env', '--format', 'sh'], message);
    const evaluated = await execa('/bin/sh', ['-s'], {
      input: Buffer.concat([script.stdoutBytes, Buffer.from('printf %s "$SIP_HF_SUBJECT"')]),
      encoding: 'buffer',
      stripFinalNewline: false,
    });
    expect(Buffer.from(evaluated.stdout).toString('latin1')).toBe(
      '\'; exit 9 #\r\n `exit 8` $(exit 7) "\\\xe9',
    );
  });

  test('sorts its lines by name', async () => {
    const names = (await sipexec(['env'], request())).stdout.split('\n').map((line) => line.split('=')[0]);
    expect(names.slice(0, -1)).toEqual([...names.slice(0, -1)].sort());
  });

  test('INVITE, its retransmission, its CANCEL and its ACK to a 486 give one SIP_TID; another call gives another', async () => {
    const toWithTag = 'Bob <sip:bob@biloxi.example.com>;tag=486';
    const [invite, again, cancel, ack, other] = await Promise.all(
      [
        request(),
        request(),
        request({ CSeq: '314159 CANCEL' }, { method: 'CANCEL' }),
        request({ CSeq: '314159 ACK', To: toWithTag }, { method: 'ACK' }),
        request({ 'Call-ID': 'another', Via: 'SIP/2.0/UDP 192.0.2.1:5066;branch=z9hG4bKother' }),
      ].map(async (message) => variables(await sipexec(['env', '--format', 'null'], message)).SIP_TID),
    );
    expect(invite).toMatch(/^[0-9a-f]{32}$/);
    expect([again, cancel, ack]).toEqual([invite, invite, invite]);
    expect(other).toMatch(/^[0-9a-f]{32}$/);
    expect(other).not.toBe(invite);
  });

  test.each([
    ['--no-setvars', ['--no-setvars']],
    ['--setvars=0', ['--setvars=0']],
  ])('%s leaves nothing', async (_name, options) => {
    const run = await sipexec(['env', ...options], request());
    expect([run.status, run.stdout]).toEqual([0, '']);
    expect(run.stderr).toContain('sets no variables');
  });

  test.each<[string, string[], string]>([
    ['--src wins', ['--src', '203.0.113.9'], '203.0.113.9'],
    ['--src takes IPv6 with a port', ['--src', '[2001:db8::1]:5080'], '2001:db8::1'],
    ["else the top Via's address", [], '192.0.2.1'],
  ])('SIP_SRCIP: %s', async (_name, options, expected) => {
    const run = await sipexec(['env', '--format', 'null', ...options], request());
    expect(variables(run).SIP_SRCIP).toBe(expected);
  });

  test("SIP_SRCIP: Via's received wins over its host, and without an address it is loopback", async () => {
    const received = request({ Via: 'SIP/2.0/UDP pc.example.com;branch=z9hG4bK1;received=198.51.100.7' });
    const none = request({ Via: 'SIP/2.0/UDP pc.example.com;branch=z9hG4bK1' });
    expect(variables(await sipexec(['env', '--format', 'null'], received)).SIP_SRCIP).toBe('198.51.100.7');
    expect(variables(await sipexec(['env', '--format', 'null'], none)).SIP_SRCIP).toBe('127.0.0.1');
  });

  test('--ruri is the current request URI, and the original stays', async () => {
    const run = await sipexec(
      ['env', '--format', 'null', '--ruri', 'sip:carol@chicago.example.com'],
      request(),
    );
    expect(variables(run)).toMatchObject({
      SIP_RURI: 'sip:carol@chicago.example.com',
      SIP_USER: 'carol',
      SIP_ORURI: 'sip:bob@biloxi.example.com',
      SIP_ORUI: 'sip:bob@biloxi.example.com',
      SIP_OUSER: 'bob',
    });
  });

  test('--pv adds the values of pseudo-variables to a record', async () => {
    const run = await sipexec(['env', '--json', '--pv', 'ru,fU,hdr(Via)'], request());
    expect(JSON.parse(run.stdout).pseudoVariables).toEqual({
      ru: 'sip:bob@biloxi.example.com',
      fU: 'alice',
      'hdr(Via)': 'SIP/2.0/UDP 192.0.2.1:5066;branch=z9hG4bKnashds8',
    });
  });

  test('strings that are no UTF-8 are named in latin1', async () => {
    const run = await sipexec(['env', '--json'], request({ 'X-A': '\xe9', 'X-B': '\xc3\xa9' }));
    const record = JSON.parse(run.stdoutBytes.toString('utf8'));
    expect(record.environment).toMatchObject({ SIP_HF_X_A: '\xe9', SIP_HF_X_B: 'é' });
    expect(record.latin1).toContain('environment.SIP_HF_X_A');
    expect(record.latin1).not.toContain('environment.SIP_HF_X_B');
  });

  test('several messages stand under headings', async () => {
    const run = await sipexec(['env'], request() + request({}, { method: 'OPTIONS' }));
    expect(run.stdout.split('\n').filter((line) => line.startsWith('# '))).toEqual([
      '# message 1 (standard input): INVITE sip:bob@biloxi.example.com, Call-ID a84b4c76e66710',
      '# message 2 (standard input): OPTIONS sip:bob@biloxi.example.com, Call-ID a84b4c76e66710',
    ]);
  });
});
