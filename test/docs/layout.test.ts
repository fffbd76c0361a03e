import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The folders beneath one, by their paths in it. */
function foldersIn(root: string, within = ''): string[] {
  return readdirSync(join(root, within))
    .map((name) => join(within, name))
    .filter((path) => statSync(join(root, path)).isDirectory())
    .flatMap((path) => [path, ...foldersIn(root, path)]);
}

const paragraph =
  /^Tests mirror `src\/`:[\s\S]*?(?=\n\n)/m.exec(readFileSync('CONTRIBUTING.md', 'utf8'))?.[0] ?? '';
const listed = [...paragraph.matchAll(/`([a-z]+(?:\/[a-z]+)*)`/g)].map(([, name]) => name as string);
const tests = foldersIn('test');

test('a folder of tests is one of the source, or stands in the list of those that follow no file', () => {
  const others = tests.filter(
    (path) =>
      !existsSync(join('src', path)) && !listed.some((name) => path === name || path.startsWith(`${name}/`)),
  );
  expect(others).toEqual([]);
});

test('that list names folders that are there and follow no file', () => {
  expect(listed.length).toBeGreaterThan(10);
  expect(listed.filter((name) => !tests.includes(name) || existsSync(join('src', name)))).toEqual([]);
});
