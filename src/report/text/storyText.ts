import type { TracedLine } from '../../exec/callTrace.js';
import type { Ran } from '../../exec/execResult.js';
import type { CallStory, ProcessStory } from '../../run/call/callStory.js';
import { shownText } from '../../shownText.js';
import { endpointText } from '../../sip/endpointText.js';
import type { MessageIdentity } from '../json/messageRecord.js';
import { endingText } from './execText.js';

/** What said something of an address. */
const origins = {
  option: 'an option',
  capture: 'the capture',
  'top Via': 'the top Via',
  default: 'nothing said so: the default',
} as const;

/**
 * What `-v` tells before a command starts, a line a fact, and a line a variable; the command line comes last. The variables and the
 * command line are bytes as they are.
 * @param serverFrom where the server's name came from
 */
export function beginningText(story: CallStory, identity: MessageIdentity, serverFrom: string): Buffer {
  const { source, destination, transport, transportFrom, prepared, surroundings } = story;
  const { user, uid, gid, workingDirectory: folder, path, umask, shell } = surroundings;
  const { index, input, summary } = identity;
  const lines = [
    `server: ${story.server} (${serverFrom})`,
    `message: ${index} of ${input}, ${summary.method ?? ''} ${summary.uri ?? ''}, ${story.messageBytes} bytes`,
    `source: ${endpointText(source)} (${origins[source.from]})`,
    `destination: ${endpointText(destination)} (${origins[destination.from]})`,
    `transport: ${transport} (${origins[transportFrom]})`,
    ...story.expanded.map(({ name, value }) => `expanded: ${name} is ${quoted(value)}`),
  ];
  const where = [
    `user: ${user} (${uid}:${gid}); folder: ${folder}; umask: ${umask}; shell: ${shell}`,
    `PATH: ${path ?? "not set: the shell's default"}`,
    ...furtherSurroundings(surroundings),
  ];
  return Buffer.concat([
    asLines(lines),
    ...prepared.environment.flatMap(({ name, value }) => [Buffer.from(`${name}=`), value, Buffer.from('\n')]),
    asLines(where),
    Buffer.from('+ '),
    prepared.commandLine,
    Buffer.from('\n'),
  ]);
}

/** What only some daemons have: further groups, another root directory, limits. */
function furtherSurroundings(process: ProcessStory): string[] {
  const { furtherGroups: groups, rootDirectory, limits = [], noNewPrivileges } = process;
  const parts = [
    ...(groups.length === 0 ? [] : [`groups: ${groups.join(' ')}`]),
    ...(rootDirectory === undefined ? [] : [`root directory: ${rootDirectory}`]),
    ...limits.map(
      ({ name, soft, hard }) => `limit ${name}: ${soft === hard ? soft : `${soft}, at most ${hard}`}`,
    ),
    ...(noNewPrivileges === true ? ['no new privileges'] : []),
  ];
  return parts.length === 0 ? [] : [parts.join('; ')];
}

/** What `-v` tells when a command has ended: how, what was read of it, what became of each line, and what follows. */
export function endText(result: Ran): Buffer {
  const { trace, durationMs, returnCode } = result;
  const lines = [`ended: after ${durationMs.toFixed(1)} ms, ${endingText(result)}`];
  if (trace?.input !== undefined) {
    const { writtenBytes, offeredBytes } = trace.input;
    lines.push(
      writtenBytes === offeredBytes
        ? `input: ${offeredBytes} bytes written to its standard input`
        : `input: ${writtenBytes} of ${offeredBytes} bytes written to its standard input, at least; it did not read the rest`,
    );
  }
  if (trace?.output === undefined) lines.push('output: nothing of it is read as URIs or AVPs');
  else {
    const { outputBytes, lines: traced, moreLines } = trace.output;
    lines.push(`output: ${outputBytes} bytes read of its standard output`);
    lines.push(...traced.map((line, i) => `line ${i + 1}: ${lineText(line, traced[i + 1])}`));
    if (moreLines > 0) lines.push(`… and ${moreLines} more lines`);
  }
  if (trace !== undefined)
    lines.push(`returned: ${returnCode} (${returnCode === 1 ? 'true' : 'false'}): ${trace.why}`);
  return asLines(lines);
}

/** One line of output, and what became of it. */
export function becameText({ became, branch, avp }: TracedLine): string {
  switch (became) {
    case 'request-uri':
      return 'the request URI';
    case 'branch':
      return `branch ${branch}`;
    case 'avp':
      return `AVP ${avp}`;
    case 'blank':
      return 'skipped: it is blank';
    case 'not-taken':
      return 'not taken: there is no room for it';
  }
}

function lineText(line: TracedLine, next: TracedLine | undefined): string {
  const cut = next?.isRemainder ? `, cut at ${line.text.length} bytes` : '';
  const rest = line.isRemainder ? ', the rest of the line before it' : '';
  if (line.became === 'blank') return becameText(line);
  return `${quoted(line.text)}: ${becameText(line)}${cut}${rest}`;
}

const MAX_SHOWN = 200;

function quoted(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}

function asLines(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${shownText(line, 'line')}\n`).join(''));
}
