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
 * Gives a `switch` that stands alone its value, so that `--setvars`, `--no-setvars` and `--setvars=0` are one option
 * that never swallows the word behind it.
 */
export function expandSwitches(words: readonly string[], options: readonly OptionSpec[]): string[] {
  const bare = new Map<string, string>();
  for (const { name, bare: meaning } of options) {
    if (meaning === undefined) continue;
    bare.set(`--${name}`, `--${name}=${meaning.on}`);
    bare.set(`--no-${name}`, `--${name}=${meaning.off}`);
  }
  const end = words.indexOf('--');
  return words.map((word, i) => (end !== -1 && i > end ? word : (bare.get(word) ?? word)));
}
