import { expect, test } from 'vitest';
import { cell, htmlPage, inHtml } from '../../../src/report/page/htmlPage.js';

test('no character of a text begins a tag, an attribute or an entity', () => {
  expect(inHtml(`<b title="it's">&amp;</b>`)).toBe(
    '&#60;b title=&#34;it&#39;s&#34;&#62;&#38;amp;&#60;/b&#62;',
  );
  expect(inHtml('sip:bob@host;transport=tcp')).toBe('sip:bob@host;transport=tcp');
});

test('a cell shows what the eye would miss, and is safe all the same', () => {
  const text = cell('a\u001b[31m<script>\u202e');
  for (const character of ['<', '\u001b', '\u202e']) expect(text).not.toContain(character);
  expect(text).toContain('&#60;script&#62;');
});

test('a page takes nothing from elsewhere, and its title is a text', () => {
  const page = htmlPage('</title><script>alert(1)</script>', ['<p>one</p>', '<p>two</p>']);
  expect(page).toContain('<title>&#60;/title&#62;&#60;script&#62;alert(1)&#60;/script&#62;</title>');
  expect(page).toMatch(/<body>\n<p>one<\/p>\n<p>two<\/p>\n<\/body>\n<\/html>\n$/);
  expect(page).not.toMatch(/<script|\b(?:src|href)=|https?:|url\(|@import/);
});
