import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { markdownPages } from './markdownPages.js';

/** What is in the changelog was so once. */
const pages = markdownPages.filter((path) => path !== 'CHANGELOG.md');

/** The paths within the project that a page names in backquotes, as `src/server/profiles/`. */
function pathsIn(page: string): string[] {
  const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path as string);
  const paths = quoted.filter((path) => /^(?:src|test|bin|docs|fixtures|\.ci)\/[\w./{},-]*$/.test(path));
  // What a build makes is there after it.
  return paths.filter((path) => !path.startsWith('docs/.vitepress/dist'));
}

/** `src/{a,b}/c` as the two paths that it stands for. */
function alternatives(path: string): string[] {
  const braces = /\{([^}]*)\}/.exec(path);
  if (braces === null) return [path];
  return (braces[1] as string).split(',').flatMap((one) => alternatives(path.replace(braces[0], one)));
}

describe.each(pages)('%s', (page) => {
  test('names no path that is not there', () => {
    expect(
      pathsIn(page)
        .flatMap(alternatives)
        .filter((path) => !existsSync(path)),
    ).toEqual([]);
  });
});
