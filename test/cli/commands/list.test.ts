import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { browserPath, startBrowser } from '../../report/browser.js';
import { door, request, sipexec } from '../program.js';

const reply = (text: string) => text.replace(/^INVITE \S+ SIP\/2\.0/, 'SIP/2.0 486 Busy Here');
const invite = (user: string) =>
  request({ 'Call-ID': `call-of-${user}` }, { uri: `sip:${user}@example.com` });
const calls = invite('one') + invite('two') + reply(invite('one'));
const utf8 = { LC_ALL: 'C.UTF-8' };

describe('list', () => {
  test('in a pipe is a line a message, whatever COLUMNS says', async () => {
    const run = await sipexec(['list'], invite('one'), { env: { COLUMNS: '40' } });
    expect(run.stdout).toBe(
      '   1 - -                     -> -                     INVITE    sip:one@example.com call-of-one\n',
    );
  });

  test('--columns chooses, with tabs between them in a pipe', async () => {
    const run = await sipexec(['list', '--columns', 'uri,number,frame,method'], calls);
    expect(run.stdout).toBe(
      'sip:one@example.com\t1\t\tINVITE\nsip:two@example.com\t2\t\tINVITE\nBusy Here\t3\t\t486\n',
    );
  });

  test('--calls groups by Call-ID', async () => {
    const run = await sipexec(['list', '--calls'], calls);
    expect(run.stdout).toBe(`call 1: 2 messages, Call-ID call-of-one
  1 INVITE sip:one@example.com
  3 486    Busy Here
call 2: 1 message, Call-ID call-of-two
  2 INVITE sip:two@example.com
`);
  });

  test('--ladder draws who sent what to whom, by Via and URI where the input does not tell', async () => {
    const run = await sipexec(['list', '--ladder'], invite('one') + reply(invite('one')), {
      env: { ...utf8, COLUMNS: '60' },
    });
    expect(run.stdoutBytes.toString()).toMatchInlineSnapshot(`
      "192.0.2.1:5066                                example.com
             │─────── INVITE sip:one@example.com ───────>│
             │<╌╌╌╌╌╌╌╌╌╌╌╌╌ 486 Busy Here ╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
      "
    `);
  });

  test.each<[Record<string, string>, string[], boolean]>([
    [{ LC_ALL: 'C' }, [], true],
    [{ LC_ALL: '', LC_CTYPE: '', LANG: 'de_DE.UTF-8' }, [], false],
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, [], true],
    [utf8, ['--ascii'], true],
    [{ LC_ALL: 'C' }, ['--no-ascii'], false],
  ])('--ladder is in ASCII where the locale or --ascii says so: %j %j', async (env, options, isAscii) => {
    const run = await sipexec(['list', '--ladder', ...options], invite('one'), { env });
    expect(/^[\n -~]+$/.test(run.stdout)).toBe(isAscii);
  });

  test('--format mermaid is a diagram', async () => {
    const run = await sipexec(['list', '--format', 'mermaid'], invite('one'));
    expect(run.stdout).toBe(
      'sequenceDiagram\n  participant p1 as 192.0.2.1:5066\n  participant p2 as example.com\n  p1->>p2: INVITE sip:one@example.com\n',
    );
  });

  test.each<[string[], string]>([
    [['--columns', 'uri,size'], '--columns cannot have "size": there are number, input, '],
    [['--ladder', '--calls'], '--ladder and --calls exclude each other'],
    [['--ladder', '--json'], '--ladder is for text, not for json'],
    [['--json', '--format', 'mermaid'], '--json and --format mermaid: give one of them'],
  ])('%j is a usage error', async (options, message) => {
    const run = await sipexec(['list', ...options], calls);
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr).toContain(message);
  });
});

const script = '/usr/bin/script';
const hasScript = existsSync(script);
if (!hasScript) console.log(`skipped: ${script} is not installed, which gives a program a terminal`);

/** What a terminal of so many columns shows of it. */
async function onTerminal(columns: number, args: readonly string[]): Promise<string> {
  const words = [process.execPath, door, ...args].map((word) => `'${word}'`).join(' ');
  const { stdout } = await execa(script, ['-qec', `stty cols ${columns}; ${words}`, '/dev/null'], {
    input: '',
    env: { ...utf8, NO_COLOR: '1' },
  });
  return stdout.replaceAll('\r', '');
}

describe.skipIf(!hasScript)('on a terminal', () => {
  test.each<[number, string]>([
    [
      60,
      `1 INVITE sip:bob@biloxi.example.com call-1@192.0.2.10
2 486    Busy Here                  call-1@192.0.2.10
3 ACK    sip:bob@biloxi.example.com call-1@192.0.2.10`,
    ],
    [
      40,
      `1 INVITE sip:bob@biloxi.e… call-1@192.0…
2 486    Busy Here         call-1@192.0…
3 ACK    sip:bob@biloxi.e… call-1@192.0…`,
    ],
  ])('list fits %i columns and leaves out empty ones', async (columns, shown) => {
    expect(await onTerminal(columns, ['list', 'fixtures/call.sip'])).toBe(shown);
  });

  test('--ladder is as wide as the terminal', async () => {
    const lines = (await onTerminal(80, ['list', '--ladder', 'fixtures/call.sip'])).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines[1]).toContain('INVITE sip:bob@biloxi.example.com');
  });
});

