import { ListRecords } from '../../report/json/listRecords.js';
import { ListLines } from '../../report/text/listLines.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import { nothingSelected } from '../../run/selection/nothingSelected.js';
import { NotSipError } from '../../server/errors.js';
import { receiveMessage } from '../../server/message/receiveMessage.js';
import { findServer } from '../../server/servers.js';
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
  if (format === 'json') return held(ListRecords, io);
  if (format === 'mermaid' || picture !== undefined || io.stdout.isTerminal) {
    const { pictureOutput } = await import('./listPicture.js');
    return pictureOutput(args, io);
  }
  return held(ListLines, io);
}

/** Records or lines, which are held back until there are many. */
function held(Held: typeof ListRecords | typeof ListLines, io: CommandIo): ListOutput {
  const all = new Held((bytes) => {
    io.stdout.write(bytes);
    io.stdout.flush();
  });
  return { add: (message) => all.add(message), pause: () => all.flush(), end: () => all.flush() };
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
