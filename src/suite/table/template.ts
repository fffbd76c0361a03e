/** The columns of one row of a table, and where the row stands. */
export interface TableRow {
  readonly file: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

/** A piece of a text with columns: text of the suite's author, or the value of a column. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'column'; readonly name: string; readonly value: string };

/** A column's name in two braces, as in `{{number}}`. */
const REFERENCE = /\{\{([^{}]*)\}\}/g;

/** Whether a text names a column, of whatever table. */
export function hasColumns(text: string): boolean {
  return text.search(REFERENCE) !== -1;
}

/**
 * Takes a text of a suite apart at its columns. A value is not looked at again, whatever it holds.
 * In: `onUnknown` is called with the name of a column that the row does not have.
 */
export function templateParts(
  text: string,
  row: TableRow,
  onUnknown: (name: string) => void,
): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const found of text.matchAll(REFERENCE)) {
    const name = (found[1] as string).trim();
    const value = row.values.get(name);
    if (found.index > at) parts.push({ kind: 'text', text: text.slice(at, found.index) });
    if (value === undefined) onUnknown(name);
    else parts.push({ kind: 'column', name, value });
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

/** The text with its values in place. */
export function joined(parts: readonly TemplatePart[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : part.value)).join('');
}

/** A text of a suite that the server reads for pseudo-variables: in a value a dollar is only a dollar. */
export function joinedForServer(parts: readonly TemplatePart[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : withPlainDollars(part.value))).join('');
}

/** A regular expression, in which a value stands for itself; one that is nothing but a column is the column's. */
export function joinedForPattern(parts: readonly TemplatePart[]): string {
  if (parts.length === 1) return joined(parts);
  return parts
    .map((part) => (part.kind === 'text' ? part.text : part.value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')))
    .join('');
}

/** `$$` is a dollar in every string with pseudo-variables (docs/servers.md §8). */
export function withPlainDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}
