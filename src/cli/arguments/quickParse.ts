import parse from 'yargs-parser';
import { type CommandSpec, commandTable } from './commandTable.js';
import type { OptionSpec } from './optionTable.js';
import { assignPositionals, ParsedArguments, wrongValue } from './parsedArguments.js';
import { expandSwitches, parserConfiguration } from './parserConfiguration.js';

/**
 * Parses the command lines that need no word of explanation with yargs' own parsing engine alone: yargs itself costs
 * more time than everything else that sipexec does for one message.
 * Out: undefined for whatever yargs should answer: help, version, completion, and every mistake.
 */
export function quickParse(
  words: readonly string[],
): { spec: CommandSpec; args: ParsedArguments } | undefined {
  const spec = commandTable.find(({ name }) => name === words[0]);
  if (spec === undefined) return undefined;
  const { options } = spec;
  const parsed = parse.detailed(expandSwitches(words.slice(1), options), {
    alias: Object.fromEntries(options.flatMap(({ name, alias }) => (alias ? [[name, [...alias]]] : []))),
    array: namesOf(options, ['list']),
    boolean: namesOf(options, ['flag']),
    string: namesOf(options, ['value', 'list', 'switch']),
    configuration: parserConfiguration,
  });
  if (parsed.error !== null) return undefined;
  const { _: rest, ...values } = parsed.argv as { _: (string | number)[] } & Record<string, unknown>;
  const known = new Set(options.map(({ name }) => name));
  if (!Object.keys(values).every((name) => known.has(name) && values[name] !== false)) return undefined;
  const positionals = assignPositionals(spec, rest.map(String));
  if (typeof positionals === 'string') return undefined;
  const args = new ParsedArguments(spec.name, positionals, values);
  return wrongValue(options, args) === undefined ? { spec, args } : undefined;
}

export function namesOf(options: readonly OptionSpec[], kinds: readonly OptionSpec['kind'][]): string[] {
  return options.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
}
