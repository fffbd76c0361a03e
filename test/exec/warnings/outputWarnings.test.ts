import { describe, expect, test } from 'vitest';
import { FunctionOutput } from '../../../src/exec/functionOutput.js';
import type { ShellResult } from '../../../src/exec/process/runShell.js';
import { outputWarnings } from '../../../src/exec/warnings/outputWarnings.js';
import { uriAsCommand } from '../../../src/exec/warnings/uriWarnings.js';
import { whyReturned } from '../../../src/exec/whyReturned.js';
import type { ExecFunction } from '../../../src/server/profile.js';
import { parseFormat } from '../../../src/server/pseudoVariables/format.js';
import { findServer } from '../../../src/server/servers.js';

const endedWell: ShellResult = { exitCode: 0, timedOut: false, durationMs: 1 };
const withStatus = (exitCode: number): ShellResult => ({ ...endedWell, exitCode });
const killed: ShellResult = { signal: 'SIGKILL', timedOut: false, durationMs: 1 };
const hung: ShellResult = { signal: 'SIGTERM', timedOut: true, durationMs: 1 };
const interrupted: ShellResult = { ...withStatus(3), cancelledBy: 'SIGINT' };

interface Ended {
  /** What the command printed, one character a byte. */
  readonly printed?: string;
  readonly result?: ShellResult;
  readonly server?: string;
  readonly command?: string;
}

const uri = Buffer.from('sip:bob@example.com');

function ended(name: ExecFunction, { printed = '', result = endedWell, server, command = 'route #' }: Ended) {
  const profile = findServer(server ?? 'kamailio-6.1');
  const output = new FunctionOutput(
    { function: name, command: parseFormat(Buffer.from('x'), profile) },
    profile,
  );
  output.take(Buffer.from(printed, 'latin1'));
  output.end();
  const appended = { commandLine: Buffer.from(`${command} '${uri}'`), commandBytes: command.length, uri };
  const warnings = outputWarnings(output, profile, result, name, appended);
  return { warnings: warnings.map(({ code, message }) => `${code}: ${message}`), output, result };
}

const warned = (name: ExecFunction, call: Ended) => ended(name, call).warnings;

describe('URIs that exec_dset cannot use as they are', () => {
  const two = 'sip:a@example.com\nsips:b@example.com\n';

  test('two that are fine need no word', () => {
    expect(warned('exec_dset', { printed: two })).toEqual([]);
  });

  test('none at all', () => {
    expect(warned('exec_dset', {})).toEqual([
      'no-uri: the command printed no URI: the URI set stays as it was',
    ]);
  });

  test.each([
    ['"Bob" <sip:bob@example.com>', '; print it without name and angle brackets'],
    ['Bob <sip:bob@example.com>', '; print it without name and angle brackets'],
    ['<sip:bob@example.com>', '; print it without name and angle brackets'],
    [' sip:bob@example.com', '; it begins with a blank'],
    ["'sip:bob@example.com'", '; print it without quotes'],
    ['"sip:bob@example.com"', '; print it without quotes'],
    ['no user found', ''],
    ['Bob <sip:bob@example.com', ''],
    ['"sip:bob@example.com', ''],
    ['x "sip:bob@example.com"', ''],
    ['a: <sip:b@x>', ''],
    ['\tsip:bob@example.com', '; it begins with a blank'],
  ])('%s alone', (line, hint) => {
    expect(warned('exec_dset', { printed: line })).toEqual([
      `not-a-uri: a line of output is no URI, and the server takes it all the same: ${JSON.stringify(line)}${hint}`,
    ]);
  });

  test('text for people before and behind a URI', () => {
    const stands = (text: string, becomes: string) =>
      `text-among-uris: ${JSON.stringify(text)} stands among the URIs and is none, and the server makes it ${becomes}: print what is meant for people to standard error (>&2)`;
    expect(warned('exec_dset', { printed: 'looking up\nsip:a@example.com\ndone\n' })).toEqual([
      stands('looking up', 'the new request URI'),
      stands('done', 'branch 2'),
    ]);
  });

  test.each([
    'sip:a@example.com sip:b@example.com',
    'sip:a@example.com, tel:+1',
    'sip:a@example.com ;<sips:b@example.com>',
  ])('%s on one line', (line) => {
    expect(warned('exec_dset', { printed: line })).toEqual([
      `blank-in-uri: ${JSON.stringify(line)} is more than one URI, and the server takes the line as one: print each on a line of its own`,
    ]);
  });

  test.each(['sip:a b@example.com', 'TEL:+1 555', 'sip:a@example.com;x=\x7f', 'sip:a@example.com ;q=0.5'])(
    '%j with a blank or a control character in it',
    (line) => {
      expect(warned('exec_dset', { printed: line })).toEqual([
        `blank-in-uri: ${JSON.stringify(line)} has a blank in it, and the server takes the line as one URI: a blank ends the URI of a request line, so that the next hop refuses the request; write %20, or print nothing behind the URI`,
      ]);
    },
  );

  test('a long one is told by its first 60 characters', () => {
    const line = `no ${'u'.repeat(58)}`;
    expect(warned('exec_dset', { printed: line })).toEqual([
      `not-a-uri: a line of output is no URI, and the server takes it all the same: "${line.slice(0, 60)}…"`,
    ]);
    expect(warned('exec_dset', { printed: line.slice(0, 60) })).toEqual([
      `not-a-uri: a line of output is no URI, and the server takes it all the same: "${line.slice(0, 60)}"`,
    ]);
  });

  test('the rest of a line that is longer than the server’s buffer', () => {
    const { maxLineBytes } = findServer('kamailio-6.1').running;
    const long = `sip:${'u'.repeat(maxLineBytes - 'sip:@x'.length)}@xand more`;
    expect(warned('exec_dset', { printed: `${long}\n` })).toEqual([
      `long-line: a line of output is longer than ${maxLineBytes} bytes: the server takes its rest as another URI: "and more"`,
    ]);
  });

  test('more than the server takes', () => {
    const { maxUris } = findServer('kamailio-6.1').running;
    const lines = (count: number) =>
      Array.from({ length: count }, (_, i) => `sip:u${i}@example.com\n`).join('');
    const message = `too-many-uris: the command printed more than ${maxUris} URIs: the server keeps the first ${maxUris}, stops reading, and the function returns false`;
    expect(warned('exec_dset', { printed: lines(maxUris) })).toEqual([]);
    expect(warned('exec_dset', { printed: lines(maxUris + 1) })).toEqual([message]);
    // Closing the pipe ends the command: that it failed is nothing more to tell.
    expect(warned('exec_dset', { printed: lines(maxUris + 1), result: withStatus(141) })).toEqual([message]);
  });

  test.each([
    ['exited with status 3', withStatus(3)],
    ['was killed by SIGKILL', killed],
    ['ran into the exec timer', hung],
  ])('printed by a command that %s', (how, result) => {
    expect(warned('exec_dset', { printed: two, result })).toEqual([
      `uris-of-failed-command: the command ${how} after it had printed URIs: the function returns false, and the URI set is changed all the same`,
    ]);
  });
});

