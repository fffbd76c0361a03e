import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { markdownPages } from './markdownPages.js';

/** What is in the changelog was so once. */
const pages = markdownPages.filter((path) => path !== 'CHANGELOG.md');

/** The ids that GitHub and the site give to a page's headings. */
function headingIds(page: string): string[] {
  const text = readFileSync(page, 'utf8').replace(/^ *```[\s\S]*?^ *```$/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    (heading as string)
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function linksIn(page: string): string[] {
  const text = readFileSync(page, 'utf8')
    .replace(/^ *```[\s\S]*?^ *```$/gm, '')
    .replace(/`[^`\n]*`/g, '');
  const found = text.matchAll(/\]\(([^()\s]+)\)/g);
  return [...found].map(([, link]) => link as string).filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', fragment] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  // Made for the site alone, whose own check goes through it.
  if (target.startsWith('docs/reference/')) return true;
  if (!existsSync(target)) return false;
  return fragment === undefined || (statSync(target).isFile() && headingIds(target).includes(fragment));
}

describe.each(pages)('%s', (page) => {
  test('links to pages and headings that are there', () => {
    expect(linksIn(page).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });
});
