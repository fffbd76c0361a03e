import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { request, sipexec } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-preprocessor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (text: string, ...args: string[]) => {
  const name = `${args.join('-').replace(/\W/g, '_')}.cfg`;
  writeFileSync(join(folder, name), text);
  return sipexec(
    args.map((arg) => arg.replace('FILE', name)),
    request(),
    { cwd: folder },
  ).then(({ status, stdout, stderr }) => ({
    status,
    stdout: stdout.replaceAll(name, 'FILE'),
    stderr: stderr.replaceAll(name, 'FILE'),
  }));
};

const withExpressions = (comment: string) => `#!KAMAILIO
${comment}
#!defexp SUM 1+2
request_route {
#!ifexp KAMAILIO_VERSION >= 5007000
  exec_cmd("true");
#!endif
}
`;

describe('#!ifexp and #!defexp, which came with Kamailio 5.7', () => {
  const ifexp = (server: string) =>
    `#!ifexp came with Kamailio 5.7: ${server} takes it for a comment and does not start, as its #!endif then closes nothing`;
  const defexp = (server: string) =>
    `#!defexp came with Kamailio 5.7: ${server} takes it for a comment and defines nothing`;
  const old = withExpressions('# Kamailio SIP Server v5.6');

  test('are told by scan and lint for an older one that the configuration names', async () => {
    const [scanned, linted] = await Promise.all([run(old, 'scan', 'FILE'), run(old, 'lint', 'FILE')]);
    expect(scanned.stderr.split('\n').slice(0, 2)).toEqual([
      `sipexec: warning: FILE:3:1: ${defexp('kamailio-5.6')} [unknown-directive]`,
      `sipexec: warning: FILE:5:1: ${ifexp('kamailio-5.6')} [unknown-directive]`,
    ]);
    expect(linted).toEqual({
      status: 1,
      stdout: `FILE:3:1: ${defexp('kamailio-5.6')} [unknown-directive]\nFILE:5:1: ${ifexp('kamailio-5.6')} [unknown-directive]\n`,
      stderr: '',
    });
  });

  test('keep an older one from starting, so that nothing runs', async () => {
    const ran = await run(old, 'run', 'FILE:6');
    expect(ran).toEqual({ status: 125, stdout: '', stderr: `sipexec: FILE:5: ${ifexp('kamailio-5.6')}\n` });
  });

  test('are read for later ones, and for the one that is named', async () => {
    for (const [text, ...server] of [
      [withExpressions('# Kamailio SIP Server v5.8')],
      [withExpressions('#')],
      [old, '--server', 'kamailio-5.7.1', '-q'],
    ] as const) {
      expect(await run(text, 'lint', 'FILE', ...server)).toMatchObject({ status: 0, stdout: '' });
      expect(await run(text, 'run', 'FILE:6', ...server)).toMatchObject({
        status: 0,
        stdout: 'exit status 0\n',
      });
    }
  });

  test('count within what another condition hides, too', async () => {
    const text =
      '#!KAMAILIO\n#!ifdef NOPE\n#!ifexp 1\n#!endif\n#!endif\nrequest_route { exec_cmd("true"); }\n';
    const linted = await run(text, 'lint', 'FILE', '--server', 'kamailio-5.6');
    expect(linted.stdout).toBe(`FILE:3:1: ${ifexp('kamailio-5.6')} [unknown-directive]\n`);
  });
});

describe('what Kamailio defines of its version', () => {
  const text = (name: string) => `#!KAMAILIO
# Kamailio SIP Server v5.6
request_route {
#!ifdef ${name}
  exec_cmd("seen");
#!endif
}
`;
  test.each([
    ['KAMAILIO_5', true],
    ['KAMAILIO_5_6', true],
    ['KAMAILIO_5_6_3', true],
    ['KAMAILIO_5_6_4', false],
    ['KAMAILIO_6', false],
    ['KAMAILIO_VERSION', false],
  ])('is that of the version that the configuration names: %s', async (name, expected) => {
    const { stdout } = await run(text(name), 'scan', 'FILE');
    expect(!stdout.includes('a condition hides it')).toBe(expected);
  });

  test.each([
    ['kamailio-5.6', 'KAMAILIO_5_6'],
    ['kamailio-5.8.4', 'KAMAILIO_5_8_4'],
    ['kamailio-6.1', 'KAMAILIO_6_1'],
  ])('is that of a server that is named: %s', async (server, name) => {
    const ran = await run(text(name), 'run', 'FILE:5', '--server', server);
    expect(ran.stderr).not.toContain('a condition keeps the server from seeing this call');
    const hidden = await run(text('KAMAILIO_4'), 'run', 'FILE:5', '--server', server);
    expect(hidden.stderr).toContain('a condition keeps the server from seeing this call');
  });
});
