import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands for the address of the site while it is built: nobody knows yet where it will lie. */
export const basePlaceholder = '/sipexec-site-base/';

const base = basePlaceholder.replaceAll('/', '\\/');
const ofWindow = '(window.__sipexecBase)';

/**
 * Makes the built site work at any address: pages name everything relative to themselves, and scripts ask the page where the site lies.
 * In: the folder of the built site.
 */
export function relocate(folder) {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, file);
    const up = '../'.repeat(file.split('/').length - 1);
    if (file.endsWith('.html')) write(path, (text) => page(text, up === '' ? './' : up));
    else if (file.endsWith('.css')) write(path, (text) => text.replaceAll(basePlaceholder, up));
    else if (file.includes('@localSearchIndex')) write(path, searchIndex);
    else if (file.endsWith('.js')) write(path, script);
  }
}

function write(path, change) {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

function page(text, up) {
  // The site's own data holds its address, too; it stands in a script, as JSON in a string.
  const located = text
    .replace(new RegExp(`\\\\"base\\\\":\\\\"${base}\\\\"`), `\\"base\\":\\""+${ofWindow}+"\\"`)
    .replaceAll(basePlaceholder, up);
  const setBase = `<script>window.__sipexecBase=new URL(${JSON.stringify(up)},location.href).pathname</script>`;
  return located.replace('<head>', `<head>${setBase}`);
}

/** The index of the search is JSON, with the addresses of all headings, in one string of a script. */
function searchIndex(text) {
  const quote = /^const \w+=(['"`])/.exec(text)?.[1];
  if (quote === undefined) throw new Error('the index of the search is not as expected');
  return text.replaceAll(
    basePlaceholder,
    quote === '`' ? `\${${ofWindow}}` : `${quote}+${ofWindow}+${quote}`,
  );
}

/** A text that begins with the address is put together when the script runs. */
function script(text) {
  return text
    .replaceAll(new RegExp(`(["'])${base}\\1`, 'g'), ofWindow)
    .replaceAll(new RegExp(`(["'])${base}`, 'g'), `${ofWindow}+$1`)
    .replaceAll(new RegExp(`\`${base}`, 'g'), `\`\${${ofWindow}}`);
}
