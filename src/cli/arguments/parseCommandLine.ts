import { nearestName } from '../../nearestName.js';
import { commandFirst } from './commandFirst.js';
import type { CommandSpec } from './commandSpec.js';
import { commandTable } from './commandTable.js';
import type { ParsedArguments } from './parsedArguments.js';
import { parseWords } from './parseWords.js';
import { UsageError } from './usageError.js';

/** What a command line asks for: a command to run, or a text to print (help, version, completion). */
export type Request =
  | { readonly kind: 'run'; readonly spec: CommandSpec; readonly args: ParsedArguments }
  | { readonly kind: 'text'; readonly text: string };

/** Where standard output is no terminal, and `COLUMNS` does not say. */
const DEFAULT_WIDTH = 80;
/** How the completion scripts ask. */
const completeWord = '__complete';

/**
 * Parses a command line. yargs itself is loaded only for what it prints: it costs more time than everything else
 * that sipexec does for one message.
 * In: the words behind the program's name; the program's version; how many columns the terminal has.
 * @throws UsageError for every mistake
 */
export async function parseCommandLine(
  given: readonly string[],
  version: string,
  width = DEFAULT_WIDTH,
): Promise<Request> {
  if (given[0] === completeWord) {
    const { answer } = await import('../completion/completion.js');
    return { kind: 'text', text: answer(given.slice(1), commandTable) };
  }
  const words = rewritten(commandFirst(given));
  const spec = commandTable.find(({ name }) => name === words[0]);
  const args = spec === undefined ? unknownCommand(words[0]) : parseWords(spec, words.slice(1));
  if (spec !== undefined && typeof args === 'object') return { kind: 'run', spec, args };
  const { yargsText } = await import('./yargsText.js');
  const text = await yargsText(words, version, width);
  if (text !== undefined) return { kind: 'text', text };
  throw new UsageError(String(args));
}

/** `--server list` and `--server show ID` need no command, nor what it needs; `help dset` is `dset --help`. */
function rewritten(words: readonly string[]): readonly string[] {
  const [first, second, ...rest] = words;
  const end = words.indexOf('--');
  // What stands behind `--` is the command that replay runs in the recorded one's place.
  if (first === 'replay' && end !== -1)
    return [...words.slice(0, end), `--command=${words.slice(end + 1).join(' ')}`];
  if (first === 'help' && second !== undefined) return [second, '--help', ...rest];
  if (asksForServers(words, 'list'))
    return ['env', '--server=list', ...words.filter((word) => word === '--json')];
  if (asksForServers(words, 'show')) return ['env', '--server=show', ...idsBehindShow(words)];
  return words;
}

const serverOption = /^(--servers?|-s)$/;

function asksForServers(words: readonly string[], what: 'list' | 'show'): boolean {
  return words.some(
    (word, i) =>
      (serverOption.test(word) && words[i + 1] === what) ||
      (/^(--servers?=|-s=?)/.test(word) && word.replace(/^(--servers?=|-s=?)/, '') === what),
  );
}

/** What follows `--server show`: ids, and `--json`, which may stand anywhere. */
function idsBehindShow(words: readonly string[]): readonly string[] {
  const show = words.findIndex((word) => /^(--servers?=|-s=?)?show$/.test(word));
  const ids = words.slice(show + 1).filter((word) => word !== '--json');
  return words.includes('--json') ? [...ids, '--json'] : ids;
}

function unknownCommand(name: string | undefined): string {
  if (name === undefined) return 'no command given; see sipexec --help';
  if (name.startsWith('-')) return `unknown option ${name}; see sipexec --help`;
  const names = [...commandTable.map((spec) => spec.name), 'completion'];
  const nearest = nearestName(name, names);
  return `unknown command ${name}; ${nearest === undefined ? 'see sipexec --help' : `did you mean ${nearest}?`}`;
}
