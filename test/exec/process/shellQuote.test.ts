import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { execaSync } from 'execa';
import { expect, test } from 'vitest';
import { shellLaunch } from '../../../src/exec/process/shellLaunch.js';
import { shellQuote, shellWord } from '../../../src/exec/process/shellQuote.js';
import fc from '../../fastCheck.js';

/** What a command without input of its own reads. */
const nullFd = openSync('/dev/null', 'r');

const anyBytesButNul = fc.uint8Array({ min: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes));

function printedBy(script: Buffer): Buffer {
  const result = execaSync('/bin/sh', ['-s'], {
    input: script,
    encoding: 'buffer',
    stripFinalNewline: false,
  });
  return Buffer.from(result.stdout);
}

test('a quoted word is taken literally by the shell, whatever it holds', () => {
  fc.assert(
    fc.property(fc.array(anyBytesButNul, { minLength: 1, maxLength: 40 }), (words) => {
      // Many words a run: a shell costs more than a word.
      const script = Buffer.concat(
        words.map((word) =>
          Buffer.concat([Buffer.from('printf %s.. '), shellQuote(word), Buffer.from('\n')]),
        ),
      );
      expect(printedBy(script)).toEqual(
        Buffer.concat(words.map((word) => Buffer.concat([word, Buffer.from('..')]))),
      );
    }),
    { numRuns: 40 },
  );
});

test('the bridge hands on every byte but NUL in environment and command line', () => {
  fc.assert(
    fc.property(anyBytesButNul, anyBytesButNul, (value, word) => {
      const commandLine = Buffer.concat([Buffer.from('printf "%s|%s|%s" "$0" "$SIP_X" '), shellQuote(word)]);
      const launch = shellLaunch(
        [
          { name: 'PATH', value: Buffer.from('/usr/bin:/bin') },
          { name: 'SIP_X', value: Buffer.concat([Buffer.from([0xff]), value]) },
        ],
        commandLine,
      );
      expect(launch.script).toBeDefined();
      const result = spawnSync(launch.file, launch.args, {
        input: launch.script,
        env: launch.env,
        stdio: ['pipe', 'pipe', 'inherit', nullFd],
      });
      const expected = Buffer.concat([Buffer.from('sh|\xff', 'latin1'), value, Buffer.from('|'), word]);
      expect(result.stdout).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('plain environments and command lines take the direct way', () => {
  const launch = shellLaunch([{ name: 'A', value: Buffer.from('é') }], Buffer.from('echo é'));
  expect(launch).toEqual({ file: '/bin/sh', argv0: 'sh', args: ['-c', 'echo é'], env: { A: 'é' } });
});

test('of several variables of one name the last one counts', () => {
  const entry = (text: string) => ({ name: 'A', value: Buffer.from(text, 'latin1') });
  expect(shellLaunch([entry('\xff'), entry('plain')], Buffer.from('true')).env).toEqual({ A: 'plain' });
  expect(
    shellLaunch([entry('plain'), entry('\xff')], Buffer.from('true')).script?.toString('latin1'),
  ).toContain("export A='\xff'");
});

test.each([
  ['route', 'route'],
  ['/usr/bin/a_b-c.d', '/usr/bin/a_b-c.d'],
  ['sip:bob@example.com,5%+', 'sip:bob@example.com,5%+'],
  ['a b', "'a b'"],
  ['a=b', "'a=b'"],
  [';a', "';a'"],
  ['a;', "'a;'"],
  ["it's", "'it'\\''s'"],
  ['~', "'~'"],
  ['é', "'é'"],
  ['', "''"],
])('the word %j is written %s where people copy it', (word, written) => {
  expect(shellWord(Buffer.from(word))).toBe(written);
});
