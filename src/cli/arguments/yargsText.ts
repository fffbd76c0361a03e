import type { Argv } from 'yargs';
import type { CommandSpec } from './commandSpec.js';
import { commandTable } from './commandTable.js';
import { exampleLine } from './exampleLine.js';
import type { OptionSpec } from './optionTable.js';
import { parserConfiguration } from './parserConfiguration.js';
import { UsageError } from './usageError.js';

const HELP_WIDTH = 100;

/**
 * What yargs prints for a command line: help, the version, the completion script, or the completions of a word.
 * Out: undefined for a command line that asks for none of these.
 * @throws UsageError for the completion of a shell that there is none for
 */
export async function yargsText(words: readonly string[], version: string): Promise<string | undefined> {
  const isCompleting = words[0] === COMPLETE;
  if (words[0] === 'completion') {
    if (words.includes('--help') || words.includes('-h')) return COMPLETION_HELP;
    chooseShell(words[1]);
  }
  const { default: yargs } = await import('yargs');
  let text = '';
  const program = describeProgram(yargs(), version, isCompleting);
  await program.parseAsync([...words], {}, (_error: unknown, _argv: unknown, output: string) => {
    text = output;
  });
  // Where nothing completes a word, nothing is to be printed: the shell falls back to files.
  if (text === '') return isCompleting ? '' : undefined;
  return `${text}\n`;
}

/** How the completion scripts ask. */
const COMPLETE = '--get-yargs-completions';

const COMPLETION_HELP = `sipexec completion [bash|zsh]

print a completion script for bash or zsh (default: the shell that $SHELL names)

Examples:
  source <(sipexec completion bash)
      for this shell
  sipexec completion bash >> ~/.bashrc
      for every later one
`;

/** yargs goes by the environment. */
function chooseShell(name: string | undefined): void {
  if (name === undefined) return;
  if (name !== 'bash' && name !== 'zsh')
    throw new UsageError(`there is completion for bash and zsh, not for ${name}`);
  process.env.SHELL = `/bin/${name}`;
  delete process.env.ZSH_NAME;
}

/** From nothing to a first URI set. */
const FIRST_CALL = `A first call, with a request of your own:
  sipexec message --ruri sip:+49301@example.com > call.sip
  sipexec env --server kamailio call.sip
  sipexec dset 'echo sip:$rU@gw.example.net #' call.sip
The command is written as in the routing script: $rU is a
pseudo-variable, $$ a dollar for the shell, and # keeps off
the URI that exec_dset() appends. A script goes like this:
  sipexec dset ./route.sh call.sip
"sipexec dset --help" has the options, and more examples.
`;

function describeProgram(program: Argv, version: string, isCompleting: boolean): Argv {
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
  for (const spec of commandTable) describeCommand(program, spec, isCompleting);
  program.completion('completion', 'print a completion script for bash or zsh');
  return program.epilogue(FIRST_CALL);
}

function describeCommand(program: Argv, spec: CommandSpec, isCompleting: boolean): void {
  const usage = spec.positionals.map(
    ({ name, count }) => ({ one: `<${name}>`, any: `[${name}..]`, some: `<${name}..>` })[count],
  );
  program.command(
    [spec.name, ...usage].join(' '),
    spec.describe,
    (command: Argv) => {
      for (const { name, describe } of spec.positionals)
        command.positional(name, { type: 'string', describe });
      for (const option of spec.options) {
        command.option(option.shownAs ?? option.name, describeOption(option, isCompleting));
      }
      return command.epilogue(examplesText(spec));
    },
    () => {},
  );
}

/** The examples, each on a line of its own however long it is, so that it can be pasted. */
function examplesText(spec: CommandSpec): string {
  return [
    'Examples:',
    ...spec.examples.flatMap(({ line, about }) => [`  ${exampleLine(line)}`, `      ${about}`]),
    '',
  ].join('\n');
}

function describeOption(option: OptionSpec, isCompleting: boolean) {
  const { alias, kind, describe, placeholder, shownAs } = option;
  const choices = option.choices ?? (isCompleting ? option.suggestions : undefined);
  const isFlag = kind === 'flag' || shownAs !== undefined;
  return {
    ...(alias === undefined ? {} : { alias: [...alias] }),
    ...(isFlag ? { boolean: true } : { string: true }),
    ...(kind === 'list' ? { array: true } : {}),
    ...(choices === undefined || isFlag ? {} : { choices: [...choices] }),
    describe: placeholder === undefined ? describe : `${placeholder}: ${describe}`,
  } as const;
}
