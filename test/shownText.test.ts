import { describe, expect, test } from 'vitest';
import { exactly, isShownAsItIs, shownText } from '../src/shownText.js';

describe('what the eye would miss is made visible', () => {
  test.each<[string, string, string]>([
    ['blanks at the end', ' a b  ', ' a b··'],
    ['tabs and line ends', 'a\tb\r\n', 'a\\tb\\r\\n'],
    ['control characters', '\x07\x1b[31m\x7f', '\\x07\\e[31m\\x7F'],
    ['characters without a width', 'a\u200bb\ufeff', 'a\\u{200B}b\\u{FEFF}'],
    ['blanks that are none', 'a\u00a0b', 'a\\u{A0}b'],
    ['characters that turn the line around', 'a\u202eb', 'a\\u{202E}b'],
    ['tags without a glyph', 'a\u{e0041}b', 'a\\u{E0041}b'],
    ['letters stay', 'Grüße, 東京 🙂', 'Grüße, 東京 🙂'],
  ])('%s', (_name, text, shown) => {
    expect(exactly(text)).toBe(shown);
  });
});

describe('text never gives a command', () => {
  test.each<[string, string, string]>([
    ['to a terminal', 'a\x1b]0;x\x07\x9b31m', 'a\\e]0;x\\x07\\u{9B}31m'],
    ['to GitHub, at the beginning of a line', 'a\n \t::stop-commands::x', 'a\n \t\\::stop-commands::x'],
    [
      'to GitHub, behind blanks that .NET trims',
      '\u00a0::error::x\n\u3000 \u2003::debug::x',
      '\u00a0\\::error::x\n\u3000 \u2003\\::debug::x',
    ],
    ['to GitHub, anywhere', 'a ##[error]b ###[x', 'a #\\#[error]b ##\\#[x'],
    ['to Azure Pipelines and TeamCity', '##vso[task] ##teamcity[x]', '#\\#vso[task] #\\#teamcity[x]'],
  ])('%s', (_name, text, shown) => {
    expect(shownText(text, 'lines')).toBe(shown);
    expect(isShownAsItIs(text)).toBe(false);
  });

  test('but is left as it is where it gives none', () => {
    const text = '::1 a::b\n\t[::]:5060 # x ## y #[z]\nGrüße, 東京 🙂  ';
    expect(shownText(text, 'lines')).toBe(text);
    expect(isShownAsItIs(text)).toBe(true);
  });

  test('however many blanks it has', () => {
    const text = `${' '.repeat(200_000)}x`;
    expect(exactly(text)).toBe(text);
  });
});
