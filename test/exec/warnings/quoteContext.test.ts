// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's own

import { describe, expect, test } from 'vitest';
import { commandEnd, quoteContexts, valuePlaces } from '../../../src/exec/warnings/quoteContext.js';

/** The contexts of each V of a command. */
function contexts(command: string): string[] {
  const spans = [...command.matchAll(/V/g)].map(({ index }) => ({ start: index, end: index + 1 }));
  return quoteContexts(Buffer.from(command), spans);
}

test.each<[string, string[]]>([
  ['echo V', ['unquoted']],
  ["echo 'V' V", ['single-quoted', 'unquoted']],
  ['echo "V" "a\'V\'"', ['double-quoted', 'double-quoted']],
  ['echo "$(echo V)"', ['unquoted']],
  ['echo V # V', ['unquoted', 'comment']],
  ['echo a#V', ['unquoted']],
  ["echo \\'V", ['unquoted']],
])('%s', (command, expected) => {
  expect(contexts(command)).toEqual(expected);
});

describe('substitutions', () => {
  test.each<[string, string[]]>([
    ['echo "`echo V`" V', ['unquoted', 'unquoted']],
    ['echo "$(echo "V")V" V', ['double-quoted', 'double-quoted', 'unquoted']],
    ['echo "$(echo \'V\')"V', ['single-quoted', 'unquoted']],
    ['echo "$((V + 1))V"', ['arithmetic', 'double-quoted']],
    ['echo $((1 + $(echo V)))V', ['arithmetic', 'unquoted']],
    ['echo $((`echo V`))', ['unquoted']],
    ['echo $( (echo V) )V', ['unquoted', 'unquoted']],
    ['((V))', ['unquoted']],
    ['echo "(V)"', ['double-quoted']],
    ['(echo "V") V', ['double-quoted', 'unquoted']],
  ])('%s', (command, expected) => {
    expect(contexts(command)).toEqual(expected);
  });
});

describe('comments', () => {
  test.each<[string, string[]]>([
    ['echo a # V\necho V', ['comment', 'unquoted']],
    ['echo a;#V', ['comment']],
    ['(#V\necho "V")', ['comment', 'double-quoted']],
    ['# it\'s V\necho "V"', ['comment', 'double-quoted']],
    ['echo "# V"', ['double-quoted']],
    ["echo '# V'", ['single-quoted']],
    ['echo \\# V', ['unquoted']],
  ])('%j', (command, expected) => {
    expect(contexts(command)).toEqual(expected);
  });
});

describe('here-documents', () => {
  test.each<[string, string[]]>([
    ['cat <<E\nV\nE\necho V', ['here-document', 'unquoted']],
    ['cat << E\nV "V\nE\necho V', ['here-document', 'here-document', 'unquoted']],
    ["cat <<'E'\nV\nE\necho V", ['quoted-here-document', 'unquoted']],
    ['cat <<"E F"\nV\nE F\necho V', ['quoted-here-document', 'unquoted']],
    ['cat <<\\E\nV\nE\necho V', ['quoted-here-document', 'unquoted']],
    ['cat <<-E\n\tV\n\t\tE\necho V', ['here-document', 'unquoted']],
    ['cat <<E\n\tE\nV\nE\necho V', ['here-document', 'unquoted']],
    ['cat <<E\nE V\n E\nV\nE\necho V', ['here-document', 'here-document', 'unquoted']],
    ["cat <<A <<'B'\nV\nA\nV\nB\necho V", ['here-document', 'quoted-here-document', 'unquoted']],
    ['cat <<E V; echo V\nV\nE\nV', ['unquoted', 'unquoted', 'here-document', 'unquoted']],
    ['cat <<E;cat V\nV\nE\nV', ['unquoted', 'here-document', 'unquoted']],
    ['cat <<E\n$(echo V `echo V`)V\nE\nV', ['unquoted', 'unquoted', 'here-document', 'unquoted']],
    ["cat <<'E'\n$(echo V)\nE\nV", ['quoted-here-document', 'unquoted']],
    ['cat <<E\nE\nV', ['unquoted']],
    ['cat <<E\n(V)V\nE\nV', ['here-document', 'here-document', 'unquoted']],
    ['cat <<E\n$V(V\nE\nV', ['here-document', 'here-document', 'unquoted']],
    ['cat <<E\n"V\' # V\nE\nV', ['here-document', 'here-document', 'unquoted']],
    ['cat <<-E\nx\tE\nV\n\tE\nV', ['here-document', 'unquoted']],
    ['cat <<E \\\nV\nV\nE\nV', ['unquoted', 'here-document', 'unquoted']],
    ["cat <<'E\"'\nV\nE\nV", ['quoted-here-document', 'quoted-here-document']],
    ['cat <<- E\n\tE\nV', ['unquoted']],
    ['cat << -E\nV\n-E\nV', ['here-document', 'unquoted']],
    ['cat <<E|cat V\nV\nE\nV', ['unquoted', 'here-document', 'unquoted']],
    ['cat <<E&\nV\nE\nV', ['here-document', 'unquoted']],
    ['cat <<E>V\nV\nE\nV', ['unquoted', 'here-document', 'unquoted']],
    ['cat <<E<V\nV\nE\nV', ['unquoted', 'here-document', 'unquoted']],
    ['(cat <<E)\nV\nE\nV', ['here-document', 'unquoted']],
    ['cat <<E\tV\nV\nE\nV', ['unquoted', 'here-document', 'unquoted']],
    ['cat <<V\nV', ['unquoted', 'unquoted']],
    ['cat <V\nV', ['unquoted', 'unquoted']],
    ['cat <<<V\nV', ['unquoted', 'unquoted']],
    ['cat <<< "V"\nV', ['double-quoted', 'unquoted']],
    ['cat <<E # V\nV', ['comment', 'here-document']],
  ])('%j', (command, expected) => {
    expect(contexts(command)).toEqual(expected);
  });
});

