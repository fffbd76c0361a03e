import type { CommandSpec } from './commandTable.js';
import type { OptionSpec } from './optionTable.js';

/** What a parser found, by option name: a string, several, or true. */
export type RawOptions = Readonly<Record<string, unknown>>;

/** The arguments of one call of a command, by the names of the tables. */
export class ParsedArguments {
  readonly command: string;
  private readonly positionals: ReadonlyMap<string, readonly string[]>;
  private readonly options: RawOptions;

  constructor(command: string, positionals: ReadonlyMap<string, readonly string[]>, options: RawOptions) {
    this.command = command;
    this.positionals = positionals;
    this.options = options;
  }

  /** A positional argument that is always given. */
  required(name: string): string {
    return this.positionals.get(name)?.[0] as string;
  }

  /** All values of a positional argument that may be given any number of times. */
  all(name: string): readonly string[] {
    return this.positionals.get(name) ?? [];
  }

  /** The same arguments, with values for options that were not given. */
  withDefaults(defaults: RawOptions): ParsedArguments {
    const given = Object.entries(this.options).filter(([, value]) => value !== undefined);
    return new ParsedArguments(this.command, this.positionals, { ...defaults, ...Object.fromEntries(given) });
  }

  /** The same options with other words for one positional argument. */
  withPositional(name: string, words: readonly string[]): ParsedArguments {
    return new ParsedArguments(this.command, new Map([...this.positionals, [name, words]]), this.options);
  }

  flag(name: string): boolean {
    return this.options[name] === true;
  }

  /** The value of an option; the last one where it was given several times. */
  value(name: string): string | undefined {
    return this.list(name).at(-1);
  }

  list(name: string): readonly string[] {
    const given = this.options[name];
    if (given === undefined || given === null || given === true || given === false) return [];
    return (Array.isArray(given) ? given : [given]).map(String);
  }
}

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
