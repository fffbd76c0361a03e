import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { blocksOf } from './examples.js';

// That the commands print what the page shows is tested with those of all pages.
const page = readFileSync('docs/bug-reports.md', 'utf8');
const [table = '', ...sections] = page.split(/^## Report /m);
const rows = [...table.matchAll(/^\| (?:\[(\d+)\]\(#report-\1\)|(\d+)) \| (.+) \| (.+) \| (.+) \|$/gm)];

describe('the table of public reports', () => {
  test('has 28, numbered, each with its cause', () => {
    expect(rows.map(([, linked, bare]) => Number(linked ?? bare))).toEqual(
      Array.from({ length: 28 }, (_, i) => i + 1),
    );
  });

  test.each(rows.map(([row, linked, , , , shows = '']) => [row, linked, shows] as const))(
    '%s',
    (_row, linked, shows) => {
      if (linked === undefined) {
        // What is not shown says so.
        expect(shows).toMatch(/^no: /);
        return;
      }
      const section = sections.find((text) => text.startsWith(`${linked}\n`)) ?? '';
      const blocks = blocksOf(section);
      expect(blocks.map(({ language, whyNotRun }) => [language, whyNotRun])).toEqual([
        ['console', undefined],
      ]);
      // Each code that the row names is in what its command prints.
      for (const [, code] of shows.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g))
        expect(blocks[0]?.text).toContain(`[${code}]`);
    },
  );
});
