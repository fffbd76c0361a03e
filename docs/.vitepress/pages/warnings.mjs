import { cell, code, table } from './markdown.mjs';

/**
 * The index of the pages of warnings and findings. In: each page's text by its code.
 * Out: pages in Markdown by their paths.
 */
export function warningsIndex(pages) {
  const rows = Object.entries(pages)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, text]) => [`[${code(name)}](../warnings/${name}.md)`, firstSentence(text)]);
  return {
    'warnings.md': `# Warnings and findings\n\nWhat runs and \`lint\` say in brackets, with cause, example and cure.\n\n${table(['code', ''], rows)}`,
  };
}

function firstSentence(text) {
  const paragraph = text.split('\n\n')[1] ?? '';
  return cell(paragraph.split(/(?<=[.]) /)[0] ?? '').replaceAll('\\`', '`');
}
