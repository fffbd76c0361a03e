import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many columns of a terminal a text takes: two for a wide character, none for one that combines. */
export function widthOf(text: string): number {
  return isAscii(text) ? text.length : stringWidth(text);
}

/** The characters of a text as people count them, with the columns of each. */
export function charactersOf(text: string): { text: string; width: number }[] {
  if (isAscii(text)) return [...text].map((character) => ({ text: character, width: 1 }));
  return [...graphemes.segment(text)].map(({ segment }) => ({ text: segment, width: stringWidth(segment) }));
}

/** A text cut to a width, with `ellipsis` (one column) where something is missing. */
export function cutTo(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  let kept = '';
  let taken = 0;
  for (const character of charactersOf(text)) {
    if (taken + character.width > width - 1) break;
    kept += character.text;
    taken += character.width;
  }
  return kept + ellipsis;
}

/** A text with blanks up to a width. */
export function padTo(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return side === 'right' ? text + blanks : blanks + text;
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
