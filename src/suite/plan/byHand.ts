import { resolve } from 'node:path';
import { shellQuote } from '../../exec/process/shellQuote.js';
import { bytesOf, wordOf } from '../../rawWords.js';
import type { ScriptVariable } from '../../server/serverState.js';
import { isShownAsItIs } from '../../shownText.js';
import { endpointText } from '../../sip/endpointText.js';
import type { CaseOptions, ComposedMessage, MessageSource, SuiteCase } from '../suite.js';

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
  words.push(...optionWords(options));
  if (environment.inherit !== 'all') words.push('--clean-env');
  for (const inherited of environment.inherit === 'all' ? [] : environment.inherit) {
    if (!environment.set.has(inherited)) words.push(`--env ${inherited}="$${inherited}"`);
  }
  for (const [variable, value] of environment.set) words.push(`--env ${word(`${variable}=${value}`)}`);
  if (suiteCase.isolate !== undefined) words.push(...isolatedEnvironment(suiteCase));
  words.push(...inputWords(suiteCase, source, index));
  return `${enterFolder(suiteCase)}${pipedMessage(suiteCase, source)}${words.join(' ')}`;
}

function optionWords(options: CaseOptions): string[] {
  const { requestUri, source, destination, transport, route, setvars, execTimerMs, shell, stdin } = options;
  const option = (name: string, text: string | undefined) =>
    text === undefined ? [] : [`--${name} ${word(text)}`];
  const assignments = (name: string, variables: readonly ScriptVariable[] = []) =>
    variables.flatMap((variable) => option(name, `${variable.name}=${wordOf(variable.value)}`));
  return [
    ...option('ruri', requestUri && wordOf(requestUri)),
    ...option('src', source && endpointText(source)),
    ...option('dst', destination && endpointText(destination)),
    ...option('transport', transport),
    ...option('route', route),
    ...(setvars === undefined ? [] : [`--setvars=${setvars ? 1 : 0}`]),
    ...option('exec-timer', execTimerMs === undefined ? undefined : String(execTimerMs / 1000)),
    ...option('shell', shell),
    ...option('cwd', options.workingDirectory),
    ...option('user', options.user),
    ...option('path', options.path),
    ...option('umask', options.umask),
    ...option('unit', options.unit),
    ...option('stdin', stdin?.value),
    ...assignments('avp', options.avps),
    ...assignments('var', options.vars),
    ...(options.kemi === true ? ['--kemi'] : []),
    ...(options.runInjected === true ? ['--run-injected'] : []),
  ];
}

function inputWords(suiteCase: SuiteCase, source: MessageSource, index: number | undefined): string[] {
  if (source.kind === 'text') return ['--input-format message', ...hereDocument(source.text)];
  if (source.kind === 'fields') return ['--input-format message'];
  const path = suiteCase.isolate === undefined ? source.path : resolve(suiteCase.folder, source.path);
  const { format } = source;
  return [
    ...(format === undefined ? [] : [`--input-format ${format}`]),
    ...(index === undefined ? [] : [`-n ${index}`]),
    word(path),
  ];
}

/** A text as a here-document, which can only hold whole lines, and is to hold only what can be shown. */
function hereDocument(text: string): string[] {
  if (!isHereDocument(text)) return [];
  let end = 'END';
  while (text.split('\n').includes(end)) end += '_';
  return [`<<'${end}'\n${text}${end}`];
}

function pipedMessage(suiteCase: SuiteCase, source: MessageSource): string {
  if (source.kind === 'fields') return `${composingCommand(suiteCase, source)} | `;
  return source.kind === 'text' && !isHereDocument(source.text) ? `${printed(source.text)} | ` : '';
}

/** The call of `sipexec message` that makes the same request. */
function composingCommand({ folder, isolate }: SuiteCase, source: ComposedMessage): string {
  const { fields, followUp, body, randomSeed } = source;
  const path = (name: string) => (isolate === undefined ? name : resolve(folder, name));
  const option = (name: string, text: string | number | undefined) =>
    text === undefined ? [] : [`--${name}=${word(String(text))}`];
  const words = [
    'sipexec message',
    ...(followUp === undefined ? [] : option(followUp.kind, path(followUp.path))),
    ...option('method', fields.method),
    ...option('ruri', fields.requestUri),
    ...option('from', fields.from),
    ...option('to', fields.to),
    ...option('transport', fields.transport),
    ...(fields.via ?? []).flatMap((via) => option('via', via)),
    ...option('call-id', fields.callId),
    ...option('cseq', fields.cseq),
    ...(fields.headers ?? []).flatMap((header) => option('header', header)),
    ...(body === undefined ? [] : option('body', body.kind === 'file' ? path(body.text) : '-')),
    ...option('random-seed', randomSeed),
  ];
  const text = body?.kind === 'text' ? `${printed(body.text)} | ` : '';
  return `${text}${words.join(' ')}`;
}

function enterFolder({ folder, isolate }: SuiteCase): string {
  if (isolate === undefined) return folder === '.' ? '' : `cd ${word(folder)} && `;
  const copies = isolate.map(({ value }) => word(value)).join(' ');
  const copy = copies === '' ? '' : `(cd ${word(resolve(folder))} && tar c ${copies}) | tar x && `;
  return `cd "$(mktemp -d)" && ${copy}`;
}

/**
 * A word of a command line, quoted where a shell would read more than a word in it. What cannot be shown as it is, an
 * escape sequence say, is left to printf(1), so that the line can be shown and copied.
 */
export function word(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (isShownAsItIs(text)) return shellQuote(Buffer.from(text)).toString();
  // `$(…)` takes the line ends off at the end.
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  const body = text.slice(0, end);
  return `"$(${printf(body)})${text.slice(body.length)}"`;
}

function isHereDocument(text: string): boolean {
  return text.endsWith('\n') && isShownAsItIs(text);
}

/** What prints a text. */
function printed(text: string): string {
  return isShownAsItIs(text) ? `printf %s ${word(text)}` : printf(text);
}

/** A call of printf(1) that prints a text, itself in printable ASCII. */
function printf(text: string): string {
  const format = bytesOf(text)
    .toString('latin1')
    .replace(/%/g, '%%')
    .replace(/^-|[^ -~]|['#\\]/g, (character) =>
      character === '\n' ? '\\n' : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
  return `printf '${format}'`;
}

function isolatedEnvironment({ folder }: SuiteCase): string[] {
  return [
    '--env HOME="$PWD"',
    '--env TMPDIR="$PWD"',
    `--env ${word(`SIPEXEC_SUITE_FOLDER=${resolve(folder)}`)}`,
  ];
}
