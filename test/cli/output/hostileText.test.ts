import { describe, expect, test } from 'vitest';
import { project } from '../../suite/project.js';
import { request, sipexec } from '../program.js';

/** Each steers a terminal, hides or reorders what is shown, or is a command of a CI service's log. */
const hostile = [
  '::stop-commands::x',
  '##[error]x',
  '##vso[task.complete]x',
  '\x1b]0;title\x07',
  '\u009b31m',
  '\u202eevil',
  '\u2066x\u200b',
  'a\rb',
  '\u00a0::error::x',
];
const lines = hostile.join('\n');

/** What must be in no output. */
const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]|^[^\S\n]*::(?!error |warning )[a-z-]+[ :]|##(?:\[|vso\[)/m;

function expectHarmless(text: string): void {
  const found = steering.exec(text);
  expect(found && JSON.stringify(text.slice(Math.max(0, found.index - 60), found.index + 30))).toBe(null);
}

/** A suite with hostile text in every place that takes text, as YAML that JSON is. */
const suite = JSON.stringify({
  description: lines,
  env: { HOSTILE: lines },
  defaults: { inherit: ['PATH'] },
  cases: [
    {
      name: `skipped\n${lines}`,
      skip: `reason\n${lines}`,
      message: 'invite.sip',
      dset: lines,
      expect: { uris: ['x'] },
    },
    {
      name: `fails\n${lines}`,
      message: { text: `${request().trimEnd()}\r\nX-Hostile: ${hostile.join(' ')}\r\n\r\n${lines}\n` },
      msg: `printf '%s\\n' "$$HOSTILE"; printf '%s\\n' "$$HOSTILE" >&2; exit 3\n#${lines}`,
      var: { a: lines },
      expect: {
        exitStatus: 0,
        stdout: [`same\n${lines}`, { contains: `${lines}not` }, { matches: `x${hostile[3]}` }],
        commandLine: lines,
        env: { SIP_X: lines, absent: ['SIP_METHOD'] },
        warnings: [hostile[0]],
      },
    },
    {
      name: 'row {{a}}',
      each: [{ a: lines }],
      message: { ruri: 'sip:bob@x', header: { 'X-A': hostile.slice(0, 5).join(' ') }, body: `${lines}\n` },
      dset: "echo sip:{{a}} 'x' #",
      expect: { uris: [lines], reason: lines },
    },
    {
      name: 'dropped',
      message: { text: `INVITE sip:x SIP/2.0\n${hostile[3]}${hostile[4]}\n\n` },
      server: 'kamailio-6.1',
      dset: 'x',
      expect: { uris: ['x'] },
    },
  ],
});

test('text of suites, messages and commands obeys nobody, in whatever report', async () => {
  const made = project({ 'suite.yaml': suite });
  const names = ['tap', 'junit', 'json', 'github', 'html', 'markdown'];
  const wishes = names.map((name) => `--reporter=${name}=${name}.out`);
  const run = await made.test('suite.yaml', ...wishes, '--reporter=readable');
  expect(run.status).toBe(1);
  expectHarmless(run.stderr);
  for (const text of [run.stdoutBytes.toString('utf8'), ...names.map((name) => made.read(`${name}.out`))]) {
    // The harmless parts are all there.
    expect(text).toContain('stop-commands');
    expect(text).toContain('evil');
    expectHarmless(text);
  }
});

/** A message with hostile text in every header, one after another. */
const message = request(
  {
    'Call-ID': `id-${hostile.slice(0, 7).join('-')}`,
    From: `"${hostile.slice(0, 7).join(' ')}" <sip:a@x>;tag=1`,
    'X-Hostile': hostile.slice(0, 7).join('\r\n '),
  },
  { uri: `sip:${hostile[1]}${hostile[4]}${hostile[5]}@x` },
);
const script = `#!/bin/sh\necho $SIP_USER${lines}\n`;

describe('neither does it', () => {
  test.each<[string, string[], Record<string, string>]>([
    ['in list', ['list', 'm.sip'], {}],
    ['in list --json', ['list', '--json', 'm.sip'], {}],
    ['in compare', ['compare', '--servers', 'kamailio-6.1,opensips-2.4', '--setvars', 'm.sip'], {}],
    ['in compare --json', ['compare', '--json', '--servers', 'kamailio-6.1,opensips-2.4', 'm.sip'], {}],
    ['in dset --json', ['dset', '--json', 'echo "$$HOSTILE"', '--env', `HOSTILE=${lines}`, 'm.sip'], {}],
    [
      'in dset --against',
      [
        'dset',
        'echo "sip:a@x $$HOSTILE" #',
        '--against',
        'echo "sip:b$$HOSTILE" #',
        '--env',
        `HOSTILE=${lines}`,
        'm.sip',
      ],
      {},
    ],
    ['in env --json', ['env', '--json', 'm.sip'], {}],
    ['in -v', ['dset', '-v', '--setvars', '-s', 'kamailio-6.1', 'echo sip:a@x #', 'm.sip'], {}],
    [
      'in scan',
      ['scan', 'k.cfg'],
      { 'k.cfg': `request_route { exec_msg("${lines.replaceAll('"', '')}"); }\n` },
    ],
    ['in scan --json', ['scan', '--json', 'k.cfg'], { 'k.cfg': `request_route { exec_msg("${lines}"); }\n` }],
    ['in lint', ['lint', 's.sh'], {}],
    ['in lint --format github', ['lint', '--format', 'github', 's.sh'], {}],
    ['in lint --format sarif', ['lint', '--format', 'sarif', 's.sh'], {}],
    ['in lint --format json', ['lint', '--format', 'json', 's.sh'], {}],
    ['in test --update', ['test', '--update', 'u.yaml'], {}],
    ['in test of an unusable suite', ['test', 'bad.yaml'], {}],
    ['in the name of a missing file', ['list', `${hostile[3]}${hostile[0]}`], {}],
  ])('%s', async (_name, args, files) => {
    const { folder } = project({
      'm.sip': Buffer.from(message),
      's.sh': script,
      'u.yaml': suite.replace(/"reason":[^}]*/, '"returnCode":-1'),
      'bad.yaml': JSON.stringify({ [lines]: 1, cases: [{ name: lines, mesage: lines }] }),
      ...files,
    });
    const run = await sipexec(args, '', { cwd: folder });
    const stdout = run.stdoutBytes.toString('utf8');
    expect(stdout.length + run.stderr.length).toBeGreaterThan(20);
    expectHarmless(stdout);
    expectHarmless(run.stderr);
  });
});