describe('the request URI that exec_dset appends', () => {
  const hash = 'end the command with " #", which keeps the appended URI away';

  test('printed behind a URI of the command’s own', () => {
    expect(warned('exec_dset', { printed: `sip:a@x ${uri}\n` })).toEqual([
      `uri-appended: exec_dset appended the request URI itself, and the command printed it behind its own: "sip:a@x ${uri}"; ${hash}`,
    ]);
  });

  test('printed alone is the URI that was wanted', () => {
    expect(warned('exec_dset', { printed: `${uri}\n` })).toEqual([]);
  });

  test.each<[string, number, string]>([
    ['grep bob users', 2, 'grep takes it for another file to read'],
    ['/usr/bin/awk 1 users', 2, 'awk takes it for another file to read'],
    ['cat users', 1, 'cat takes it for another file to read'],
    ['curl -s http://x', 6, 'curl gets it as another argument'],
    ['sqlite3 db "select 1"', 1, 'sqlite3 gets it as another argument'],
    ['echo a;', 127, 'behind ; the shell runs it as a command'],
    ['echo a |', 127, 'behind | the shell runs it as a command'],
    ['echo a &&', 126, 'behind & the shell runs it as a command'],
    ['echo a\n', 127, 'behind a line end the shell runs it as a command'],
    ['(echo a)', 2, 'behind ) the shell expects none'],
    ['{ echo a; }', 2, 'behind } the shell expects none'],
    ['if true; then echo a; fi', 2, 'behind fi the shell expects none'],
    ['for i in 1; do echo a; done', 2, 'behind done the shell expects none'],
    ['case a in a) ;; esac', 2, 'behind esac the shell expects none'],
  ])('%j, which ends with status %i', (command, status, what) => {
    expect(warned('exec_dset', { printed: 'sip:a@x', command, result: withStatus(status) })[0]).toBe(
      `uri-appended: exec_dset appends the request URI, and ${what}; ${hash}`,
    );
  });

  /** Each reads its further words as files, or takes them for something that was not meant. */
  const readers =
    'awk gawk mawk nawk base64 cat cut grep egrep fgrep fold head jq md5sum nl rev sed sha1sum sha256sum shuf sort tac tail tr uniq wc xargs';
  test.each(readers.split(' '))('%s takes it for another file', (program) => {
    const first = (command: string) =>
      warned('exec_dset', { command, result: withStatus(2) }).filter((text) =>
        text.startsWith('uri-appended'),
      );
    const told = [
      `uri-appended: exec_dset appends the request URI, and ${program} takes it for another file to read; ${hash}`,
    ];
    expect([first(`${program} x`), first(`/usr/bin/${program} x`)]).toEqual([told, told]);
    expect([first(`x${program} x`), first(`${program}x x`), first(`${program} x #`)]).toEqual([[], [], []]);
  });
  test.each('curl mysql psql redis-cli sqlite3 test [ wget'.split(' '))(
    '%s gets it as another argument',
    (program) => {
      const first = (command: string, status: number) =>
        warned('exec_dset', { command, result: withStatus(status) }).filter((text) =>
          text.startsWith('uri-appended'),
        );
      const told = [
        `uri-appended: exec_dset appends the request URI, and ${program} gets it as another argument; ${hash}`,
      ];
      expect([first(`${program} x`, 1), first(`${program} x`, 126)]).toEqual([told, told]);
      expect([first(`${program} x`, 127), first(`x${program} x`, 1), first(`${program}x x`, 1)]).toEqual([
        [],
        [],
        [],
      ]);
    },
  );

  test.each<[string, number]>([
    ['grep bob users', 1],
    ['egrep bob users', 1],
    ['echo a;', 125],
    ['echo a;', 128],
    ['(echo a)', 127],
    ['{ echo a; }', 3],
    ['fi', 1],
    ['xfi', 2],
    ['done2', 2],
    [' \t', 127],
    ['grep bob users', 0],
    ['cat users #', 1],
    ['cat users', 0],
    ['curl -s http://x', 0],
    ['curl -s http://x', 127],
    ['./route.sh', 1],
    ['echo a;', 1],
    ['(echo a)', 1],
    ['if true; then echo a; fi', 1],
    ['', 127],
  ])('%j, which ends with status %i, needs no word on it', (command, status) => {
    const codes = warned('exec_dset', { command, result: withStatus(status) }).map((w) => w.split(':')[0]);
    expect(codes).toEqual(['no-uri']);
  });

  test.each([
    ['echo a;', 'behind ; the shell runs it as a command'],
    ['(echo a)', 'behind ) the shell expects none'],
    ['cat users', 'cat takes it for another file to read'],
  ])('%j is told before anything runs, too', (command, what) => {
    const call = { commandLine: Buffer.from(`${command} '${uri}'`), commandBytes: command.length };
    expect(uriAsCommand(call)).toEqual([
      { code: 'uri-appended', message: `exec_dset appends the request URI, and ${what}; ${hash}` },
    ]);
  });

  test('as a word of a script is what a script gets', () => {
    expect(uriAsCommand({ commandLine: Buffer.from(`./route.sh '${uri}'`), commandBytes: 10 })).toEqual([]);
  });
});

