import type { CommandSpec } from '../arguments/commandSpec.js';
import { commandTable } from '../arguments/commandTable.js';
import type { OptionSpec } from '../arguments/optionTable.js';
import { inGroups, optionText } from '../arguments/optionText.js';

/** All that a reference says of one command, whatever it is written as. */
export interface CommandPage {
  readonly name: string;
  readonly synopsis: string;
  readonly describe: string;
  readonly positionals: CommandSpec['positionals'];
  /** Under their headings; the command's own, which has none, comes first. */
  readonly options: readonly OptionGroup[];
  readonly examples: CommandSpec['examples'];
}

/** Options that stand under one heading. */
export interface OptionGroup {
  readonly heading: string | undefined;
  readonly entries: readonly OptionEntry[];
}

/** An option as a reference shows it. */
export interface OptionEntry {
  /** How it may be written: `-n N[-M]`, `--message=N[-M]`. */
  readonly forms: readonly string[];
  /** What it does, and which values it takes where only some are right. */
  readonly describe: string;
}

/** Every command that the parser knows, and `completion`, which yargs adds. */
export const commandPages: readonly CommandPage[] = [
  ...commandTable.map(pageOf),
  {
    name: 'completion',
    synopsis: 'sipexec completion [shell]',
    describe: 'print a completion script',
    positionals: [
      { name: 'shell', count: 'any', describe: 'for which shell; otherwise the one that $SHELL names' },
    ],
    options: [],
    examples: [{ line: 'source <(sipexec completion bash)', about: 'for this shell' }],
  },
];

function pageOf({ name, describe, positionals, options, examples }: CommandSpec): CommandPage {
  const places = positionals.map(
    ({ name: place, count }) => ({ one: `<${place}>`, any: `[${place}…]`, some: `<${place}…>` })[count],
  );
  const synopsis = ['sipexec', name, '[options]', ...places].join(' ');
  const groups = inGroups(options).map(([heading, members]) => ({ heading, entries: members.map(entryOf) }));
  return { name, synopsis, describe, positionals, options: groups, examples };
}

function entryOf(option: OptionSpec): OptionEntry {
  return { forms: formsOf(option), describe: optionText(option) };
}

function formsOf({
  name,
  alias = [],
  kind,
  shownAs,
  placeholder = 'VALUE',
  choices = [],
}: OptionSpec): string[] {
  if (shownAs !== undefined) return [`--${shownAs}`];
  const names = [...alias, name].sort((one, other) => one.length - other.length);
  return names.flatMap((each) => {
    const written = each.length === 1 ? `-${each}` : `--${each}`;
    if (kind === 'flag') return [written];
    if (kind === 'switch') return [`${written}[=${choices.join('|')}]`, `--no-${each}`];
    return [each.length === 1 ? `${written} ${placeholder}` : `${written}=${placeholder}`];
  });
}
