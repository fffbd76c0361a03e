import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commandTable } from '../../src/cli/arguments/commandTable.js';
import { serverIds } from '../../src/server/servers.js';

// What the site makes of the program's tables. Its own packages are not needed for that.
const { referencePages } = await import(new URL('../../docs/.vitepress/generate.mjs', import.meta.url).href);
const pages: Record<string, string> = await referencePages();

describe('the pages that the site makes of the program', () => {
  test.each(commandTable.map((spec) => [spec.name, spec] as const))(
    '%s: every option',
    (name, { options }) => {
      for (const option of options)
        expect(pages[`commands/${name}.md`]).toContain(`--${option.shownAs ?? option.name}`);
    },
  );

  test('suites: every key of the schema', () => {
    const { properties, definitions } = JSON.parse(readFileSync('src/suite/suite.schema.json', 'utf8'));
    const keys = [properties, definitions.call.properties, definitions.expect.properties].flatMap(
      Object.keys,
    );
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter((key) => !pages['suite.md']?.includes(`| \`${key}\` |`))).toEqual([]);
  });

  test('servers: every one that was measured, and every group of rules', () => {
    expect(serverIds.filter((id) => !pages['servers.md']?.includes(`| \`${id}\` |`))).toEqual([]);
    expect(pages['servers.md']).toContain('## Running the command');
  });
});
