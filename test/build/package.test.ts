import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandPages } from '../../src/cli/manual/commandPage.js';

const packed: string[] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
)[0].files.map(({ path }: { path: string }) => path);

test('the package has the program, the schemas and the licences of what it holds, and no cache of one machine', () => {
  expect(packed).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'bin/sipexec.cjs',
      'dist/THIRD-PARTY-NOTICES',
      'dist/cli.cjs',
      'dist/index.js',
      'dist/schemas/record.schema.json',
    ]),
  );
  const known =
    /^(?:bin|dist|docs\/warnings|fixtures|integrations)\/|^(?:LICENSE|README\.md|package\.json|\.pre-commit-hooks\.yaml)$/;
  expect(packed.filter((path) => !known.test(path))).toEqual([]);
  expect(packed.filter((path) => path.endsWith('.cache'))).toEqual([]);
});

test('the package names its pages of the manual, one of the program and one of each command', () => {
  const { man } = JSON.parse(readFileSync('package.json', 'utf8'));
  const pages = ['sipexec', ...commandPages.map(({ name }) => `sipexec-${name}`)];
  expect([...man].sort()).toEqual(pages.map((page) => `./dist/man/${page}.1`).sort());
  expect(packed.filter((path) => path.endsWith('.1')).sort()).toEqual(
    pages.map((page) => `dist/man/${page}.1`).sort(),
  );
});

test('each package of which a bundle holds a part has its licence in the notices', () => {
  const notices = readFileSync('dist/THIRD-PARTY-NOTICES', 'utf8');
  const parts = notices.split(/^-{72}$/m).map((part) => part.replace(/^The programs.*\n/, '').trim());
  expect(parts.length).toBeGreaterThan(20);
  for (const name of ['yargs', 'yargs-parser', 'chalk', 'execa', 'yaml'])
    expect(parts.filter((part) => part.startsWith(`${name} `))).toHaveLength(1);
  for (const part of parts)
    expect(part).toMatch(/copyright|permission to use, copy, modify|permission is hereby granted/i);
});
