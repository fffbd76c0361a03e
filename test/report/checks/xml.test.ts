import { describe, expect, test } from 'vitest';
import { xmlText } from '../../../src/report/checks/xml.js';

describe('a text for XML', () => {
  test.each<[string, string, string]>([
    ['markup', '<a href="x">&', '&lt;a href=&quot;x&quot;&gt;&amp;'],
    ['line ends and tabs survive in attributes', 'a\r\n\tb', 'a&#13;&#10;&#9;b'],
    ['what XML can hold and a terminal would obey', 'a\x7f\x9b\u202eb', 'a&#127;&#155;&#8238;b'],
    ['commands of CI services', '##[error]', '#&#35;[error]'],
    ['characters that XML cannot hold', 'a\0b\x1bc\ufffe\ud800', 'a\\x00b\\x1Bc\\u{FFFE}\\u{D800}'],
  ])('%s', (_name, text, xml) => {
    expect(xmlText(text)).toBe(xml);
  });
});
