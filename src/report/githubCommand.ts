import { exactly, shownText } from '../shownText.js';

/** A command of a GitHub Actions log that annotates a place of a file; without a line end. */
export function githubAnnotation(
  kind: 'error' | 'warning',
  at: { readonly file: string; readonly line: number; readonly column: number },
  title: string,
  text: string,
): string {
  const place = `file=${property(at.file)},line=${at.line},col=${at.column},title=${property(exactly(title))}`;
  return `::${kind} ${place}::${data(text)}`;
}

/** Line feeds stay line feeds; everything else is shown as in every report. */
function data(text: string): string {
  return shownText(text, 'lines').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
