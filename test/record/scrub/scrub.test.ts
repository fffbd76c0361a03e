import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readRecording } from '../../../src/record/readRecording.js';
import { Scrubber } from '../../../src/record/scrub/scrubber.js';
import { sipexec } from '../../cli/program.js';
import { freshFolder, recordingsIn, wrapper } from '../recorder.js';

const body = [
  'v=0',
  'o=carol 2890844526 2890844526 IN IP4 10.0.0.5',
  's=Weekly with Dave',
  'c=IN IP4 10.0.0.5',
  'm=audio 49170 RTP/AVP 0',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz',
  '',
].join('\r\n');
const message = [
  'INVITE sip:+4930555777@proxy.company.de SIP/2.0',
  'Via: SIP/2.0/UDP 10.0.0.5:5066;branch=z9hG4bKsecretbranch;received=10.1.2.3',
  'Max-Forwards: 70',
  'To: Dave <sip:+4930555777@proxy.company.de>',
  'From: "Carol Smith" <sip:carol.smith@company.de>;tag=1928301774',
  'Call-ID: a84b4c76e66710@10.0.0.5',
  'CSeq: 314159 INVITE',
  'Contact: <sip:carol.smith@10.0.0.5:5066;transport=udp>',
  'Proxy-Authorization: Digest username="carol", realm="company.de", nonce="84a4cc6f30", uri="sip:company.de", response="7587245234b3434c"',
  'P-Asserted-Identity: <tel:+4989998877>',
  'Subject: Lunch, Dave?',
  'User-Agent: Phone 1.0',
  'Content-Type: application/sdp',
  `Content-Length: ${body.length}`,
  '',
  body,
].join('\r\n');
const told =
  /carol|smith|dave|lunch|weekly|company|10\.0\.0\.5|10\.1\.2\.3|10\.9\.9\.9|555777|998877|84a4|7587|wvnf|1928301774|secretbranch|geheim/i;

