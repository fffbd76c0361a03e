import type { Argv } from 'yargs';
import { packageFolder } from '../../packagedFiles.js';
import { type Shell, shells } from '../completion/candidates.js';
import { continuedLines } from '../output/continuedLines.js';
import type { CommandSpec } from './commandSpec.js';
import { commandTable } from './commandTable.js';
import { exampleLine } from './exampleLine.js';
import type { OptionSpec } from './optionTable.js';
import { inGroups, optionText } from './optionText.js';
import { parserConfiguration } from './parserConfiguration.js';
import { UsageError } from './usageError.js';

/** Wider lines are hard to read; on narrower ones the options leave no room for their descriptions. */
const widthLimits = { minColumns: 60, maxColumns: 100 } as const;

/**
 * What is printed for a command line: help, the version or a completion script.
 * In: the words; the program's version; how many columns the terminal has.
 * Out: undefined for a command line that asks for none of these.
 * @throws UsageError for the completion of a shell that sipexec has no script for
 */
export async function yargsText(
  words: readonly string[],
  version: string,
  width: number,
): Promise<string | undefined> {
  if (words[0] === 'completion') {
    if (words.includes('--help') || words.includes('-h')) return COMPLETION_HELP;
    const { completionScript } = await import('../completion/completion.js');
    return completionScript(shellNamed(words[1] ?? process.env.SHELL?.split('/').at(-1) ?? ''));
  }
  const { default: yargs } = await import('yargs');
  let text = '';
  const columns = Math.max(widthLimits.minColumns, width);
  const program = describeProgram(yargs(), version, columns);
  await program.parseAsync([...words], {}, (_error: unknown, _argv: unknown, output: string) => {
    text = output;
  });
  if (text === '') return undefined;
  const spec = commandTable.find(({ name }) => name === words[0]);
  return spec === undefined
    ? `${text}\n`
    : `${text.replace(EXAMPLES_HERE, () => examplesText(spec, columns))}\n`;
}

/** A mark in yargs' text that our own examples replace: yargs would break their lines, even within a path, so that no shell takes them. */
const EXAMPLES_HERE = '{examples}';

const COMPLETION_HELP = `sipexec completion [bash|zsh|fish|powershell]

print a completion script
(default: for the shell that $SHELL names)

Examples:
  source <(sipexec completion bash)
      for this shell; likewise zsh
  sipexec completion bash >> ~/.bashrc
      for every later one
  sipexec completion fish > ~/.config/fish/completions/sipexec.fish
      for fish
  sipexec completion powershell | Out-String | Invoke-Expression
      in $PROFILE, for PowerShell
`;

/** @throws UsageError */
function shellNamed(name: string): Shell {
  const shellName = name === 'pwsh' ? 'powershell' : name;
  const found = shells.find((shell) => shell === shellName);
  if (found !== undefined) return found;
  const others = `there is completion for ${shells.join(', ')}`;
  throw new UsageError(
    name === '' ? `completion of which shell? ${others}` : `${others}, not for ${name}; name one of them`,
  );
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

/** What @types/yargs leaves out. */
interface WithUsageConfiguration {
  usageConfiguration(settings: { readonly 'hide-types': boolean }): unknown;
}

function describeProgram(program: Argv, version: string, width: number): Argv {
  program
    .scriptName('sipexec')
    .usage(
      '$0 <command> [options] [input…]\n\nWhat an exec command of a SIP server would see, and what would come of it.',
    )
    .version('version', 'show the version', version)
    .help('help', 'show this help')
    .alias('help', 'h')
    .wrap(Math.min(width, widthLimits.maxColumns))
    .exitProcess(false)
    .parserConfiguration({ ...parserConfiguration })
    // Our own parser finds and reports mistakes.
    .fail(() => {});
  // [string] and [array] tell nobody what to write; the placeholders do.
  (program as unknown as WithUsageConfiguration).usageConfiguration({ 'hide-types': true });
  for (const spec of commandTable) describeCommand(program, spec);
  program.command('completion [shell]', `print a completion script for ${shells.join(', ')}`);
  return program.epilogue(FIRST_CALL);
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
      for (const [group = 'Options', options] of inGroups(spec.options)) {
        for (const option of options)
          command.option(option.shownAs ?? option.name, { ...describeOption(option), group: `${group}:` });
      }
      return command.epilogue(EXAMPLES_HERE);
    },
    () => {},
  );
}

/** The examples, so that they can be pasted: a line that is too long goes on behind a backslash. */
function examplesText(spec: CommandSpec, width: number): string {
  const wantsFiles =
    spec.examples.some(({ line }) => line.includes('fixtures/')) && packageFolder() === undefined;
  return [
    'Examples:',
    ...spec.examples.flatMap(({ line, about }) => [
      ...continuedLines(exampleLine(line), width - 2).map((part) => `  ${part}`),
      `      ${about}`,
    ]),
    ...(wantsFiles ? ['  sipexec files fixtures --output .', '      the files of these examples'] : []),
  ].join('\n');
}

function describeOption(option: OptionSpec) {
  const { alias, kind, placeholder, shownAs } = option;
  const isFlag = kind === 'flag' || shownAs !== undefined;
  return {
    ...(alias === undefined ? {} : { alias: [...alias] }),
    ...(isFlag ? { boolean: true } : { string: true }),
    ...(kind === 'list' ? { array: true } : {}),
    describe: placeholder === undefined ? optionText(option) : `${placeholder}: ${optionText(option)}`,
  } as const;
}
