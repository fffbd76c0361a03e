import { describe, expect, test } from 'vitest';
import { BoundedPattern, PatternTimeoutError } from '../src/boundedPattern.js';
import fc from './fastCheck.js';

const doubling = `${'a'.repeat(60)}!`;

describe('a pattern of the user', () => {
  // Each of these would take longer than the age of the universe.
  test.each(['^(a+)+$', '^(a|a)*$', '^(a*)*b', '(?:a?){1,9}(a+)+b$', '(\\w+\\s?)+\\.$'])(
    '%s ends, whatever the text',
    (source) => {
      expect(new BoundedPattern(source).test(doubling)).toBe(false);
      expect(new BoundedPattern(source).test(`${doubling}\u0100`)).toBe(false);
    },
  );

  test.each([
    ['with the flag i', '^(a+)+$', 'i'],
    ['with lookahead', '^(?=(a+)+$)', ''],
    ['with a backreference', '^(a+)+\\1$', ''],
    ['with a large count', '^(a{1,100}){1,100}$', ''],
  ])('that the second engine does not know, %s, is stopped by the clock', (_about, source, flags) => {
    const pattern = new BoundedPattern(source, flags, { maxSeconds: 1 });
    expect(() => pattern.test(doubling)).toThrow(
      `the pattern ${JSON.stringify(source)} takes longer than 1 s over one text: write it without a repetition inside of a repetition`,
    );
    expect(pattern.test(doubling.slice(-2, -1))).toBe(!source.includes('\\1'));
  });

  test('that V8 finds too large when it is used is a SyntaxError from the start', () => {
    expect(() => new BoundedPattern('a'.repeat(100_000))).toThrow(
      new SyntaxError('the expression is too large'),
    );
  });

  test('that is long is cut in the message', () => {
    const source = `^(?=(a+)+$)${'b'.repeat(100)}`;
    expect(() => new BoundedPattern(source, '', { maxSeconds: 1 }).test(doubling)).toThrow(
      `"^(?=(a+)+$)${'b'.repeat(49)}…"`,
    );
  });

  test('that is none is a SyntaxError, also where a group around it would make it one', () => {
    for (const source of ['(', 'a)(b', '[', '*']) {
      expect(() => new BoundedPattern(source)).toThrow(SyntaxError);
    }
  });

  test('finds what RegExp finds, and gives the same groups', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '(a|b)',
      '(a+)',
      '(?:b*)',
      '(b?)',
      '\\b',
      '^',
      '$',
    );
    const count = fc.constantFrom('', '', '*', '+', '?', '{2}', '+?', '{1,30}');
    const piece = fc.tuple(part, count).map(([one, many]) => (/^[\\^$]/.test(one) ? one : `${one}${many}`));
    const source = fc
      .tuple(fc.array(piece, { maxLength: 5 }), fc.constantFrom('', '(?=a)', '(?<!b)', '\\1'))
      .map(([pieces, end]) => pieces.join('') + end);
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '\u0100'), maxLength: 12 });
    fc.assert(
      fc.property(source, fc.constantFrom('', 'm', 'g', 'gm', 'i'), text, (written, flags, given) => {
        const bounded = new BoundedPattern(written, flags);
        expect(bounded.test(given)).toBe(given.search(new RegExp(written, flags)) >= 0);
        const shown = (...match: unknown[]) => `<${JSON.stringify(match.slice(0, -1))}>`;
        expect(bounded.replace(given, shown)).toBe(given.replace(new RegExp(written, flags), shown));
      }),
    );
  });

  test('gives the second engine the same groups as the first one', () => {
    // 50,000 steps back are made by the first part, whatever the last one is.
    const groups = (text: string) => {
      let found: unknown[] = [];
      new BoundedPattern('^(?:(?:a|a)*!|([ab]+?)(b?)(!))').replace(text, (...match) => {
        found = match;
        return '';
      });
      return found;
    };
    expect(groups(`${'a'.repeat(40)}b!`)).toEqual([
      `${'a'.repeat(40)}b!`,
      'a'.repeat(40),
      'b',
      '!',
      0,
      `${'a'.repeat(40)}b!`,
    ]);
  });

  test('replaces within the time, too', () => {
    const pattern = new BoundedPattern('^(?=(a+)+$)', '', { maxSeconds: 1 });
    expect(() => pattern.replace(doubling, () => '')).toThrow(PatternTimeoutError);
  });

  test('lets what the replacer throws through, and works on behind it', () => {
    for (const pattern of [new BoundedPattern('a'), new BoundedPattern('a', 'i')]) {
      const fail = () => {
        throw new RangeError('own');
      };
      expect(() => pattern.replace('a', fail)).toThrow('own');
      expect(pattern.replace('aa', () => pattern.replace('a', () => 'b'))).toBe('ba');
    }
  });
});
