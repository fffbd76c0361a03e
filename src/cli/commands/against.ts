import type { ExecResult } from '../../exec/execResult.js';
import { PipeMaker } from '../../exec/process/pipes/pipes.js';
import { bytesOf } from '../../rawWords.js';
import { resultDifferences } from '../../report/comparison/resultDifferences.js';
import { againstRecordLine } from '../../report/json/againstRecord.js';
import { againstText } from '../../report/text/againstText.js';
import { notRunText } from '../../report/text/execText.js';
import { CallRunner, type CallSettings } from '../../run/call/callRunner.js';
import { commandFormat } from '../../run/call/commandFormat.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { jobCount } from '../arguments/serverArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { identityOf } from '../input/identity.js';
import { runAllTheSame } from '../output/runAllTheSame.js';
import { Printer } from '../session/printer.js';
import { runSession } from '../session/session.js';

/** The results of both commands for one request. */
interface Pair {
  readonly before: ExecResult;
  readonly after: ExecResult;
}

/**
 * `--against`: runs two commands for every request, one after the other, and reports only the requests whose result
 * differs.
 * In: the call of the new command; the old one. Out: the exit status, 1 where any result differs.
 */
export async function compareCommands(
  call: CallSettings,
  old: string,
  args: ParsedArguments,
  io: CommandIo,
): Promise<number> {
  const settings: CallSettings = args.flag('json') ? call : { ...call, otherOutput: { kind: 'null' } };
  const command = await commandFormat(bytesOf(old), settings.server.profile);
  const pipes = new PipeMaker();
  const after = new CallRunner(settings, pipes);
  const before = new CallRunner({ ...settings, call: { ...settings.call, command } }, pipes);
  const printer = await Printer.create(args, io);
  try {
    return await runSession<Pair>(
      {
        jobs: jobCount(args),
        handle: (message) => runBoth(before, after, message),
        isUnsafe: ({ before, after }) => before.outcome === 'unsafe' || after.outcome === 'unsafe',
        print: (message, pair) => print(message, pair, settings, args, printer),
        printer,
        words: { handled: 'compared', verdicts: { succeeded: 'the same', failed: 'different' } },
      },
      args,
      io,
    );
  } finally {
    pipes.close();
  }
}

async function runBoth(
  before: CallRunner,
  after: CallRunner,
  message: InputMessage,
): Promise<Pair | undefined> {
  const old = await before.run(message);
  const current = await after.run(message);
  return old === undefined || current === undefined
    ? undefined
    : { before: old.result, after: current.result };
}

function print(
  message: InputMessage,
  { before, after }: Pair,
  settings: CallSettings,
  args: ParsedArguments,
  printer: Printer,
): number {
  for (const result of [before, after])
    if (result.outcome === 'unsafe') printer.notRun(message, `${notRunText(result)}; ${runAllTheSame}`);
  const differences = resultDifferences(before, after);
  if (differences.length === 0) return ExitStatus.ok;
  if (args.flag('json')) {
    printer.line(
      againstRecordLine(identityOf(message), before, after, differences, settings.server.daemonEnvironment),
    );
  } else {
    printer.picture(message, againstText(differences));
    printer.expectMany();
  }
  return ExitStatus.false;
}
