import { describe, expect, test } from 'vitest';
import { expand } from '../../richRequest.js';

describe('colours of a terminal', () => {
  test.for([
    ['$C(Rb)$C(xx)', 'kamailio-6.1', '\x1b[1;31;44m\x1b[0;39;49m'],
    ['$C(Rb)$C(xg)', 'opensips-2.4', '\x1b[0;31;44m\x1b[0;39;42m'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });

  test('each colour has its number, and a capital letter is bold in Kamailio', () => {
    const letters = ['s', 'r', 'g', 'y', 'b', 'p', 'c', 'w', 'x'];
    const shown = (server: string, argument: (letter: string) => string) =>
      letters.map((letter) => expand(`$C(${argument(letter)})`, server));
    const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 9];
    const text = numbers.map((number) => `\x1b[0;3${number};49m`);
    expect(shown('kamailio-6.1', (letter) => `${letter}x`)).toEqual(text);
    expect(shown('kamailio-6.1', (letter) => `x${letter}`)).toEqual(
      numbers.map((number) => `\x1b[0;39;4${number}m`),
    );
    expect(
      ['S', 'R', 'G', 'Y', 'B', 'P', 'C', 'W'].map((letter) => expand(`$C(${letter}x)`, 'kamailio-6.1')),
    ).toEqual(numbers.slice(0, -1).map((number) => `\x1b[1;3${number};49m`));
    expect(expand('$C(Sx)', 'opensips-2.4')).toBe(text[0]);
  });

  test.for(['X', 'Xx', 'xX', 'rR', 'rgb', '1g', ''])('$C(%s) is refused', (argument) => {
    expect(() => expand(`$C(${argument})`, 'kamailio-6.1')).toThrow('two of the letters');
  });

  test('colours that no terminal has are refused', () => {
    expect(() => expand('$C(zz)', 'kamailio-6.1')).toThrow(
      '$C(zz): two of the letters xsrgybpcw name the colours',
    );
  });
});
