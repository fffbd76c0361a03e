import { resolve } from 'node:path';
import { shellQuote } from '../../exec/process/shellQuote.js';
import type { MessageSource, SuiteCase } from '../suite.js';

/**
 * The command line that makes the call of a check without its suite, for a POSIX shell, with its folder.
 * @param index the number of the message in its input, where there are several
 */
export function byHand(
  suiteCase: SuiteCase,
  server: string,
  source: MessageSource,
  index: number | undefined,
): string {
  const { function: name, command, options, environment } = suiteCase;
  const words = ['sipexec', name, word(command.value), '--server', word(server)];
  for (const [option, { value }] of options) {
    for (const text of value)
      words.push(option === 'setvars' ? `--setvars=${text}` : `--${option} ${word(text)}`);
  }
  if (environment.inherit !== 'all') words.push('--clean-env');
  for (const inherited of environment.inherit === 'all' ? [] : environment.inherit) {
    if (!environment.set.has(inherited)) words.push(`--env ${inherited}="$${inherited}"`);
  }
  for (const [variable, value] of environment.set) words.push(`--env ${word(`${variable}=${value}`)}`);
  if (suiteCase.isolate !== undefined) words.push(...isolatedEnvironment(suiteCase));
  words.push(...inputWords(suiteCase, source, index));
  return `${enterFolder(suiteCase)}${pipedText(source)}${words.join(' ')}`;
}

function inputWords(suiteCase: SuiteCase, source: MessageSource, index: number | undefined): string[] {
  if (source.kind === 'text') return ['--input-format message', ...hereDocument(source.text)];
  const path = suiteCase.isolate === undefined ? source.path : resolve(suiteCase.folder, source.path);
  const format = source.selection.get('input-format');
  return [
    ...(format === undefined || format === true ? [] : [`--input-format ${format[0]}`]),
    ...(index === undefined ? [] : [`-n ${index}`]),
    word(path),
  ];
}

/** A text as a here-document, which can only hold whole lines. */
function hereDocument(text: string): string[] {
  if (!text.endsWith('\n')) return [];
  let end = 'END';
  while (text.split('\n').includes(end)) end += '_';
  return [`<<'${end}'\n${text}${end}`];
}

function pipedText(source: MessageSource): string {
  return source.kind === 'text' && !source.text.endsWith('\n') ? `printf %s ${word(source.text)} | ` : '';
}

function enterFolder({ folder, isolate }: SuiteCase): string {
  if (isolate === undefined) return folder === '.' ? '' : `cd ${word(folder)} && `;
  const copies = isolate.map(({ value }) => word(value)).join(' ');
  const copy = copies === '' ? '' : `(cd ${word(resolve(folder))} && tar c ${copies}) | tar x && `;
  return `cd "$(mktemp -d)" && ${copy}`;
}

/** A word of a command line, quoted where a shell would read more than a word in it. */
export function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : shellQuote(Buffer.from(text)).toString();
}

function isolatedEnvironment({ folder }: SuiteCase): string[] {
  return [
    '--env HOME="$PWD"',
    '--env TMPDIR="$PWD"',
    `--env ${word(`SIPEXEC_SUITE_FOLDER=${resolve(folder)}`)}`,
  ];
}
