import { commandTable } from './commandTable.js';

/**
 * A command line with its command in front: options may stand before it, as with git or kubectl, and the functions may be
 * called by the names that routing scripts have for them (`exec_dset`).
 * Out: the words as they are where no command stands behind the options.
 */
export function commandFirst(words: readonly string[]): readonly string[] {
  const at = commandPlace(words);
  const name = words[at];
  const spec = commandTable.find((one) => one.name === name || `exec_${one.name}` === name);
  if (spec === undefined) return words;
  return [spec.name, ...words.slice(0, at), ...words.slice(at + 1)];
}

/** Where the first word stands that is neither an option nor the value of one; behind the last where there is none. */
export function commandPlace(words: readonly string[]): number {
  if (!words[0]?.startsWith('-')) return 0;
  const options = commandTable.flatMap((spec) => spec.options);
  const withValue = new Set(
    options
      .filter(({ kind }) => kind === 'value' || kind === 'list')
      .flatMap(({ name, alias = [] }) => [name, ...alias])
      .map((name) => (name.length === 1 ? `-${name}` : `--${name}`)),
  );
  const switches = new Map(
    options.filter(({ kind }) => kind === 'switch').map(({ name, choices = [] }) => [`--${name}`, choices]),
  );
  let at = 0;
  while (words[at]?.startsWith('-')) {
    const word = words[at] as string;
    const hasNext = withValue.has(word) || switches.get(word)?.includes(words[at + 1] ?? '');
    at += hasNext ? 2 : 1;
  }
  return at;
}
