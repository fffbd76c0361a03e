/** What a parser found, by option name: a string, several, or true. */
export type RawOptions = Readonly<Record<string, unknown>>;

/** Where the value of an option comes from, where no word of the command line gave it: text for people. */
export type OptionOrigins = ReadonlyMap<string, string>;

/** The arguments of one call of a command, by the names of the tables. */
export class ParsedArguments {
  readonly command: string;
  private readonly positionals: ReadonlyMap<string, readonly string[]>;
  private readonly options: RawOptions;

  private readonly origins: OptionOrigins;

  constructor(
    command: string,
    positionals: ReadonlyMap<string, readonly string[]>,
    options: RawOptions,
    origins: OptionOrigins = new Map(),
  ) {
    this.command = command;
    this.positionals = positionals;
    this.options = options;
    this.origins = origins;
  }

  /** Where an option's value comes from; undefined where it has none. */
  originOf(name: string): string | undefined {
    if (this.options[name] === undefined) return undefined;
    return this.origins.get(name) ?? `--${name}`;
  }

  /** An option and its value as an error names them: `--src x`, or with the place that says it, `.sipexec.yaml:2:6: src x`. */
  written(name: string): string {
    const origin = this.origins.get(name);
    return `${origin === undefined ? '--' : `${origin}: `}${name} ${this.value(name)}`;
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
  withDefaults(defaults: RawOptions, origin?: string): ParsedArguments {
    const given = Object.entries(this.options).filter(([, value]) => value !== undefined);
    const options = { ...defaults, ...Object.fromEntries(given) };
    const added = Object.keys(defaults).filter((name) => this.options[name] === undefined);
    const origins = origin === undefined ? [] : added.map((name) => [name, origin] as const);
    return new ParsedArguments(
      this.command,
      this.positionals,
      options,
      new Map([...this.origins, ...origins]),
    );
  }

  /** The same options with other words for one positional argument. */
  withPositional(name: string, words: readonly string[]): ParsedArguments {
    const positionals = new Map([...this.positionals, [name, words]]);
    return new ParsedArguments(this.command, positionals, this.options, this.origins);
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
