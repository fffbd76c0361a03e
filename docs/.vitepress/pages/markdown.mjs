/** Text as Markdown that shows it as it is: a `*` is no emphasis, `{{` nothing of the site's own. */
export function plain(text) {
  return text.replace(/[*_[\]`\\<>]/g, '\\$&').replaceAll('{{', '&#123;&#123;');
}

/** The same within a table. */
export function cell(text) {
  return plain(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

export function code(text) {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** A table of Markdown. In: its headings, and rows of cells that are Markdown already. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`;
}