describe('recordings without names', () => {
  let folder: string;
  let spool: string;
  let scrubbed: string;

  beforeAll(async () => {
    folder = freshFolder();
    spool = join(folder, 'spool');
    scrubbed = join(folder, 'scrubbed');
    const through = (name: string) => `sh ${wrapper} --as ${name} ${spool} -- /bin/sh -c`;
    const options = { env: { DB_PASSWORD: 'geheim123' } };
    const rest = ['--input-format', 'message', '-q', '--server', 'kamailio-5.6', '--src', '10.9.9.9'];
    const printing = 'cat; echo hello $$SIP_USER, $$SIP_HF_SUBJECT $$SIP_TID; echo $$DB_PASSWORD >&2';
    await sipexec(['msg', `${through('exec_msg')} '${printing}'`, ...rest], message, options);
    const routing = 'echo "sip:$$SIP_USER@$$SIP_SRCIP"; echo "<$$1>" >&2';
    await sipexec(['dset', `${through('exec_dset')} '${routing}' sh`, ...rest], message, options);
  });

  test('hold nothing of what was named, and are still told from one another', async () => {
    const run = await sipexec(['record', '--scrub', spool, '--output', scrubbed]);
    expect([run.status, run.stdout, run.stderr.split('\n')]).toEqual([
      0,
      `${scrubbed}: 2 of 2 recordings scrubbed\n`,
      [
        'sipexec: in 2: SIP_TID is a hash of what was replaced: worked out anew, as kamailio-5.6 does',
        'sipexec: read them before you hand them on: only you know what else names somebody',
        '',
      ],
    ]);
    for (const call of recordingsIn(scrubbed))
      for (const name of readdirSync(call).filter((file) => file !== 'folder'))
        expect(withoutOurOwn(readFileSync(join(call, name), 'latin1')), `${call}/${name}`).not.toMatch(told);
    const [msg, dset] = recordingsIn(scrubbed).map(readRecording);
    const variable = (name: string) =>
      [msg, dset].map((one) => String(one?.environment.findLast((entry) => entry.name === name)?.value));
    for (const name of ['SIP_HF_FROM', 'SIP_USER', 'SIP_RURI', 'SIP_TID', 'SIP_HF_CALLID', 'SIP_SRCIP'])
      expect(variable(name)[0], name).toBe(variable(name)[1]);
    expect(variable('SIP_HF_FROM')[0]).toMatch(
      /^"[A-Z][a-z]{4} [A-Z][a-z]{4}" <sip:[a-z]{5}\.[a-z]{5}@[a-z]{7}\.test>;tag=\d{10}$/,
    );
    expect(variable('SIP_USER')[0]).toMatch(/^\+493\d{7}$/);
    const input = String(msg?.input);
    const [head, ended] = input.split('\r\n\r\n') as [string, string];
    expect(head).toContain(`Content-Length: ${ended.length}`);
    expect(variable('SIP_HF_CONTENT_LENGTH')[0]).toBe(String(ended.length));
    expect(head).toContain('User-Agent: Phone 1.0');
  });

  test('get the same verdicts as before', async () => {
    const verdicts = await Promise.all([spool, scrubbed].map((path) => sipexec(['verify', '-q', path])));
    expect(verdicts[1]).toEqual(verdicts[0]);
    expect([verdicts[0]?.status, verdicts[0]?.stdout]).toEqual([
      0,
      expect.stringMatching(/^2 of 2 calls as kamailio-5\.6, /),
    ]);
    const replayed = await sipexec(['replay', '-q', scrubbed]);
    expect([replayed.status, replayed.stdout, replayed.stderr]).toEqual([0, '', '']);
  });

  test('make a report of what differs', async () => {
    const report = join(folder, 'report.txt');
    const run = await sipexec(['verify', '--server', 'opensips-2.4', '--report', report, spool]);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(`${report}: 2 calls that differ; read it before you send it`);
    const text = readFileSync(report, 'utf8');
    expect(withoutOurOwn(text)).not.toMatch(told);
    expect(text).toMatch(/^== call 1: exec_msg held against opensips-2\.4 \(message from: input\)$/m);
    expect(text).toMatch(/^SIP_TID: byte \d+ differs\n- [0-9a-f]{32}\n\+ [0-9a-f.]+$/m);
    expect(text).toContain('Subject: ');
  });

  test('name what they need, and write over nothing', async () => {
    const missing = await sipexec(['record', '--scrub', spool]);
    expect([missing.status, missing.stderr.split('\n')[0]]).toEqual([
      125,
      'sipexec: record --scrub needs recordings, and --output FOLDER for the copies',
    ]);
    const again = await sipexec(['record', '-q', '--scrub', spool, '--output', scrubbed]);
    expect([again.status, again.stderr]).toEqual([
      125,
      `sipexec: ${scrubbed}/1 exists already: name another folder\nsipexec: ${scrubbed}/2 exists already: name another folder\n`,
    ]);
  });

  test('keep what a sender made of it: neither ends nor runs long', () => {
    const scrubber = new Scrubber();
    const hostile = ['sip:', '"', 'a@', 'tag=', '<', '10.', ':', 'A b', 'branch=z9hG4bK', '\u00e9', '\\'];
    for (const piece of hostile) {
      const bytes = Buffer.from(piece.repeat(100_000 / piece.length), 'latin1');
      expect(scrubber.text(bytes).length).toBeGreaterThan(0);
      expect(scrubber.message(bytes).length).toBeGreaterThan(0);
    }
  });
});

describe('a text without names', () => {
  const scrubber = new Scrubber();
  scrubber.message(Buffer.from(message, 'latin1'));
  const scrub = (text: string) => String(scrubber.text(Buffer.from(text)));

  test.each([
    ['the same user in another place', /^user [a-z]{5} called$/, 'user carol called'],
    ['a mail address', /^[a-z]{5}@[a-z]{7}\.test$/, 'carol@company.de'],
    ['IPv6', /^\[2001:db8::1\]:5060$/, '[fe80::1:2:3]:5060'],
    [
      'what names nobody',
      /^127\.0\.0\.1 sip:anonymous@anonymous\.invalid sip:112@example\.com v1\.2$/,
      '127.0.0.1 sip:anonymous@anonymous.invalid sip:112@example.com v1.2',
    ],
    [
      'words of protocol and shell',
      /^INVITE Via tag transport=udp echo$/,
      'INVITE Via tag transport=udp echo',
    ],
  ])('%s', (_name, expected, text) => {
    expect(scrub(text)).toMatch(expected);
  });

  test('keeps what a command refers to', () => {
    const command = 'echo "sip:$SIP_USER@gw.company.de" $$ $1 # $$SIP_DID';
    expect(String(scrubber.command(Buffer.from(command)))).toMatch(
      /^echo "sip:\$SIP_USER@[a-z]{2}\.[a-z]{7}\.test" \$\$ \$1 # \$\$SIP_DID$/,
    );
  });
});

/** The paths of this very test may hold such words. */
function withoutOurOwn(text: string): string {
  return text
    .split(/[\n\0]/)
    .filter((line) => !/^(?:PWD|OLDPWD|HOME|TMPDIR|[A-Z_]*PATH|npm_|VITEST|_)=?/.test(line))
    .join('\n');
}
