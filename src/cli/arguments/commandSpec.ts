import type { CommandIo } from '../commandIo.js';
import type { OptionSpec } from './optionTable.js';
import type { ParsedArguments } from './parsedArguments.js';

/** What a command's module exports: it does the work and answers with the exit status. */
export interface CommandModule {
  run(args: ParsedArguments, io: CommandIo): Promise<number>;
}

/** One command, as the parser, the help and the completion know it. Its module is loaded only to run it. */
export interface CommandSpec {
  readonly name: string;
  /** Positional arguments in order. `many` takes all that are left; only the last may. */
  readonly positionals: readonly {
    readonly name: string;
    readonly count: 'one' | 'any' | 'some';
    readonly describe: string;
  }[];
  readonly describe: string;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly { readonly line: string; readonly about: string }[];
  load(): Promise<CommandModule>;
}
