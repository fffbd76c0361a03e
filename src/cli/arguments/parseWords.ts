import parse from 'yargs-parser';
import { nearestName } from '../../nearestName.js';
import { assignPositionals, wrongValue } from './assignWords.js';
import type { CommandSpec } from './commandSpec.js';
import type { OptionSpec } from './optionTable.js';
import { ParsedArguments } from './parsedArguments.js';
import { normalizeWords, parserConfiguration } from './parserConfiguration.js';

/**
 * Parses the words behind a command's name with the engine of yargs.
 * Out: the arguments, or a sentence that says what is wrong with them.
 */
export function parseWords(spec: CommandSpec, words: readonly string[]): ParsedArguments | string {
  if (!words.some((word) => word.startsWith('-'))) return argumentsOf(spec, words, {});
  const { options } = spec;
  const parsed = parse.detailed(normalizeWords(words, options), {
    alias: Object.fromEntries(options.flatMap(({ name, alias }) => (alias ? [[name, [...alias]]] : []))),
    array: namesOf(options, ['list']),
    boolean: namesOf(options, ['flag']),
    string: namesOf(options, ['value', 'list', 'switch']),
    configuration: parserConfiguration,
  });
  if (parsed.error !== null) return lowerFirst(parsed.error.message);
  const { _: rest, ...values } = parsed.argv as { _: (string | number)[] } & Record<string, unknown>;
  const unknown = Object.keys(values).find((name) => !options.some((option) => option.name === name));
  if (unknown !== undefined) return unknownOption(spec, unknown);
  const missing = Object.keys(values).find((name) => isMissing(values[name]));
  if (missing !== undefined) return `--${missing} needs a value`;
  return argumentsOf(spec, rest.map(String), values);
}

function argumentsOf(
  spec: CommandSpec,
  words: readonly string[],
  values: Record<string, unknown>,
): ParsedArguments | string {
  const positionals = assignPositionals(spec, words);
  if (typeof positionals === 'string') return positionals;
  const args = new ParsedArguments(spec.name, positionals, values);
  return wrongValue(spec.options, args) ?? args;
}

function namesOf(options: readonly OptionSpec[], kinds: readonly OptionSpec['kind'][]): string[] {
  return options.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
}

/** An option at the end of the line, or before another one. */
function isMissing(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function unknownOption(spec: CommandSpec, name: string): string {
  const names = spec.options.flatMap((option) => [option.name, ...(option.alias ?? [])]);
  const nearest = name.length === 1 ? undefined : nearestName(name, names);
  const written = (option: string) => (option.length === 1 ? `-${option}` : `--${option}`);
  const hint =
    nearest === undefined ? `see sipexec ${spec.name} --help` : `did you mean ${written(nearest)}?`;
  return `unknown option ${written(name)}; ${hint}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
