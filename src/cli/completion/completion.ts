import type { CommandSpec } from '../arguments/commandSpec.js';
import { candidates } from './candidates.js';
import { commandLineWords } from './commandLineWords.js';

export { completionScript } from './scripts.js';

/**
 * Answers a completion script.
 * In: what it asks with: `bash LINE BREAKS`, the line up to the cursor and bash's COMP_WORDBREAKS; of other shells the words
 * behind the program's name, the one at the cursor last, with a `=` before it, since PowerShell passes no empty word.
 * Out: what the word may become, a line each.
 */
export function answer(words: readonly string[], table: readonly CommandSpec[]): string {
  const [shell, ...rest] = words;
  if (shell === 'bash') {
    const [line = '', breaks = ''] = rest;
    const typed = commandLineWords(line).slice(1);
    const current = typed.at(-1) ?? '';
    return lines(candidates(typed, table).map((word) => word.slice(replacedFrom(current, breaks))));
  }
  const current = (rest.at(-1) ?? '').replace(/^=/, '');
  return lines(candidates([...rest.slice(0, -1), current], table));
}

/** Bash replaces only what stands behind the last of its word breaks, of which `=` and `:` may be within a word. */
function replacedFrom(current: string, breaks: string): number {
  const within = [...'=:'].filter((character) => breaks.includes(character));
  return Math.max(0, ...within.map((character) => current.lastIndexOf(character) + 1));
}

function lines(words: readonly string[]): string {
  return words.map((word) => `${word}\n`).join('');
}
