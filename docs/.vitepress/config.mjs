import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { basePlaceholder } from './relocate.mjs';

const docs = join(import.meta.dirname, '..');

/** Pages by their place in the site's margin; those that nobody has placed stand under "More". */
const order = {
  Begin: ['start', 'inputs', 'suites', 'recipes/index'],
  Servers: ['reference/servers', 'servers', 'exec-module', 'configurations', 'record-replay-verify'],
  Reference: [
    'reference/commands/index',
    'cli',
    'reference/suite',
    'reference/warnings',
    'formats',
    'captures',
    'library',
    'reference/library/index',
  ],
  Background: ['limits', 'bug-reports', 'architecture', 'mutation', 'publishing'],
};

function item(page) {
  // The library's index is named after the package.
  if (page === 'reference/library/index')
    return { text: 'Exports of the library', link: '/reference/library/' };
  const title = /^# (.*)$/m.exec(readFileSync(join(docs, `${page}.md`), 'utf8'))?.[1] ?? page;
  return { text: title.replaceAll('`', ''), link: `/${page.replace(/index$/, '')}`, items: itemsBelow(page) };
}

/** The recipes stand below their index, the commands below theirs. */
function itemsBelow(page) {
  if (page !== 'recipes/index' && page !== 'reference/commands/index') return undefined;
  const folder = page.replace(/\/index$/, '');
  const files = readdirSync(join(docs, folder)).filter((file) => file.endsWith('.md') && file !== 'index.md');
  return files.sort().map((file) => item(`${folder}/${file.slice(0, -3)}`));
}

const placed = Object.values(order).flat();
const others = readdirSync(docs)
  .filter((file) => file.endsWith('.md') && file !== 'index.md' && !placed.includes(file.slice(0, -3)))
  .map((file) => file.slice(0, -3));
const groups = Object.entries({ ...order, ...(others.length > 0 ? { More: others } : {}) }).map(
  ([text, pages]) => ({
    text,
    items: pages
      .filter((page) => existsSync(join(docs, `${page}.md`)))
      .map((page) => ({ collapsed: true, ...item(page) })),
  }),
);

/** The id of a heading, as GitHub makes it: punctuation goes, blanks become hyphens. */
function headingId(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

export default defineConfig({
  title: 'sipexec',
  description: 'The exec module of OpenSER, Kamailio and OpenSIPS, offline',
  base: basePlaceholder,
  srcExclude: ['node_modules/**'],
  // What stands in angle brackets in a page is a placeholder, never a tag.
  markdown: {
    html: false,
    // Links to headings are written once, for readers of the repository as for those of the site.
    anchor: { slugify: headingId },
    config(md) {
      // Two braces are those of a suite's table, not of a template of the site.
      for (const rule of ['text', 'code_inline']) {
        const render = md.renderer.rules[rule];
        md.renderer.rules[rule] = (...given) => render(...given).replaceAll('{{', '&#123;&#123;');
      }
    },
  },
  // Pages of the repository outside of the site.
  ignoreDeadLinks: [/^(?:\.\.\/)+(?:README|CONTRIBUTING|LICENSE)/],
  lastUpdated: false,
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Commands', link: '/reference/commands/' },
      { text: 'Servers', link: '/reference/servers' },
      { text: 'Warnings', link: '/reference/warnings' },
    ],
    sidebar: groups,
  },
});
