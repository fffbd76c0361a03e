import { describe, expect, test } from 'vitest';
import {
  type NamedSpan,
  shellHazards,
  unsetScriptVariables,
} from '../../../src/exec/warnings/shellHazards.js';

/** A command whose value stands at V, as its warnings tell of it. */
function warned(command: string, value: string, span: Partial<NamedSpan> = {}): string[] {
  const start = command.indexOf('V');
  const commandLine = Buffer.from(
    command.replace('V', () => value),
    'latin1',
  );
  const spans = [{ name: '$rU', start, end: start + value.length, ...span }];
  return shellHazards(commandLine, spans).map(({ code, message }) => `${code}: ${message}`);
}

describe('a value without quotes', () => {
  const unquoted = (what: string) => [
    `unquoted-variable: $rU is not quoted, and its value ${what}; write '$rU' with quotes`,
  ];
  test.each([
    ['a b', 'a blank (0x20) at its byte 2', 'the shell splits the word there'],
    ['a\tb', 'a tab (0x09) at its byte 2', 'the shell splits the word there'],
    ['ab\nc', 'a line feed (0x0A) at its byte 3', 'the shell ends the command there'],
    ['a;b', '; (0x3B) at its byte 2', 'the shell ends the command there and runs the rest as another'],
    ['a&b', '& (0x26) at its byte 2', 'the shell ends the command there and runs it in the background'],
    ['a|b', '| (0x7C) at its byte 2', 'the shell starts a pipeline there'],
    ['<b', '< (0x3C) at its byte 1', 'the shell redirects input there'],
    ['a>b', '> (0x3E) at its byte 2', 'the shell redirects output there'],
    ['a(b', '( (0x28) at its byte 2', 'the shell takes it as syntax'],
    ['a)b', ') (0x29) at its byte 2', 'the shell takes it as syntax'],
    ['a$b', '$ (0x24) at its byte 2', 'the shell expands what follows'],
    ['a`b', '` (0x60) at its byte 2', 'the shell runs what follows as a command'],
    ['a"b', '" (0x22) at its byte 2', 'the shell takes it as the beginning of quotes'],
    ["a'b", "' (0x27) at its byte 2", 'the shell takes it as the beginning of quotes'],
    ['a\\b', '\\ (0x5C) at its byte 2', 'the shell drops it'],
    ['a*', '* (0x2A) at its byte 2', 'the shell takes it as a pattern for file names'],
    ['a?', '? (0x3F) at its byte 2', 'the shell takes it as a pattern for file names'],
    ['a[b', '[ (0x5B) at its byte 2', 'the shell takes it as a pattern for file names'],
    ['#a', '# (0x23) at its byte 1', 'the shell takes the rest of the line as a comment'],
    ['~a', '~ (0x7E) at its byte 1', 'the shell takes it as a home directory'],
  ])('%j', (value, found, effect) => {
    expect(warned('echo V', value)).toEqual(unquoted(`holds ${found}: ${effect}`));
  });

  test.each(['bob', 'a#b', 'a~b', 'a.b_c@d-e+f', 'b%C3%A9', '\xe9', 'a]', '{a}', '!'])(
    '%j is what it looks like',
    (value) => {
      expect(warned('echo V', value)).toEqual([]);
    },
  );

  test('# and ~ count at the beginning of a word alone', () => {
    expect([warned('echo aV', '#b'), warned('echo a=V', '~b')]).toEqual([[], []]);
    expect([warned('V', '#b').length, warned('a\tV', '#b').length, warned('a\nV', '~').length]).toEqual([
      1, 1, 1,
    ]);
  });

  test('an empty one that is a word of its own is no word at all', () => {
    const lost = unquoted('is empty: the shell drops the word');
    expect([warned('echo V', ''), warned('echo V b', ''), warned('V\nb', '')]).toEqual([lost, lost, lost]);
    expect([warned('echo aV', ''), warned('echo Vb', ''), warned("echo 'V'", '')]).toEqual([[], [], []]);
    // Between quotes, in a document and where the shell computes, there is a word all the same.
    for (const command of [
      "echo 'a V b'",
      'echo "a V b"',
      'cat <<E\na V b\nE',
      'echo $(( V + 1))',
      'echo # V b',
    ])
      expect(warned(command, '')).toEqual([]);
  });

  test('in arithmetic', () => {
    expect(warned('echo $((V))', 'a[$(b)]')).toEqual(
      unquoted('holds [ (0x5B) at its byte 2: the shell takes it as a pattern for file names'),
    );
  });
});

