import { ListRecords } from '../../report/json/listRecords.js';
import { timeText } from '../../report/json/messageRecord.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import { nothingSelected } from '../../run/selection/nothingSelected.js';
import { NotSipError } from '../../server/errors.js';
import { receiveMessage } from '../../server/message/receiveMessage.js';
import { findServer } from '../../server/servers.js';
import { shownText } from '../../shownText.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { readMessages } from '../input/readMessages.js';
import { errorLine } from '../output/errorLine.js';
import { ProblemLog } from '../session/problemLog.js';

/** `sipexec list`: what messages the input holds, a line or a JSON record each. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const records = new ListRecords((bytes) => {
    io.stdout.write(bytes);
    io.stdout.flush();
  });
  const isJson = args.flag('json');
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
      if (isJson) records.add(message);
      else io.stdout.write(textLine(message));
    },
    problem: (problem, input) => problems.add(problem, input),
    pause() {
      records.flush();
      io.stdout.flush();
      io.stderr.flush();
    },
  });
  records.flush();
  if (problems.hasMore) io.stderr.write(`sipexec: ${problems.summary()}\n`);
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  if (!isSound || problems.hasDamage) return ExitStatus.failed;
  if (count > 0) return ExitStatus.ok;
  io.stderr.write(`sipexec: ${nothingSelected(found)}\n`);
  return ExitStatus.failed;
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
