import type { CommandSpec } from './commandSpec.js';
import type { OptionSpec } from './optionTable.js';
import type { ParsedArguments } from './parsedArguments.js';

/**
 * Shares the words of a command line out to a command's positional arguments.
 * Out: the words by name, or, where one is missing or too many are given, a sentence that says so.
 */
export function assignPositionals(
  spec: CommandSpec,
  words: readonly string[],
): ReadonlyMap<string, readonly string[]> | string {
  const assigned = new Map<string, readonly string[]>();
  const left = [...words];
  for (const { name, count } of spec.positionals) {
    const taken = count === 'one' ? left.splice(0, 1) : left.splice(0);
    if (taken.length === 0 && count !== 'any') return `${spec.name} needs <${name}>`;
    assigned.set(name, taken);
  }
  return left.length > 0 ? `unexpected argument: ${left[0]}` : assigned;
}

/** Out: a sentence that names the option, where one has a value that it cannot have. */
export function wrongValue(options: readonly OptionSpec[], args: ParsedArguments): string | undefined {
  for (const { name, kind, choices } of options) {
    for (const value of args.list(name)) {
      if (choices !== undefined && !choices.includes(value)) {
        return `--${name} cannot be "${value}": it is one of ${choices.join(', ')}`;
      }
      if (value === '' && kind !== 'list') return `--${name} needs a value`;
    }
  }
  return undefined;
}
