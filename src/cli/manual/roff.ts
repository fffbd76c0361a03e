/**
 * Text as man(7) takes it, so that it is shown as it is: nothing in it is an escape, a request or a hyphen that a reader
 * could not paste. In: one line or several.
 */
export function roffText(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('\u2026', '...')
    .replace(/^(?=['.])/gm, '\\&');
}

/** The same in bold. */
export function roffBold(text: string): string {
  return `\\fB${roffText(text)}\\fR`;
}

/** A paragraph with a term before it. In: both as roff. */
export function taggedParagraph(term: string, text: string): string {
  return `.TP\n${term}\n${text}\n`;
}

/** Lines shown as they are, indented. */
export function literalLines(lines: readonly string[]): string {
  return `.RS 4\n.nf\n${lines.map((line) => `${roffText(line)}\n`).join('')}.fi\n.RE\n`;
}
