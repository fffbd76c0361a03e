import { readdirSync } from 'node:fs';

/** Folders that hold no page of ours, or pages that are made of something else. */
const leftOut = new Set([
  'node_modules',
  'dist',
  'release',
  'coverage',
  '.git',
  '.vitepress',
  'docs/reference',
]);

/** Every page in Markdown that people wrote, wherever it lies in the project: sorted paths from its folder. */
export const markdownPages: readonly string[] = pagesIn('').sort();

function pagesIn(folder: string): string[] {
  return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${folder === '' ? '' : '/'}${entry.name}`;
    if (!entry.isDirectory()) return path.endsWith('.md') ? [path] : [];
    return leftOut.has(entry.name) || leftOut.has(path) ? [] : pagesIn(path);
  });
}
