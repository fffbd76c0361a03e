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