describe('a value within quotes', () => {
  const of = (what: string) => `the value of $rU holds ${what}`;
  test.each<[string, string, string[]]>([
    ["echo 'V'", "o'neil", [`quote-breakout: ${of("' (0x27) at its byte 2: it ends the quotes around it")}`]],
    ["echo 'V'", 'a $b `c` "d" \\', []],
    ['echo "V"', 'a"b', [`quote-breakout: ${of('" (0x22) at its byte 2: it ends the quotes around it')}`]],
    [
      'echo "V"',
      'a$b',
      [
        `shell-expansion: ${of('$ (0x24) at its byte 2: the shell expands what follows, in double quotes too')}`,
      ],
    ],
    [
      'echo "V"',
      'a`b',
      [
        `shell-expansion: ${of('` (0x60) at its byte 2: the shell runs what follows as a command, in double quotes too')}`,
      ],
    ],
    [
      'echo "V"',
      'a\\b',
      [`shell-expansion: ${of('\\ (0x5C) at its byte 2: the shell may drop it, in double quotes too')}`],
    ],
    ['echo "V"', "a 'b';c", []],
    [
      'cat <<E\nV\nE',
      'a$b',
      [
        `shell-expansion: ${of('$ (0x24) at its byte 2: the shell expands what follows, in a here-document too')}`,
      ],
    ],
    [
      'cat <<E\nV\nE',
      '`b',
      [
        `shell-expansion: ${of('` (0x60) at its byte 1: the shell runs what follows as a command, in a here-document too')}`,
      ],
    ],
    [
      'cat <<E\nV\nE',
      '\\b',
      [`shell-expansion: ${of('\\ (0x5C) at its byte 1: the shell may drop it, in a here-document too')}`],
    ],
    ['cat <<E\nV\nE', `a 'b' "c";`, []],
    ["cat <<'E'\nV\nE", '$a `b` \\', []],
    ['echo # V', '$a `b` \'" ;', []],
  ])('%j with %j', (command, value, expected) => {
    expect(warned(command, value)).toEqual(expected);
  });
});

describe('advice on the place of a value', () => {
  const advice = { code: 'quoted-variable', danger: 'danger', cure: 'write "$$SIP_USER"' };

  test('is told though this value does no harm, unless it is one for values that do', () => {
    expect(warned("echo 'V'", 'bob', { advice })).toEqual(['quoted-variable: danger; write "$$SIP_USER"']);
    expect(warned("echo 'V'", 'bob', { advice, isAdviceForHarm: true })).toEqual([]);
    expect(warned("echo 'V'", 'bob', { advice, isAdviceForHarm: false })).toHaveLength(1);
    expect(warned('echo # V', 'bob', { advice })).toEqual([]);
  });

  test('is the way out where this value does harm', () => {
    expect(warned("echo 'V'", "'", { advice, isAdviceForHarm: true })).toEqual([
      'quote-breakout: the value of $rU holds \' (0x27) at its byte 1: it ends the quotes around it; write "$$SIP_USER"',
    ]);
    expect(
      warned('echo V', ';', { advice: { ...advice, code: 'bare-uri' }, name: 'the request URI' }),
    ).toEqual([
      'bare-uri: the request URI is not quoted, and its value holds ; (0x3B) at its byte 1: the shell ends the command there and runs the rest as another; write "$$SIP_USER"',
    ]);
  });

  test('is one of the command, and not of this message', () => {
    const line = Buffer.from("echo 'bob'");
    const span = { name: '$rU', start: 6, end: 9, advice };
    expect(shellHazards(line, [span])[0]?.isOfCommand).toBe(true);
    expect(shellHazards(Buffer.from("echo 'b'b'"), [span])[0]?.isOfCommand).toBeUndefined();
  });
});

test('a command that a variable of the script holds is for the shell to run', () => {
  for (const name of ['$var(x)', '$avp(s:x)', '$(avp(x))']) {
    expect(warned('V', 'a;b', { name })).toEqual([]);
    expect(warned("V 'sip:bob@x'", 'a;b', { name })).toEqual([]);
    expect(warned('V b', 'a;b', { name })).toHaveLength(1);
    expect(warned(' V', 'a;b', { name })).toHaveLength(1);
  }
  expect(warned('V', 'a;b')).toHaveLength(1);
});

test('variables of the script that have no value are told once, with the way to give them one', () => {
  const line = Buffer.from('echo <null> 0 <null> ');
  const spans = [
    { name: '$avp(s:x)', start: 5, end: 11, isUnset: true },
    { name: '$var(y)', start: 12, end: 13, isUnset: true },
    { name: '$avp(s:x)', start: 14, end: 20, isUnset: true },
    { name: '$(var(z){s.len})', start: 21, end: 21, isUnset: true },
    { name: '$shv(s)', start: 21, end: 21, isUnset: true },
    { name: '$rU', start: 12, end: 13 },
  ];
  expect(unsetScriptVariables(line, spans).map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'unset-script-variable: $avp(s:x) has no value here, and prints <null>; give it one with --avp x=VALUE',
    'unset-script-variable: $var(y) has no value here, and prints 0; give it one with --var y=VALUE',
    'unset-script-variable: $(var(z){s.len}) has no value here, and prints nothing; give it one with --var z=VALUE',
    'unset-script-variable: $shv(s) has no value here, and prints nothing',
  ]);
});
