import type { Argv } from 'yargs';
import { nearestName } from '../../nearestName.js';
import { type CommandSpec, commandTable } from './commandTable.js';
import type { OptionSpec } from './optionTable.js';
import { assignPositionals, ParsedArguments, wrongValue } from './parsedArguments.js';
import { expandSwitches, parserConfiguration } from './parserConfiguration.js';
import { UsageError } from './usageError.js';

/** What a command line asks for: a command to run, or a text that yargs has printed itself (help, version, completion). */
export type Request =
  | { readonly kind: 'run'; readonly spec: CommandSpec; readonly args: ParsedArguments }
  | { readonly kind: 'text'; readonly text: string };

const HELP_WIDTH = 100;

/**
 * Parses a command line with yargs.
 * In: the words behind the program's name; the program's version.
 * @throws UsageError for every mistake
 */
export async function yargsParse(words: readonly string[], version: string): Promise<Request> {
  const wanted = commandTable.find(({ name }) => name === words[0]);
  const expanded = expandSwitches(words, wanted?.options ?? []);
  let text = '';
  const { default: yargs } = await import('yargs');
  const parser = describeProgram(yargs(), version);
  const argv = await parser.parseAsync(expanded, {}, (_error: unknown, _argv: unknown, output: string) => {
    text = output;
  });
  if (text !== '') return { kind: 'text', text: `${text}\n` };
  if (wanted === undefined) throw unknownCommand(words[0]);
  const { _: rest, $0: _program, ...values } = argv as Record<string, unknown> & { _: unknown[] };
  const named = wanted.positionals.flatMap(({ name }) => {
    const value = values[name];
    delete values[name];
    return value === undefined ? [] : [value].flat().map(String);
  });
  const positionals = assignPositionals(wanted, [...named, ...rest.slice(1).map(String)]);
  if (typeof positionals === 'string') throw new UsageError(positionals);
  const args = new ParsedArguments(wanted.name, positionals, values);
  const wrong = wrongValue(wanted.options, args);
  if (wrong !== undefined) throw new UsageError(wrong);
  return { kind: 'run', spec: wanted, args };
}

function describeProgram(program: Argv, version: string): Argv {
  program
    .scriptName('sipexec')
    .usage(
      '$0 <command> [options] [input…]\n\nWhat an exec command of a SIP server would see, and what would come of it.',
    )
    .version(version)
    .help()
    .alias('help', 'h')
    .wrap(HELP_WIDTH)
    .exitProcess(false)
    .completion('completion', 'print a completion script for bash or zsh')
    .parserConfiguration({ ...parserConfiguration })
    .epilogue('sipexec <command> --help shows the options of a command.')
    .fail((message: string | null, error?: Error) => {
      throw error instanceof UsageError
        ? error
        : new UsageError(lowerFirst(message ?? String(error?.message)));
    });
  for (const spec of commandTable) describeCommand(program, spec);
  return program;
}

function describeCommand(program: Argv, spec: CommandSpec): void {
  const usage = spec.positionals.map(
    ({ name, count }) => ({ one: `<${name}>`, any: `[${name}..]`, some: `<${name}..>` })[count],
  );
  program.command(
    [spec.name, ...usage].join(' '),
    spec.describe,
    (command: Argv) => {
      for (const { name, describe } of spec.positionals)
        command.positional(name, { type: 'string', describe });
      for (const option of spec.options) command.option(option.name, describeOption(option));
      for (const { line, about } of spec.examples) command.example(line, about);
      command.check((argv: Record<string, unknown>) => rejectUnknown(spec, argv), false);
      return command;
    },
    () => {},
  );
}

function describeOption(option: OptionSpec) {
  const { alias, kind, describe, placeholder } = option;
  return {
    ...(alias === undefined ? {} : { alias: [...alias] }),
    ...(kind === 'flag' ? { boolean: true } : { string: true, requiresArg: true }),
    ...(kind === 'list' ? { array: true } : {}),
    describe: placeholder === undefined ? describe : `${placeholder}: ${describe}`,
  } as const;
}

function rejectUnknown(spec: CommandSpec, argv: Record<string, unknown>): true {
  const known = new Set(spec.options.flatMap(({ name, alias = [] }) => [name, ...alias]));
  for (const { name } of spec.positionals) known.add(name);
  const unknown = Object.keys(argv).find(
    (name) => !known.has(name) && !['_', '$0', 'help', 'h', 'version'].includes(name),
  );
  if (unknown === undefined) return true;
  const nearest = nearestName(unknown, known);
  const written = (name: string) => (name.length === 1 ? `-${name}` : `--${name}`);
  const hint =
    nearest === undefined ? `see sipexec ${spec.name} --help` : `did you mean ${written(nearest)}?`;
  throw new UsageError(`unknown option ${written(unknown)}; ${hint}`);
}

function unknownCommand(name: string | undefined): UsageError {
  if (name === undefined) return new UsageError('no command given; see sipexec --help');
  const nearest = nearestName(
    name,
    commandTable.map((spec) => spec.name),
  );
  const hint = nearest === undefined ? 'see sipexec --help' : `did you mean ${nearest}?`;
  return new UsageError(`unknown command ${name}; ${hint}`);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
