import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sipexec } from '../program.js';

const message = (...words: string[]) => sipexec(['message', ...words]);

describe('sipexec message', () => {
  test('makes a request that the other commands take from a pipe', async () => {
    const made = await message('--ruri', 'sip:+4930123456@example.com');
    expect([made.status, made.stderr]).toEqual([0, '']);
    const run = await sipexec(['dset', 'echo sip:$rU@gw.example.net #'], made.stdoutBytes);
    expect([run.status, run.stdout, run.stderr]).toEqual([0, 'sip:+4930123456@gw.example.net\n', '']);
  });

  test('takes every part from its option, byte for byte', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'message-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const body = Buffer.from('v=0\r\n\0\xff', 'latin1');
    writeFileSync(join(folder, 'body'), body);
    const run = await message(
      ...['--method', 'SUBSCRIBE', '--ruri', 'tel:+1', '--from', '"Jörg" <sip:j@x>;tag=1', '--to', 'sip:b@y'],
      ...['--header', 'Event: presence', '-H', 'Max-Forwards: 3', '--body', join(folder, 'body')],
      ...[
        '--transport',
        'tls',
        '--via',
        '203.0.113.9:5071',
        '--via',
        '198.51.100.1',
        '--call-id',
        'c1',
        '--cseq',
        '7',
      ],
      ...['--random-seed', '2'],
    );
    expect([run.status, run.stderr]).toEqual([0, '']);
    const [head, made] = run.stdout.split('\r\n\r\n', 2);
    expect(made).toBe(body.toString('latin1'));
    const text = Buffer.from(head as string, 'latin1').toString();
    expect(text.replaceAll(/z9hG4bK[0-9a-f]{12}/g, 'z9hG4bK')).toBe(
      [
        'SUBSCRIBE tel:+1 SIP/2.0',
        'Via: SIP/2.0/TLS 203.0.113.9:5071;branch=z9hG4bK',
        'Via: SIP/2.0/TLS 198.51.100.1;branch=z9hG4bK',
        'Max-Forwards: 3',
        'From: "Jörg" <sip:j@x>;tag=1',
        'To: <sip:b@y>',
        'Call-ID: c1',
        'CSeq: 7 SUBSCRIBE',
        'Contact: <sip:j@203.0.113.9:5071;transport=tls>',
        'Content-Type: application/sdp',
        'Event: presence',
        'Content-Length: 7',
      ].join('\r\n'),
    );
  });

  test('is the same for the same random seed', async () => {
    const [one, two] = await Promise.all([message('--random-seed', '9'), message('--random-seed', '9')]);
    expect(one.stdout).toBe(two.stdout);
  });

  test.each([['--body', '-'], ['--body=-']])('%j takes the body from standard input', async (...words) => {
    const run = await sipexec(['message', ...words], Buffer.from('hello'));
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(/\r\nContent-Length: 5\r\n\r\nhello$/);
  });

  test('makes the CANCEL of what a pipe brings', async () => {
    const invite = await message('--ruri', 'sip:4711@example.com', '--random-seed', '3');
    const cancel = await sipexec(['message', '--cancel', '-'], Buffer.from(invite.stdout, 'latin1'));
    expect([cancel.status, cancel.stderr]).toEqual([0, '']);
    expect(cancel.stdout.split('\r\n').slice(0, 2)).toEqual([
      'CANCEL sip:4711@example.com SIP/2.0',
      invite.stdout.split('\r\n')[1],
    ]);
  });

  test('cancels, acknowledges and goes on in the dialog of a request in a file', async () => {
    const first = async (option: string) =>
      (await message(option, 'fixtures/invite.sip')).stdout.split('\r\n', 1)[0];
    expect(await first('--cancel')).toBe('CANCEL sip:bob@biloxi.example.com SIP/2.0');
    expect(await first('--ack')).toBe('ACK sip:bob@biloxi.example.com SIP/2.0');
    expect(await first('--in-dialog')).toBe('BYE sip:bob@biloxi.example.com SIP/2.0');
  });

  test.each([
    [
      ['--ruri', 'bob'],
      '--ruri: a URI with its scheme, and without blanks, is needed, as in sip:bob@example.com',
    ],
    [['--header', 'foo'], `--header: "foo" has no colon; write 'X-Foo: bar'`],
    [['--from', 'a\nb'], '--from: a line end or a NUL would end the header'],
    [['--call-id', 'a b'], '--call-id: "a b" is not one word'],
    [['--cseq', 'x'], '--cseq cannot be "x": it is a whole number'],
    [['--cseq', '4294967295'], '--cseq: 4294967295 is no number from 0 to 2147483647'],
    [['--cseq', '99999999999'], '--cseq: 99999999999 is no number from 0 to 2147483647'],
    [['--random-seed', '-1'], '--random-seed cannot be "-1": it is a whole number'],
    [['--body', '/nowhere'], 'cannot read /nowhere: no such file'],
    [['--cancel', '/dev/null'], '--cancel /dev/null: the other message is no SIP request'],
    [['--cancel', 'a', '--ack', 'b'], '--cancel and --ack exclude each other'],
    [['--ack', 'a', '--method', 'BYE'], '--ack says the method already; leave --method out'],
    [['invite.sip'], 'unexpected argument: invite.sip'],
  ])('%j is refused in one line', async (words, reason) => {
    const run = await message(...words);
    expect([run.status, run.stdout, run.stderr]).toEqual([125, '', `sipexec: ${reason}\n`]);
  });
});
