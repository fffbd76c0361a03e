import type { Argv } from 'yargs';
import { type CommandSpec, commandTable } from './commandTable.js';
import type { OptionSpec } from './optionTable.js';
import { parserConfiguration } from './parserConfiguration.js';

const HELP_WIDTH = 100;

/**
 * What yargs prints for a command line: help, the version, the completion script, or the completions of a word.
 * Out: undefined for a command line that asks for none of these.
 */
export async function yargsText(words: readonly string[], version: string): Promise<string | undefined> {
  const { default: yargs } = await import('yargs');
  let text = '';
  const program = describeProgram(yargs(), version);
  await program.parseAsync([...words], {}, (_error: unknown, _argv: unknown, output: string) => {
    text = output;
  });
  return text === '' ? undefined : `${text}\n`;
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
    .parserConfiguration({ ...parserConfiguration })
    // Mistakes are found, and told, by our own parser.
    .fail(() => {});
  for (const spec of commandTable) describeCommand(program, spec);
  return program.completion('completion', 'print a completion script for bash or zsh');
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
      return command.epilogue(examplesText(spec));
    },
    () => {},
  );
}

/** The examples, each on a line of its own however long it is, so that it can be pasted. */
function examplesText(spec: CommandSpec): string {
  return [
    'Examples:',
    ...spec.examples.flatMap(({ line, about }) => [`  ${line}`, `      ${about}`]),
    '',
  ].join('\n');
}

function describeOption({ alias, kind, describe, placeholder, choices }: OptionSpec) {
  return {
    ...(alias === undefined ? {} : { alias: [...alias] }),
    ...(kind === 'flag' ? { boolean: true } : { string: true }),
    ...(kind === 'list' ? { array: true } : {}),
    ...(choices === undefined ? {} : { choices: [...choices] }),
    describe: placeholder === undefined ? describe : `${placeholder}: ${describe}`,
  } as const;
}
