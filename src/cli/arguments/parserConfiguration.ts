import type { OptionSpec } from './optionTable.js';

/** How both parsers read words: as env(1) or timeout(1) would, nothing guessed from their looks. */
export const parserConfiguration = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'duplicate-arguments-array': true,
  'flatten-duplicate-arrays': true,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'populate--': false,
  'short-option-groups': true,
  'strip-aliased': true,
  'unknown-options-as-args': false,
} as const;

/**
 * Writes words out in the one form that the parser takes without guessing: a `switch` that stands alone gets its value,
 * so that `--setvars`, `--no-setvars`, `--setvars=0` and `--setvars 0` are one option that never swallows a word that
 * is none of its values; a value that touches its short option, as in `-n2-5`, is joined to the long one, and so is a `-`
 * for standard input, as in `--body -`, which yargs would take for an argument. A flag does not take `true` behind it, which is a
 * command.
 */
export function normalizeWords(words: readonly string[], options: readonly OptionSpec[]): string[] {
  const bare = new Map<string, string>();
  const choices = new Map<string, readonly string[]>();
  const short = new Map<string, string>();
  const withValue = new Set<string>();
  const flags = new Map<string, string>();
  for (const { name, kind, alias = [], bare: meaning, choices: values = [] } of options) {
    if (meaning !== undefined) {
      bare.set(`--${name}`, `--${name}=${meaning.on}`);
      bare.set(`--no-${name}`, `--${name}=${meaning.off}`);
      choices.set(`--${name}`, values);
    }
    if (kind === 'flag')
      for (const form of [name, ...alias]) flags.set(form.length === 1 ? `-${form}` : `--${form}`, name);
    if (kind !== 'flag')
      for (const letter of alias) if (letter.length === 1) short.set(`-${letter}`, `--${name}`);
    if (kind === 'value' || kind === 'list')
      for (const form of [name, ...alias]) withValue.add(form.length === 1 ? `-${form}` : `--${form}`);
  }
  const normal: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') return [...normal, ...words.slice(i)];
    const long = short.get(word.slice(0, 2));
    const next = words[i + 1];
    if (long !== undefined && word.length > 2) {
      normal.push(`${long}=${word.slice(word[2] === '=' ? 3 : 2)}`);
    } else if (
      next !== undefined &&
      (choices.get(word)?.includes(next) || (next === '-' && withValue.has(word)))
    ) {
      normal.push(`${word}=${next}`);
      i += 1;
    } else if (flags.has(word) && (next === 'true' || next === 'false')) {
      // Programs of these names: yargs would take them for the flag's value.
      normal.push(`--${flags.get(word)}=true`);
    } else normal.push(bare.get(word) ?? word);
  }
  return normal;
}
