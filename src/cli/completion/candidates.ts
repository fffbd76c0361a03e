import { commandPlace } from '../arguments/commandFirst.js';
import type { CommandSpec } from '../arguments/commandSpec.js';
import type { OptionSpec } from '../arguments/optionTable.js';

/** The shells that there is a completion script for. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/**
 * What a word may become.
 * In: the words behind the program's name and before the cursor, the last one as far as it is written.
 * Out: whole words; none where it is a file's name or anything else that nobody can know.
 */
export function candidates(words: readonly string[], table: readonly CommandSpec[]): string[] {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (before.includes('--')) return [];
  // Options may stand before the command.
  const at = commandPlace(before);
  const name = before[at];
  const names = [...table.map((spec) => spec.name), 'completion', 'help'];
  if (name === undefined) {
    const options = table.flatMap((spec) => spec.options);
    if (at > before.length || current.includes('=')) return ofCommand(current, before, options);
    if (current.startsWith('-')) return starting(current, ['--help', '--version', '--server']);
    // The functions' own names are known, and offered to those who write them.
    return starting(
      current,
      current.startsWith('exec_') ? table.map((spec) => `exec_${spec.name}`).filter(isFunction) : names,
    );
  }
  if (name === 'help') return before.length === 1 ? starting(current, names) : [];
  if (name === 'completion') return before.length === 1 ? starting(current, shells) : [];
  const options = table.find((spec) => spec.name === name || `exec_${spec.name}` === name)?.options;
  return options === undefined ? [] : ofCommand(current, before.toSpliced(at, 1), options);
}

function isFunction(name: string): boolean {
  return /^exec_(?:dset|msg|avp|cmd)$/.test(name);
}

function ofCommand(current: string, before: readonly string[], options: readonly OptionSpec[]): string[] {
  const joined = /^(--?[\w-]+)=(.*)$/s.exec(current);
  if (joined !== null) {
    const [, written = '', value = ''] = joined;
    const option = optionOf(written, options);
    return option === undefined ? [] : valuesOf(option, value).map((one) => `${written}=${one}`);
  }
  const last = optionOf(before.at(-1) ?? '', options);
  if (last !== undefined && (last.kind === 'value' || last.kind === 'list')) return valuesOf(last, current);
  // Where nothing is written yet a file's name is likelier than an option.
  return current.startsWith('-') ? starting(current, options.flatMap(writtenForms)) : [];
}

function optionOf(written: string, options: readonly OptionSpec[]): OptionSpec | undefined {
  if (!written.startsWith('-')) return undefined;
  const name = written.replace(/^--?/, '');
  return options.find((option) => option.name === name || option.alias?.includes(name));
}

function writtenForms({ name, shownAs, kind, bare }: OptionSpec): string[] {
  if (shownAs !== undefined) return [`--${shownAs}`];
  return kind === 'switch' && bare !== undefined ? [`--${name}`, `--no-${name}`] : [`--${name}`];
}

/** The values of an option that begin so; of one that takes several between commas, of the last of these. */
function valuesOf(option: OptionSpec, current: string): string[] {
  const { choices, suggestions, separator } = option;
  const all = choices ?? suggestions ?? [];
  const at = separator === undefined ? 0 : current.lastIndexOf(separator) + 1;
  const given = current.slice(0, at);
  const used = separator === undefined ? [] : given.split(separator);
  return starting(
    current.slice(at),
    all.filter((value) => !used.includes(value)),
  ).map((value) => given + value);
}

function starting(current: string, words: readonly string[]): string[] {
  const found = words.filter((word) => word.startsWith(current));
  // A word that is complete needs nothing.
  return found.length === 1 && found[0] === current ? [current] : found;
}