describe('what runs a value', () => {
  test.each<[string, string | undefined]>([
    ["eval 'echo V'", 'eval'],
    ['eval echo V', 'eval'],
    ["sh -c 'echo V'", 'sh'],
    ["/bin/bash -c 'echo V'", '/bin/bash'],
    ["sudo -u routing env A=b dash -ec 'V'", 'dash'],
    ["if true; then ksh -c 'V'; fi", 'ksh'],
    ['echo "$(eval \'V\')"', 'eval'],
    ['eval "$(echo V)"', 'eval'],
    ["'sh' -c 'V'", 'sh'],
    ['"sh" -c \'V\'', 'sh'],
    ["s''h -c 'V'", 'sh'],
    ['e"v"al \'V\'', 'eval'],
    ["s\\h -c 'V'", 'sh'],
    ["ash -c 'V'", 'ash'],
    ["zsh -c 'V'", 'zsh'],
    ["sh\t-c\t'V'", 'sh'],
    ["sh  -xec 'V'", 'sh'],
    ["sh -c x; sh -c 'V'", 'sh'],
    ["true && sh -c 'V'", 'sh'],
    ["true | sh -c 'V'", 'sh'],
    ["(sh -c 'V')", 'sh'],
    ["{ eval 'V'; }", 'eval'],
    ["x `eval 'V'`", 'eval'],
    ["$(x) eval 'V'", undefined],
    ["x $(a) eval 'V'", undefined],
    ["sh $(a) ${b} `c` -c 'V'", 'sh'],
    ["sh -c $(a) 'V'", undefined],
    ["a{b} eval 'V'", undefined],
    ["sh -C 'V'", undefined],
    ["sh c 'V'", undefined],
    ["sh -c -e 'V'", undefined],
    ["sh -cx 'V'", undefined],
    ["sh/x -c 'V'", undefined],
    ["eval a # 'V'", 'eval'],
    ["eval a | x 'V'", undefined],
    ["eval a & x 'V'", undefined],
    ["(eval a) 'V'", undefined],
    ["`eval a` 'V'", undefined],
    // Sixteen words are remembered.
    [`${'a '.repeat(13)}sh -c 'V'`, 'sh'],
    ["sh -x 'V'", undefined],
    ["sh -c; echo 'V'", undefined],
    ["sh -c\necho 'V'", undefined],
    ["mysh -c 'V'", undefined],
    ["perl -c 'V'", undefined],
    ["sh -c 'command' V", undefined],
    ["echo eval 'V'", undefined],
    ["evaluate 'V'", undefined],
    ['eval a; echo V', undefined],
  ])('%j: %s', (command, runBy) => {
    const at = command.indexOf('V');
    expect(valuePlaces(Buffer.from(command), [{ start: at, end: at + 1 }])[0]?.runBy).toBe(runBy);
  });

  test('a backslash before a value takes its first character literally, and no quotes of its own', () => {
    const escaped = (command: string) => {
      const at = command.indexOf('V');
      return valuePlaces(Buffer.from(command), [{ start: at, end: at + 1 }])[0]?.isEscaped;
    };
    expect(['echo \\V', 'echo "\\V"', "echo '\\V'", 'echo \\\\V', 'echo V'].map(escaped)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('an empty value leaves what stands before it right before what stands behind it', () => {
    const context = (command: string, start: number, end: number) =>
      quoteContexts(Buffer.from(command), [
        { start, end },
        { start: command.length, end: command.length },
      ])[1];
    expect([context('echo # ', 5, 5), context('echo x# ', 5, 6)]).toEqual(['comment', 'unquoted']);
    expect([context('echo "$(" ', 7, 7), context('echo "$x(" ', 7, 8)]).toEqual([
      'double-quoted',
      'unquoted',
    ]);
  });

  test('values themselves are passed over, whatever they hold', () => {
    const places = valuePlaces(Buffer.from(`echo "$(" '" 'V`), [
      { start: 6, end: 8 },
      { start: 11, end: 13 },
      { start: 14, end: 15 },
    ]);
    expect(places.map(({ context }) => context)).toEqual(['double-quoted', 'single-quoted', 'unquoted']);
  });
});

describe('the word that is added behind a command', () => {
  test.each<[string, boolean, string[]]>([
    ['./route.sh -a', true, ['./route.sh', '-a']],
    ['./route.sh -a ', true, ['./route.sh', '-a']],
    ['A=1 cat "a b"  c\td', true, ['A=1', 'cat', 'a b', 'c', 'd']],
    ['a; b | c', true, ['c']],
    ['a && b &', true, []],
    ['a;', true, []],
    ['a\n', true, []],
    ['(a)', true, []],
    ['{ a; }', true, []],
    ['if a; then b; fi', true, ['fi']],
    ['a # comment', false, []],
    ["a 'b", false, ['a', 'b ']],
    ['a "b', false, ['a', 'b ']],
    ['a $(b', false, ['b']],
    ['cat <<E', false, ['cat']],
    ['cat <<E\nb', false, []],
    ['cat <<E\nb\nE\nc', true, ['c']],
  ])('%j: is a word of its own: %s, of the command %j', (command, takesWord, words) => {
    const end = commandEnd(Buffer.from(command));
    expect(end.takesWord).toBe(takesWord);
    if (takesWord) expect(end.words).toEqual(words);
  });
});
