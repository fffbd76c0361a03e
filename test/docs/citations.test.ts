import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ruleGroups } from '../../src/server/rules/ruleGroups.js';

/** The text files below a folder, by their paths. */
function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

/** The headings of a page of docs/: their numbers where they have one, their texts otherwise. */
function headingsOf(page: string): Set<string> {
  const headings = readFileSync(`docs/${page}`, 'utf8').matchAll(/^#+ (?:(\d+(?:\.\d+)?)\.? )?(.*)$/gm);
  return new Set(
    [...headings].flatMap(([, number, text]) => [...(number ? [`§${number}`] : []), text ?? '']),
  );
}

interface Citation {
  readonly place: string;
  readonly page: string;
  /** A section's number with its §, or a heading's text; undefined where the page is cited as a whole. */
  readonly section: string | undefined;
}

/** What comments cite: `servers.md §1.2`, `servers.md §1 and §3`, `cli.md, "Exit status"`. */
function citationsIn(file: string): Citation[] {
  const text = readFileSync(file, 'utf8').replace(/\n\s*(?:\*|\/\/) ?/g, ' ');
  const found: Citation[] = [];
  for (const match of text.matchAll(
    /\b(servers|cli|exec-module)\.md((?:,? (?:and |to )?§[\d.]*\d)+|,? "[^"]+")?/g,
  )) {
    const [, page, cited = ''] = match;
    const sections = cited.match(/§[\d.]*\d|(?<=")[^"]+(?=")/g) ?? [undefined];
    for (const section of sections) found.push({ place: file, page: `${page}.md`, section });
  }
  return found;
}

const citations = ['src', 'test'].flatMap((folder) => filesBelow(folder, '.ts')).flatMap(citationsIn);

describe('what comments cite of docs/', () => {
  test('is cited at all', () => {
    expect(citations.length).toBeGreaterThan(30);
  });

  test('is there: each page has the section that a comment names', () => {
    const headings = new Map<string, Set<string>>();
    const lost = citations.filter(({ page, section }) => {
      let known = headings.get(page);
      if (known === undefined) {
        known = headingsOf(page);
        headings.set(page, known);
      }
      return section !== undefined && !known.has(section);
    });
    expect(lost).toEqual([]);
  });
});

describe('the rules of servers', () => {
  const rules = Object.entries(ruleGroups).flatMap(([group, { rules }]) =>
    Object.entries(rules).map(([name, { section }]) => ({
      rule: `${group}.${name}`,
      section: `§${section}`,
    })),
  );

  test('are each described by a section of docs/servers.md', () => {
    const known = headingsOf('servers.md');
    expect(rules.length).toBeGreaterThan(90);
    expect(rules.filter(({ section }) => !known.has(section))).toEqual([]);
  });
});
