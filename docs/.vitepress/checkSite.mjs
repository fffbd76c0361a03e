import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { basePlaceholder } from './relocate.mjs';

/**
 * Checks that a built site works without network, at any address: each link leads to a page and a heading that are there, and nothing is
 * loaded from elsewhere. In: its folder. Out: what is wrong, a line each.
 */
export function checkSite(site) {
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(site, file)).isFile(),
  );
  const ids = new Map();
  const idsOf = (file) => {
    if (!ids.has(file))
      ids.set(
        file,
        new Set([...readFileSync(join(site, file), 'utf8').matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
      );
    return ids.get(file);
  };
  const problems = [];
  for (const file of files.filter((name) => /\.(?:html|js|css)$/.test(name))) {
    const text = readFileSync(join(site, file), 'utf8');
    if (text.includes(basePlaceholder)) problems.push(`${file}: the address of the site was not replaced`);
    if (!file.endsWith('.html')) continue;
    for (const [, tag, , link] of text.matchAll(
      /<(a|link|script|img|iframe)\b[^>]*? (href|src)="([^"]*)"/g,
    )) {
      const problem = linkProblem(site, file, tag, link.replaceAll('&amp;', '&'), idsOf);
      if (problem !== undefined) problems.push(`${file}: ${link}: ${problem}`);
    }
  }
  return problems;
}

function linkProblem(site, file, tag, link, idsOf) {
  if (/^(?:[a-z]+:)?\/\//.test(link)) return tag === 'a' ? undefined : 'is loaded from elsewhere';
  if (/^[a-z]+:/.test(link)) return undefined;
  if (link.startsWith('/')) return 'works at one address only';
  const [path, fragment] = link.split('#');
  let target = path === '' ? file : relative(site, join(site, dirname(file), decodeURIComponent(path)));
  if (
    target === '' ||
    target.endsWith('/') ||
    (existsSync(join(site, target)) && statSync(join(site, target)).isDirectory())
  )
    target = join(target, 'index.html');
  if (!existsSync(join(site, target))) return 'leads nowhere';
  if (fragment === undefined || fragment === '' || !target.endsWith('.html')) return undefined;
  return idsOf(target).has(decodeURIComponent(fragment)) ? undefined : 'there is no such heading';
}