describe('dset --ladder', () => {
  test('draws the messages, and beneath each request what came of it', async () => {
    const run = await sipexec(
      [
        'dset',
        'echo "sip:$rU@gw1"; test $rm = ACK && exit 3; echo sip:x@gw2 #',
        '--ladder',
        '-q',
        'fixtures/call.sip',
      ],
      '',
      { env: { ...utf8, COLUMNS: '70' } },
    );
    expect(run.stderr).toBe('');
    expect(run.stdoutBytes.toString()).toMatchInlineSnapshot(`
      "192.0.2.10:5060                           biloxi.example.com
             │──── INVITE sip:bob@biloxi.example.com ───>│
             │  = sip:bob@gw1, sip:x@gw2                 │
             │<╌╌╌╌╌╌╌╌╌╌╌╌╌ 486 Busy Here ╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
             │───── ACK sip:bob@biloxi.example.com ─────>│
             │  = sip:bob@gw1; exit status 3: exec_dset returns false
      "
    `);
  });

  test('excludes --json and --against', async () => {
    for (const option of [['--json'], ['--against', 'true']]) {
      const run = await sipexec(['dset', 'true', '--ladder', ...option, 'fixtures/call.sip']);
      expect([run.status, run.stderr]).toEqual([
        125,
        `sipexec: --ladder and ${option[0]} exclude each other\n`,
      ]);
    }
  });
});

describe('compare --format html', () => {
  test('is one page with every variable that differs, and none of its text is markup', async () => {
    const message = request({ From: '"<img src=x>\x1b[2J" <sip:a@x>;tag=1' });
    const run = await sipexec(
      ['compare', '--format', 'html', '--servers', 'kamailio-6.1,opensips-2.4', '--setvars'],
      message,
    );
    const text = run.stdoutBytes.toString();
    expect(run.status).toBe(0);
    expect(text).toMatch(/^<!doctype html>\n[\s\S]*<\/html>\n$/);
    expect(text).toContain('<h1>1 message, 1 with differences between servers</h1>');
    expect(text).toContain(
      '<th rowspan="1">(outcome)</th><td>ran</td><td class="servers">kamailio-6.1, opensips-2.4</td>',
    );
    expect(text).toMatch(
      /<tr><th rowspan="2">SIP_TID<\/th><td>\w{32}<\/td><td class="servers">kamailio-6.1<\/td><\/tr>\n<tr><td>\w{32}<\/td><td class="servers">opensips-2.4<\/td><\/tr>/,
    );
    expect(text).not.toMatch(/<(?:script|img|link|iframe)\b|\burl\(|https?:/);
    expect(text).not.toContain('\x1b');
  });

  test('names servers that set nothing once, as the text does', async () => {
    const words = ['compare', '--servers', 'kamailio-6.1,opensips-1.4,opensips-2.4', 'fixtures/invite.sip'];
    const [text, html] = [await sipexec(words), await sipexec([...words, '--format', 'html'])];
    expect(text.stdout.match(/^\S.*$/gm)).toEqual([
      'outcome',
      'SIP_TID',
      '1 variable differs between servers that set any',
    ]);
    expect(html.stdout.match(/(?<=<th rowspan="\d">)[^<]*/g)).toEqual(['(outcome)', 'SIP_TID']);
    expect(html.stdout).toContain('<td>ran, with no variable set</td><td class="servers">opensips-2.4</td>');
    expect(html.stdout).toContain('variables are the same on all servers that set any.');
  });

  test('can be read on a telephone: no column lies beyond the edge, and no value is cut', async ({
    skip,
  }) => {
    if (browserPath === undefined) skip('Chromium is not installed');
    const uri = `sip:${'long'.repeat(60)}@example.com`;
    const run = await sipexec(['compare', '--format', 'html'], request({}, { uri }));
    const running = await startBrowser();
    try {
      for (const width of [390, 1280]) {
        const window = await running.newPage({ viewport: { width, height: 900 } });
        await window.setContent(run.stdoutBytes.toString());
        const beyond = await window.evaluate(`[...document.querySelectorAll('td, th, summary')].filter(
          (one) => one.getBoundingClientRect().right > innerWidth || one.scrollWidth > one.clientWidth + 1,
        ).map((one) => one.textContent)`);
        expect([width, beyond]).toEqual([width, []]);
        await window.close();
      }
    } finally {
      await running.close();
    }
  });
});
