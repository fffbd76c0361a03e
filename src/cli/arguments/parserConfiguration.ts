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
 * so that `--setvars`, `--no-setvars` and `--setvars=0` are one option that never swallows the word behind it; a value
 * that touches its short option, as in `-n2-5`, is joined to the long one.
 */
export function normalizeWords(words: readonly string[], options: readonly OptionSpec[]): string[] {
  const bare = new Map<string, string>();
  const short = new Map<string, string>();
  for (const { name, kind, alias = [], bare: meaning } of options) {
    if (meaning !== undefined) {
      bare.set(`--${name}`, `--${name}=${meaning.on}`);
      bare.set(`--no-${name}`, `--${name}=${meaning.off}`);
    }
    if (kind !== 'flag')
      for (const letter of alias) if (letter.length === 1) short.set(`-${letter}`, `--${name}`);
  }
  const end = words.indexOf('--');
  return words.map((word, i) => {
    if (end !== -1 && i > end) return word;
    const long = short.get(word.slice(0, 2));
    if (long !== undefined && word.length > 2) return `${long}=${word.slice(word[2] === '=' ? 3 : 2)}`;
    return bare.get(word) ?? word;
  });
}
