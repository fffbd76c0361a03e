import { ListRecords } from '../../report/json/listRecords.js';
import { timeText } from '../../report/json/messageRecord.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import { nothingSelected } from '../../run/selection/nothingSelected.js';
import { NotSipError } from '../../server/errors.js';
import { receiveMessage } from '../../server/message/receiveMessage.js';
import { findServer } from '../../server/servers.js';
import { shownText } from '../../shownText.js';
import { formatArgument } from '../arguments/formatArgument.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { readMessages } from '../input/readMessages.js';
import { errorLine } from '../output/errorLine.js';
import type { ListOutput } from '../output/listOutput.js';
import { ProblemLog } from '../session/problemLog.js';

/** `sipexec list`: what messages the input holds, a line or a JSON record each. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const output = await outputFor(args, io);
  let count = 0;
  let isSound = true;
  const problems = new ProblemLog(io.stderr, {
    isQuiet: args.flag('quiet'),
    isStrict: args.flag('strict'),
  });
  const found = await readMessages(args, io, {
    message(message) {
      const reason = whyNotSip(message);
      if (reason !== undefined) {
        isSound = false;
        io.stderr.write(errorLine(reason, { input: message.input, ...reason.place }));
        return;
      }
      count += 1;
      output.add(message);
    },
    problem: (problem, input) => problems.add(problem, input),
    pause() {
      output.pause();
      io.stdout.flush();
      io.stderr.flush();
    },
  });
  output.end();
  if (problems.hasMore) io.stderr.write(`sipexec: ${problems.summary()}\n`);
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  if (!isSound || problems.hasDamage) return ExitStatus.failed;
  if (count > 0) return ExitStatus.ok;
  io.stderr.write(`sipexec: ${nothingSelected(found)}\n`);
  return ExitStatus.failed;
}

/** @throws UsageError where options exclude each other */
async function outputFor(args: ParsedArguments, io: CommandIo): Promise<ListOutput> {
  const format = formatArgument(args);
  const pictures = [
    ...(['ladder', 'calls'] as const).filter((name) => args.flag(name)),
    ...(args.value('columns') === undefined ? [] : ['columns']),
  ];
  const [picture] = pictures;
  if (format !== undefined && format !== 'text' && picture !== undefined)
    throw new UsageError(`--${picture} is for text, not for ${format}`);
  if (pictures[0] === 'ladder' && pictures.length > 1)
    throw new UsageError(`--ladder and --${pictures[1]} exclude each other`);
  if (format === 'json') return records(io);
  if (format === 'mermaid' || picture !== undefined || io.stdout.isTerminal) {
    const { pictureOutput } = await import('./listPicture.js');
    return pictureOutput(args, io);
  }
  return { add: (message) => io.stdout.write(textLine(message)), pause() {}, end() {} };
}

function records(io: CommandIo): ListOutput {
  const records = new ListRecords((bytes) => {
    io.stdout.write(bytes);
    io.stdout.flush();
  });
  return {
    add: (message) => records.add(message),
    pause: () => records.flush(),
    end: () => records.flush(),
  };
}

/** What is neither SIP nor a capture is handed over as one message: there is nothing to list in it. */
function whyNotSip({ captured }: InputMessage): NotSipError | undefined {
  if (captured.frame !== undefined || (captured.place?.offsetBytes ?? 0) > 0) return undefined;
  try {
    receiveMessage(findServer('documented'), captured.bytes);
    return undefined;
  } catch (error) {
    if (error instanceof NotSipError) return error;
    throw error;
  }
}

function textLine(message: InputMessage): string {
  const { captured, summary, index } = message;
  const from = captured.source === undefined ? '-' : endpointText(captured.source);
  const to = captured.destination === undefined ? '-' : endpointText(captured.destination);
  const what = summary.method ?? String(summary.status ?? '?');
  const columns = [
    String(index).padStart(4),
    captured.time === undefined ? '-' : timeText(captured.time),
    from.padEnd(21),
    '->',
    to.padEnd(21),
    what.padEnd(9),
    summary.uri ?? summary.reason ?? '-',
    summary.callId ?? '-',
  ];
  const line = columns.join(' ');
  return `${shownText(line, 'line')}\n`;
}

function endpointText({ ip, port }: { ip: string; port: number }): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
