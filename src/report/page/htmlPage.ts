import { exactly } from '../../shownText.js';
import { htmlStyle } from './htmlStyle.js';

/** A page without parts from elsewhere, which follows the reader's choice of light or dark. In: a title as text; lines of HTML. */
export function htmlPage(title: string, body: readonly string[]): string {
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${inHtml(title)}</title>`,
    `<style>${htmlStyle}</style>`,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

/** A text as HTML shows it, with what the eye would miss made visible. */
export function cell(text: string): string {
  return inHtml(exactly(text));
}

/** A text that can be shown as it is. */
export function inHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
