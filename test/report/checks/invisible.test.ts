import { describe, expect, test } from 'vitest';
import { withInvisibles } from '../../../src/report/checks/invisible.js';
import { xmlText } from '../../../src/report/checks/xml.js';

describe('what the eye would miss is made visible', () => {
  test.each<[string, string, string]>([
    ['blanks at the end', ' a b  ', ' a b··'],
    ['tabs and line ends', 'a\tb\r\n', 'a\\tb\\r\\n'],
    ['control characters', '\x07\x1b[31m\x7f', '\\x07\\e[31m\\x7F'],
    ['characters without a width', 'a\u200bb\ufeff', 'a\\u{200B}b\\u{FEFF}'],
    ['blanks that are none', 'a\u00a0b', 'a\\u{A0}b'],
    ['characters that turn the line around', 'a\u202eb', 'a\\u{202E}b'],
    ['letters stay', 'Grüße, 東京 🙂', 'Grüße, 東京 🙂'],
  ])('%s', (_name, text, shown) => {
    expect(withInvisibles(text)).toBe(shown);
  });
});

describe('a text for XML', () => {
  test.each<[string, string, string]>([
    ['markup', '<a href="x">&', '&lt;a href=&quot;x&quot;&gt;&amp;'],
    ['line ends and tabs survive in attributes', 'a\r\n\tb', 'a&#13;&#10;&#9;b'],
    ['characters that XML cannot hold', 'a\0b\x1bc\ufffe\ud800', 'a\\x00b\\x1Bc\\u{FFFE}\\u{D800}'],
  ])('%s', (_name, text, xml) => {
    expect(xmlText(text)).toBe(xml);
  });
});