describe('what other functions make of output and status', () => {
  test('exec_avp without a line', () => {
    expect(warned('exec_avp', {})).toEqual([
      'no-avp: the command printed no line to standard output: no AVP is set, and one of an earlier call keeps its value; what it prints to standard error is not read',
    ]);
    expect(warned('exec_avp', { printed: 'gold\n' })).toEqual([]);
  });

  test('exec_avp with more lines than are kept', () => {
    expect(warned('exec_avp', { printed: 'a\n'.repeat(10_000) })).toEqual([]);
    const { warnings, output } = ended('exec_avp', { printed: 'a\n'.repeat(10_001) });
    expect(warnings).toEqual(['avps-cut: only the first 10000 AVPs are kept; a server keeps all']);
    expect([output.avps.length, output.avps.at(-1)]).toEqual([10_000, ['10000', Buffer.from('a')]]);
  });

  test('exec() is true all the same', () => {
    const told = (how: string) => [
      `status-ignored: the command ${how}, and exec() returns true all the same: the script can only learn of it from what the command prints (exec()'s third argument)`,
    ];
    const of = (result: ShellResult) => warned('exec', { result, server: 'opensips-3.6' });
    expect(of(withStatus(3))).toEqual(told('exited with status 3'));
    expect(of(killed)).toEqual(told('was killed by SIGKILL'));
    expect([of(endedWell), of(hung), of(interrupted)]).toEqual([[], [], []]);
  });

  test('exec_msg reads nothing, and has nothing to tell', () => {
    expect(warned('exec_msg', { result: withStatus(3) })).toEqual([]);
  });
});

describe('why a function returned what it did', () => {
  const many = 'sip:a@x\n'.repeat(100);
  test.each<[string, ExecFunction, Ended]>([
    ['the exec timer ended the command', 'exec_msg', { result: hung }],
    ['the exec timer ended the command', 'exec', { result: hung }],
    ['exec() is true whatever becomes of its command', 'exec', { result: withStatus(3) }],
    ['the run was interrupted by SIGINT', 'exec_msg', { result: interrupted }],
    ['the command was killed by SIGKILL', 'exec_msg', { result: killed }],
    ['the command exited with status 3', 'exec_dset', { result: withStatus(3), printed: 'sip:a@x' }],
    ['the command exited with status 0', 'exec_avp', {}],
    ['the command printed more URIs than the server takes', 'exec_dset', { printed: many }],
    ['the command printed no URI', 'exec_dset', {}],
    ['the command printed a URI and exited with status 0', 'exec_dset', { printed: 'sip:a@x' }],
    ['the command printed 2 URIs and exited with status 0', 'exec_dset', { printed: 'sip:a@x\nsip:b@x' }],
  ])('%s', (why, name, call) => {
    const { output, result } = ended(name, call);
    expect(whyReturned(name, result, output)).toBe(why);
  });
});
