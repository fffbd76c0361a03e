import { describe, expect, test } from 'vitest';
import { PosixPattern } from '../../../../../src/server/pseudoVariables/transformations/expressions/posixPattern.js';

/** The text with `x` for each match. */
function replaced(pattern: string, text: string, flags = 'g', linesMatter = true): string {
  return new PosixPattern(pattern, linesMatter, flags).replace(text, () => 'x');
}

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('');
const [upper, lower] = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'];
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

describe('an extended regular expression of POSIX', () => {
  // POSIX, XBD 7.3.1: the classes of the locale C.
  test.for([
    ['alnum', `0123456789${upper}${lower}`],
    ['alpha', `${upper}${lower}`],
    ['blank', '\t '],
    ['cntrl', `${ascii.slice(0, 32)}\x7f`],
    ['digit', '0123456789'],
    ['graph', ascii.slice(33, 127)],
    ['lower', lower],
    ['print', ascii.slice(32, 127)],
    ['punct', punctuation],
    ['space', '\t\n\v\f\r '],
    ['upper', upper],
    ['xdigit', '0123456789ABCDEFabcdef'],
  ] as const)('knows the class %s', ([name, members]) => {
    const pattern = new PosixPattern(`[[:${name}:]]`, false, 'g');
    const found: string[] = [];
    pattern.replace(ascii, (match) => {
      found.push(match as string);
      return '';
    });
    expect(found.join('')).toBe(members);
  });

  test.for([
    ['a{2}', 'a aa aaa', 'a x xa'],
    ['a{2,}', 'a aa aaaa', 'a x x'],
    ['a{1,2}b', 'ab aab aaab', 'x x ax'],
    ['ca{,1}b', 'cb cab caab', 'x x caab'],
    ['a{', 'a{1}', 'x1}'],
    ['a{}', 'a{}', 'x'],
    ['a{x', 'a{x', 'x'],
    ['ab*', 'a ab abb', 'x x x'],
    ['ab+', 'a ab abb', 'a x x'],
    ['ab?c', 'ac abc abbc', 'x x abbc'],
    ['a+?b', 'b ab aab', 'x x x'],
    ['(ab)+', 'ab abab a', 'x x a'],
    ['(ab){2}', 'ab abab', 'ab x'],
    ['a|bc', 'a bc b', 'x x b'],
    ['(a)b\\1', 'aba abb', 'x abb'],
    ['[]a]', ']ab', 'xxb'],
    ['[^]a]', ']ab', ']ax'],
    ['[a-c-]', 'b-d', 'xxd'],
    ['[\\]', 'a\\b', 'axb'],
    ['[a^[]', 'a^[b', 'xxxb'],
    ['[^[:digit:]a]', '1ab', '1ax'],
    ['\\.', 'a.b', 'axb'],
    ['\\(', 'a(b', 'axb'],
    ['/', 'a/b', 'axb'],
    ['\\<a', 'ab ba a', 'xb ba x'],
    ['a\\>', 'ab ba a', 'ab bx x'],
    ['\\ba', 'ab ba', 'xb ba'],
    ['\\Ba', 'ab ba', 'ab bx'],
    ['\\w', 'a_1-', 'xxx-'],
    ['\\W', 'a_1-', 'a_1x'],
    ['\\s', 'a b', 'axb'],
    ['\\S', 'a b', 'x x'],
    ['a.c', 'abc a\nc', 'x a\nc'],
    ['[^b]', 'ab\n', 'xb\n'],
    ['^a', 'aa\na', 'xa\nx'],
    ['a$', 'aa\na', 'ax\nx'],
    ['^a$', 'a\r\na\u2028a', 'a\r\na\u2028a'],
    ['^a$', 'a\r\na', 'a\r\nx'],
  ] as const)('%s in %j makes %j', ([pattern, text, expected]) => {
    expect(replaced(pattern, text)).toBe(expected);
  });

  test.for([
    ['a.c', 'a\nc', 'x'],
    ['[^b]', 'ab\n', 'xbx'],
    ['^a', 'a\na', 'x\na'],
    ['a$', 'a\na', 'a\nx'],
  ] as const)(
    '%s takes line ends for bytes like others where that is asked for',
    ([pattern, text, expected]) => {
      expect(replaced(pattern, text, 'g', false)).toBe(expected);
    },
  );

  test.for([
    ['aB', 'ab Ab AB', 'x x x'],
    ['[a-c]', 'aCd', 'xxd'],
    ['[^a]', 'aAb', 'aAx'],
    ['[[:upper:]]', 'aA1', 'xx1'],
    ['\xe9', '\xe9\xc9', 'x\xc9'],
    ['(a)\\1', 'aA', 'x'],
    ['[b-]', 'B-a', 'xxa'],
  ] as const)('%s in any case in %j makes %j', ([pattern, text, expected]) => {
    expect(replaced(pattern, text, 'gi')).toBe(expected);
  });

  test('is found once without the flag g', () => {
    expect([replaced('a', 'aa', ''), replaced('A', 'aa', 'i')]).toEqual(['xa', 'xa']);
  });

  test.for(['(', '[', '[a', '[[:nothing:]]', '*', '+a', 'a|*', '(?:a)', 'a\\', '(*a)', '^*'])(
    'is refused where it is none: %s',
    (pattern) => {
      expect(() => new PosixPattern(pattern, true, '')).toThrow();
    },
  );
});
