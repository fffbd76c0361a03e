import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { request, sipexec } from './program.js';

// A sender chooses these sixty letters; the user wrote the pattern for another kind of name.
const message = request({ From: `<sip:${'a'.repeat(60)}!@x>;tag=1` });
const tooLong = 'takes longer than 5 s over one text: write it without a repetition inside of a repetition';

describe('a pattern whose time doubles with each letter of the text', () => {
  test.each(['--from', '--to', '--ruri-match'])('ends behind %s', async (option) => {
    const hostile = request(
      { From: `<sip:${'a'.repeat(60)}!@x>;tag=1`, To: `<sip:${'a'.repeat(60)}!@x>` },
      { uri: `sip:${'a'.repeat(60)}!@x` },
    );
    const run = await sipexec(['list', option, 'sip:(a+)+@'], hostile);
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr).toContain('not among those selected');
  });

  test('that is too large for an expression is looked for as it stands', async () => {
    const run = await sipexec(['list', '--from', 'a'.repeat(100_000)], message);
    expect([run.status, run.stdout, run.stderr]).toEqual([
      125,
      '',
      'sipexec: the only message of the input is not among those selected\n',
    ]);
  });

  test('behind --from is stopped in one line where it has lookahead', async () => {
    const run = await sipexec(['list', '--from', 'sip:(?=(a+)+@)'], message);
    expect([run.status, run.stdout, run.stderr]).toEqual([
      125,
      '',
      `sipexec: the pattern "sip:(?=(a+)+@)" ${tooLong}\n`,
    ]);
  });

  test('ends in {re.subst}, where regexec of the server does', async () => {
    for (const flags of ['', 'g', 'i', 's', 'gis']) {
      const run = await sipexec(
        ['expand', `$(fu{re.subst,/^sip:(a+)+$/x/${flags}})`, '--server', 'kamailio-5.6'],
        message,
      );
      expect([run.status, run.stdout, run.stderr]).toEqual([0, `sip:${'a'.repeat(60)}!@x\n`, '']);
    }
  });

  test('in a suite fails its own check alone', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'sipexec-patterns-'));
    const oneCase = (pattern: string) =>
      `  - name: '${pattern}'\n    message: m.sip\n    dset: "echo $fu #"\n    expect: { uris: { matches: '${pattern}' } }\n`;
    const cases = ['^sip:(a+)+!', '^sip:(a+)+$', '^sip:(?=(a+)+$)'].map(oneCase).join('');
    writeFileSync(join(cwd, 'suite.yaml'), `server: kamailio-5.6\ncases:\n${cases}`);
    writeFileSync(join(cwd, 'm.sip'), message);
    const run = await sipexec(['test', 'suite.yaml'], '', { cwd });
    expect([run.status, run.stderr]).toEqual([1, '']);
    expect(run.stdout).toContain('1 passed, 2 failed, 0 skipped');
    expect(run.stdout).toContain('- (matches) ^sip:(a+)+$\n');
    expect(run.stdout).toContain(`cannot run: the pattern "^sip:(?=(a+)+$)" ${tooLong}\n`);
  });

  test('ends in #!subst', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'sipexec-patterns-'));
    const text = `${'a'.repeat(60)}!`;
    writeFileSync(
      join(cwd, 'kamailio.cfg'),
      `#!KAMAILIO\n#!subst "/^(a+)+$/x/i"\nrequest_route { exec_msg("${text}"); }\n`,
    );
    const run = await sipexec(['scan', 'kamailio.cfg'], '', { cwd });
    expect(run.status).toBe(0);
    expect(run.stdout).toContain(`exec_msg("${text}")`);
  });
});
